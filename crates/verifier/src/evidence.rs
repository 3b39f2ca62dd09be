//! Whatever a stranger may be handed: a receipt, a state proof, a consistency proof or a certified
//! header, in any of its forms, judged by one function.

use crate::{
    Certified, Consistency, Extended, Invalid, Receipt, StateProof, Stated, TrustFile, Verified,
    certified::Agreed,
    json_form, text, verify, wire,
    wire::{Kind, Place},
};
use ledger::{Hash, Header, NetworkId};

/// A proof of some kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// An operation and what became of it.
    Receipt(Box<Receipt>),
    /// What one key of the state holds.
    State(Box<StateProof>),
    /// A later ledger extends an earlier one.
    Consistency(Box<Consistency>),
    /// A header and its certificate.
    Header(Box<Certified>),
}

/// What a valid proof proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Of a receipt.
    Receipt(Verified),
    /// Of a state proof.
    State(Stated),
    /// Of a consistency proof.
    Consistency(Extended),
    /// Of a certified header.
    Header(Observed),
}

/// What a certified header proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observed {
    /// The network.
    pub network: NetworkId,
    /// Whether that is a demonstration.
    pub demo: bool,
    /// The block.
    pub height: u64,
    /// Its digest.
    pub digest: Hash,
    /// Who made it final.
    pub agreed: Agreed,
}

impl Evidence {
    /// Reads any kind in any form: binary, JSON, or the text of a QR code.
    pub fn read(file: &[u8]) -> Result<Self, Invalid> {
        if Kind::of(file).is_some() {
            return Self::from_bytes(file);
        }
        let text = std::str::from_utf8(file).map_err(|_| Place::Magic)?.trim();
        if text.starts_with('{') {
            return Self::from_json(text);
        }
        let bytes = text::from_qr(text).ok_or(Place::Text)?;
        Self::from_bytes(&bytes)
    }

    /// Reads the binary form of any kind.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Invalid> {
        match Kind::of(bytes).ok_or(Place::Magic)? {
            Kind::Receipt => Receipt::from_bytes(bytes).map(Box::new).map(Self::Receipt),
            Kind::State => StateProof::from_bytes(bytes).map(Box::new).map(Self::State),
            Kind::Consistency => Consistency::from_bytes(bytes)
                .map(Box::new)
                .map(Self::Consistency),
            Kind::Header => Certified::from_bytes(bytes).map(Box::new).map(Self::Header),
        }
    }

    fn from_json(json: &str) -> Result<Self, Invalid> {
        if json.len() > wire::JSON_BYTES_MAX {
            return Err(Place::Size.into());
        }
        match json_form::format_of(json).as_deref() {
            Some("linli-state-proof") => StateProof::from_json(json).map(Box::new).map(Self::State),
            Some("linli-consistency-proof") => Consistency::from_json(json)
                .map(Box::new)
                .map(Self::Consistency),
            Some("linli-header") => Certified::from_json(json).map(Box::new).map(Self::Header),
            Some(_) | None => Receipt::from_json(json).map(Box::new).map(Self::Receipt),
        }
    }

    /// The header that the proof is about, with what makes it final: an earlier one than the
    /// reader has now, if history was not rewritten.
    #[must_use]
    pub fn certified(&self) -> Certified {
        match self {
            Self::Receipt(receipt) => Certified {
                header: receipt.header.clone(),
                descendants: receipt.descendants.clone(),
                certificate: receipt.certificate.clone(),
            },
            Self::State(proof) => proof.certified.clone(),
            Self::Consistency(proof) => proof.later.clone(),
            Self::Header(certified) => (**certified).clone(),
        }
    }

    /// Checks it under a trust file.
    pub fn verify(&self, trust: &TrustFile) -> Result<Finding, Invalid> {
        match self {
            Self::Receipt(receipt) => verify(receipt, trust).map(Finding::Receipt),
            Self::State(proof) => proof.verify(trust).map(Finding::State),
            Self::Consistency(proof) => proof.verify(trust).map(Finding::Consistency),
            Self::Header(certified) => {
                let agreed = certified.check(trust)?;
                Ok(Finding::Header(Observed {
                    network: certified.header.network,
                    demo: trust.demo(),
                    height: certified.header.height,
                    digest: certified.header.digest(),
                    agreed,
                }))
            }
        }
    }

    /// Compares the proof with a header that the reader has from earlier.
    pub fn compare(&self, known: &Header) -> Result<(), Invalid> {
        let certified = self.certified();
        let earlier = match self {
            Self::Consistency(proof) => Some(&proof.earlier),
            Self::Receipt(_) | Self::State(_) | Self::Header(_) => None,
        };
        let mut headers = earlier
            .into_iter()
            .chain([&certified.header])
            .chain(&certified.descendants);
        let height = known.height;
        match headers.find(|header| header.height == height) {
            Some(header) if header == known => Ok(()),
            Some(_) => Err(Invalid::KnownDiffers { height }),
            None => Err(Invalid::KnownNotCompared { height }),
        }
    }
}
