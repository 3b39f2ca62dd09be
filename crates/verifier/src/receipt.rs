//! Receipts: one operation, what became of it, and the proof that the network agreed on it.
//!
//! A receipt holds the operation as signed, its outcome, the way up to its block's root, the
//! block's header, and a certificate by a quorum of validators over that header or over one of the
//! next ones, with the headers between. Under a trust file nothing else is needed, and no byte can
//! be changed.
//!
//! What it does not repeat: the signature of the operation itself. Checking it takes the signer's
//! registered key, which the validators had; their certificate says that they checked it.

mod json;
mod judgement;
mod wire;

pub use judgement::{Invalid, Verified, verify};

use crate::{
    block_path::{self, Step},
    text,
    wire::Place,
};
use ledger::{Block, Envelope, Header, Outcome};

/// One operation with its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The header of the block that holds the operation.
    pub header: Header,
    /// The headers after it, up to the certified one; empty when the block itself is certified.
    pub descendants: Vec<Header>,
    /// The engine's certificate of the last header.
    pub certificate: Vec<u8>,
    /// The operation as signed.
    pub envelope: Envelope,
    /// What became of it.
    pub outcome: Outcome,
    /// The way from the operation up to the block's root.
    pub path: Vec<Step>,
}

impl Receipt {
    /// The receipt of the operation at `position` of a block; `None` beyond the last.
    #[must_use]
    pub fn new(
        block: &Block,
        position: usize,
        descendants: Vec<Header>,
        certificate: Vec<u8>,
    ) -> Option<Self> {
        Some(Self {
            header: block.header.clone(),
            descendants,
            certificate,
            envelope: block.operations.get(position)?.envelope().clone(),
            outcome: block.outcomes.get(position)?.clone(),
            path: block_path::path(block, position)?,
        })
    }

    /// The header that the certificate is for.
    #[must_use]
    pub fn certified(&self) -> &Header {
        self.descendants.last().unwrap_or(&self.header)
    }

    /// The binary form.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        wire::write(self)
    }

    /// Reads the binary form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Invalid> {
        wire::read(bytes).map_err(Invalid::Malformed)
    }

    /// The JSON form: the binary form in hexadecimal, and what it says in words for people.
    #[must_use]
    pub fn to_json(&self) -> String {
        json::write(self)
    }

    /// Reads the JSON form; every word in it must be what the binary form inside says.
    pub fn from_json(text: &str) -> Result<Self, Invalid> {
        json::read(text)
    }

    /// The text of a QR code: the address of a page that verifies, and the receipt behind `#`,
    /// which browsers do not send to any server.
    #[must_use]
    pub fn to_qr_text(&self, page: &str) -> String {
        text::qr(page, &self.to_bytes())
    }

    /// Reads the text of a QR code, with or without the address.
    pub fn from_qr_text(text: &str) -> Result<Self, Invalid> {
        let bytes = text::from_qr(text).ok_or(Invalid::Malformed(Place::Text))?;
        Self::from_bytes(&bytes)
    }
}
