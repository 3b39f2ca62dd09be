//! Consistency: a later ledger extends an earlier one.
//!
//! Every state commits to the headers of all blocks before its own
//! ([`ledger::state::history`]). The proof is a certified later header, the history that its state
//! holds, and the way from the earlier header up to it: a few kilobytes, however many blocks lie
//! between. Whoever kept a receipt or a header from earlier learns that nothing before it was
//! rewritten: an office that signs a second history cannot make this proof.
//!
//! `LINLI-C | version | suite | later header | descendants | certificate | earlier header | history
//! | way of the history to the root | way of the earlier header to the history`.

use crate::{
    Invalid,
    certified::{Agreed, Certified},
    json_form,
    state_proof::verify_present,
    text,
    trust::TrustFile,
    wire::{self, Kind, Place},
};
use ledger::{
    Hash, Header, NetworkId, State,
    state::{
        history::{self, History},
        keys,
    },
};
use serde_json::{Value, json};

const FORMAT: &str = "linli-consistency-proof";

/// The proof that the block of one header comes before that of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consistency {
    /// The later header, made final.
    pub later: Certified,
    /// The earlier header.
    pub earlier: Header,
    /// The history that the later state holds.
    pub history: History,
    /// The way of the history to the root of the later state.
    pub state_proof: Vec<u8>,
    /// The way from the earlier header up to a peak of the history.
    pub siblings: Vec<Hash>,
}

/// What a valid consistency proof proves, each point checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extended {
    /// The network.
    pub network: NetworkId,
    /// Whether that is a demonstration.
    pub demo: bool,
    /// Height and digest of the earlier block.
    pub earlier: (u64, Hash),
    /// Height and digest of the later block.
    pub later: (u64, Hash),
    /// Who made the later block final.
    pub agreed: Agreed,
}

impl Consistency {
    /// The proof that `earlier` comes before the block whose state is `state` and which `later` is;
    /// `digests` are those of all headers before it, from genesis. `None` when it does not.
    #[must_use]
    pub fn new(later: Certified, state: &State, earlier: Header, digests: &[Hash]) -> Option<Self> {
        let history = state.get(&keys::history())?;
        let siblings = history::prove(digests, earlier.height)?;
        history
            .contains(earlier.height, &earlier.digest(), &siblings)
            .then(|| Self {
                later,
                earlier,
                history,
                state_proof: state.prove(&keys::history()),
                siblings,
            })
    }

    /// Checks it under a trust file.
    pub fn verify(&self, trust: &TrustFile) -> Result<Extended, Invalid> {
        let agreed = self.later.check(trust)?;
        let (earlier, later) = (&self.earlier, &self.later.header);
        if earlier.network != later.network || earlier.height >= later.height {
            return Err(Invalid::EarlierIsNotBefore);
        }
        let value = ledger::encode(&self.history);
        let key = keys::history();
        verify_present(later.state_root, key.bytes(), &value, &self.state_proof)?;
        let digest = earlier.digest();
        let contained = self.history.headers == later.height
            && self
                .history
                .contains(earlier.height, &digest, &self.siblings);
        if !contained {
            return Err(Invalid::EarlierNotInHistory);
        }
        Ok(Extended {
            network: later.network,
            demo: trust.demo(),
            earlier: (earlier.height, digest),
            later: (later.height, later.digest()),
            agreed,
        })
    }

    /// The binary form.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = wire::begin(Kind::Consistency, self.later.header.suite);
        self.later.write(&mut bytes);
        bytes.extend(ledger::encode(&self.earlier));
        bytes.extend(ledger::encode(&self.history));
        bytes.extend(ledger::encode(&self.state_proof));
        bytes.extend(ledger::encode(&self.siblings));
        bytes
    }

    /// Reads the binary form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Invalid> {
        let (suite, mut rest) = wire::open(Kind::Consistency, bytes)?;
        let rest = &mut rest;
        let proof = Self {
            later: Certified::read(rest, suite)?,
            earlier: wire::take(rest, Place::Earlier)?,
            history: wire::take(rest, Place::History)?,
            state_proof: wire::take(rest, Place::StateProof)?,
            siblings: wire::take(rest, Place::Path)?,
        };
        wire::close(rest)?;
        Ok(proof)
    }

    /// The JSON form: the binary form in hexadecimal, and what it says in words.
    #[must_use]
    pub fn to_json(&self) -> String {
        json_form::write(FORMAT, self.shown(), &self.to_bytes())
    }

    /// Reads the JSON form; every word in it must be what the binary form inside says.
    pub fn from_json(json: &str) -> Result<Self, Invalid> {
        let (shown, bytes) = json_form::read(FORMAT, json)?;
        let proof = Self::from_bytes(&bytes)?;
        json_form::check_shown(shown, proof.shown()).map(|()| proof)
    }

    /// The text of a QR code, with the proof behind `#`.
    #[must_use]
    pub fn to_qr_text(&self, page: &str) -> String {
        text::qr(page, &self.to_bytes())
    }

    fn shown(&self) -> Value {
        let named = |header: &Header| {
            json!({
                "height": header.height,
                "digest": header.digest().to_string(),
                "time_ms": header.time.0,
            })
        };
        json!({
            "network": self.later.header.network.to_string(),
            "earlier": named(&self.earlier),
            "later": named(&self.later.header),
        })
    }
}
