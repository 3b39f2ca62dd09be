//! State proofs as files: what stands at one key of the state after a block, or that nothing does,
//! with everything that a stranger needs to believe it.
//!
//! `LINLI-S | version | suite | header | descendants | certificate | key | value or nothing | way
//! to the root`, borsh throughout.

use super::{verify_absent, verify_present};
use crate::{
    Invalid,
    certified::{Agreed, Certified},
    json_form, statement,
    statement::Statement,
    text,
    trust::TrustFile,
    wire::{self, Kind, Place},
};
use ledger::{Hash, Header, NetworkId, State, Timestamp, state::keys::Key};
use serde_json::{Value, json};

const FORMAT: &str = "linli-state-proof";

/// What one key of the state holds after a block, with its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateProof {
    /// The block after which it holds, made final.
    pub certified: Certified,
    /// The raw key.
    pub key: Vec<u8>,
    /// Its value's canonical bytes; nothing when the key is absent.
    pub value: Option<Vec<u8>>,
    /// The way to the root, as `ledger::state::proof` makes it.
    pub proof: Vec<u8>,
}

/// What a valid state proof proves, each point checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The network that agreed on it.
    pub network: NetworkId,
    /// Whether that is a demonstration, whose clock is moved by hand.
    pub demo: bool,
    /// The block after which it holds.
    pub height: u64,
    /// The digest of that block.
    pub digest: Hash,
    /// Its time.
    pub time: Timestamp,
    /// Who made it final.
    pub agreed: Agreed,
    /// What is stated, as far as this program knows the key.
    pub statement: Statement,
}

impl StateProof {
    /// The proof of what `key` holds in `state`, whose block `certified` is.
    #[must_use]
    pub fn new<T>(certified: Certified, state: &State, key: &Key<T>) -> Self {
        Self {
            certified,
            key: key.bytes().to_vec(),
            value: state.value_bytes(key),
            proof: state.prove(key),
        }
    }

    /// The header of the block after which it holds.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.certified.header
    }

    /// What it states; worth something only after [`StateProof::verify`].
    #[must_use]
    pub fn statement(&self) -> Statement {
        statement::read(&self.key, self.value.as_deref())
    }

    /// Checks it under a trust file.
    pub fn verify(&self, trust: &TrustFile) -> Result<Stated, Invalid> {
        let agreed = self.certified.check(trust)?;
        let header = self.header();
        match &self.value {
            Some(value) => verify_present(header.state_root, &self.key, value, &self.proof)?,
            None => verify_absent(header.state_root, &self.key, &self.proof)?,
        }
        Ok(Stated {
            network: header.network,
            demo: trust.demo(),
            height: header.height,
            digest: header.digest(),
            time: header.time,
            agreed,
            statement: self.statement(),
        })
    }

    /// The binary form.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = wire::begin(Kind::State, self.header().suite);
        self.certified.write(&mut bytes);
        bytes.extend(ledger::encode(&self.key));
        bytes.extend(ledger::encode(&self.value));
        bytes.extend(ledger::encode(&self.proof));
        bytes
    }

    /// Reads the binary form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Invalid> {
        let (suite, mut rest) = wire::open(Kind::State, bytes)?;
        let rest = &mut rest;
        let proof = Self {
            certified: Certified::read(rest, suite)?,
            key: wire::take(rest, Place::Key)?,
            value: wire::take(rest, Place::Value)?,
            proof: wire::take(rest, Place::StateProof)?,
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
        let header = self.header();
        json!({
            "network": header.network.to_string(),
            "height": header.height,
            "digest": header.digest().to_string(),
            "time_ms": header.time.0,
            "key": text::hex(&self.key),
            "value": self.value.as_ref().map(|value| text::hex(value)),
            "statement": self.statement().to_json(),
        })
    }
}
