//! A header with what makes it final: the headers up to a certified one, and its certificate.
//!
//! Every proof stands on one. By itself it is what an observer keeps of a ledger that it does not
//! store: whoever rewrites history later cannot rewrite the observer's file.

use crate::{
    Invalid,
    certificate::Certificate,
    json_form, text,
    trust::TrustFile,
    wire::{self, Kind, Place},
};
use ledger::{Header, hash::Suite};
use serde_json::{Value, json};

const FORMAT: &str = "linli-header";
/// The most headers between a header and the certified one.
pub(crate) const DESCENDANTS_MAX: usize = 1_024;

/// A header that validators made final, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certified {
    /// The header.
    pub header: Header,
    /// The headers after it, up to the certified one; empty when the header itself is certified.
    pub descendants: Vec<Header>,
    /// The engine's certificate of the last header.
    pub certificate: Vec<u8>,
}

/// Who made a header final.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// How many validators signed the certificate.
    pub signers: usize,
    /// How many validators there were.
    pub validators: usize,
    /// The block that the certificate is for.
    pub certified_height: u64,
}

impl Certified {
    /// Checks that validators whom `trust` knows made the header final.
    pub fn check(&self, trust: &TrustFile) -> Result<Agreed, Invalid> {
        check(&self.header, &self.descendants, &self.certificate, trust)
    }

    /// The binary form.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = wire::begin(Kind::Header, self.header.suite);
        self.write(&mut bytes);
        bytes
    }

    /// Reads the binary form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Invalid> {
        let (suite, mut rest) = wire::open(Kind::Header, bytes)?;
        let rest = &mut rest;
        let certified = Self::read(rest, suite)?;
        wire::close(rest)?;
        Ok(certified)
    }

    /// The JSON form: the binary form in hexadecimal, and what it says in words.
    #[must_use]
    pub fn to_json(&self) -> String {
        json_form::write(FORMAT, self.shown(), &self.to_bytes())
    }

    /// Reads the JSON form; every word in it must be what the binary form inside says.
    pub fn from_json(json: &str) -> Result<Self, Invalid> {
        let (shown, bytes) = json_form::read(FORMAT, json)?;
        let certified = Self::from_bytes(&bytes)?;
        json_form::check_shown(shown, certified.shown()).map(|()| certified)
    }

    fn shown(&self) -> Value {
        json!({
            "network": self.header.network.to_string(),
            "height": self.header.height,
            "digest": self.header.digest().to_string(),
            "time_ms": self.header.time.0,
        })
    }

    /// The text of a QR code, with the proof behind `#`.
    #[must_use]
    pub fn to_qr_text(&self, page: &str) -> String {
        text::qr(page, &self.to_bytes())
    }

    pub(crate) fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(ledger::encode(&self.header));
        bytes.extend(ledger::encode(&self.descendants));
        bytes.extend(ledger::encode(&self.certificate));
    }

    pub(crate) fn read(rest: &mut &[u8], suite: Suite) -> Result<Self, Place> {
        let certified = Self {
            header: wire::take(rest, Place::Header)?,
            descendants: wire::take(rest, Place::Descendants)?,
            certificate: wire::take(rest, Place::Certificate)?,
        };
        if certified.header.suite != suite {
            return Err(Place::Suite);
        }
        if certified.descendants.len() > DESCENDANTS_MAX {
            return Err(Place::Descendants);
        }
        Ok(certified)
    }
}

/// Checks network, chain, validator set and certificate.
pub(crate) fn check(
    header: &Header,
    descendants: &[Header],
    certificate: &[u8],
    trust: &TrustFile,
) -> Result<Agreed, Invalid> {
    if header.network != trust.network() {
        return Err(Invalid::HeaderWrongNetwork);
    }
    check_chain(header, descendants)?;
    let certified = descendants.last().unwrap_or(header);
    let set = trust.set_at(certified.height);
    if certified.validators != set.hash() {
        return Err(Invalid::HeaderWrongValidators);
    }
    let signers = Certificate::decode(certificate)?.verify(certified, set, trust.epoch_blocks())?;
    Ok(Agreed {
        signers,
        validators: set.keys().len(),
        certified_height: certified.height,
    })
}

fn check_chain(header: &Header, descendants: &[Header]) -> Result<(), Invalid> {
    let mut before = header;
    for (position, header) in descendants.iter().enumerate() {
        let follows = header.network == before.network
            && Some(header.height) == before.height.checked_add(1)
            && header.parent == before.digest();
        if !follows {
            return Err(Invalid::DescendantsBroken { position });
        }
        before = header;
    }
    Ok(())
}
