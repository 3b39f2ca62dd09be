//! Certificates: the validators' signatures under a block's digest, as the consensus engine
//! (simplex, Ed25519) encodes them, decoded without the engine.
//!
//! A certificate is a proposal (epoch, view, parent view, payload) and the signatures of a quorum
//! over it. The payload is the digest of a header, and the header names everything else: network,
//! height, roots and the validator set. Checking one therefore needs the header and the set.

mod encoding;

use ledger::{
    Hash, Header, NetworkId, ValidatorSet, domains,
    signature::{PublicKey, Signature, verifies},
};

/// What the engine appends to its namespace for the votes that make a block final.
const FINALIZE: &[u8] = b"_FINALIZE";
/// The most validators of one set that a certificate may speak of.
pub const PARTICIPANTS_MAX: u64 = 1_024;

/// What validators vote on: a block's digest in a round of the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Which validator set voted: the epoch.
    pub epoch: u64,
    /// The round within the epoch.
    pub view: u64,
    /// The round of the block before.
    pub parent_view: u64,
    /// The header's digest.
    pub payload: Hash,
}

/// A proposal with the signatures of validators, by their position in the set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// What was signed.
    pub proposal: Proposal,
    participants: u64,
    signatures: Vec<(u64, [u8; 64])>,
}

/// Why a certificate does not make a block final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateFault {
    /// The bytes are not those of a certificate, or not its only encoding.
    #[error("the certificate is not in its only encoding")]
    Malformed,
    /// It certifies another block.
    #[error("the certificate is for another block")]
    OtherBlock,
    /// It comes from an epoch that does not contain the block.
    #[error("the certificate is from an epoch that does not contain the block")]
    WrongEpoch,
    /// It was made for a set of another size.
    #[error("the certificate is for a set of another size")]
    SetSizeDiffers,
    /// Too few validators signed.
    #[error("too few validators signed the certificate")]
    WithoutQuorum,
    /// A signature does not verify.
    #[error("the signature of validator {validator} does not verify")]
    SignatureInvalid {
        /// Position in the set, from zero.
        validator: u64,
    },
}

impl CertificateFault {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "certificate_malformed",
            Self::OtherBlock => "certificate_of_another_block",
            Self::WrongEpoch => "certificate_wrong_epoch",
            Self::SetSizeDiffers => "certificate_set_size_differs",
            Self::WithoutQuorum => "certificate_without_quorum",
            Self::SignatureInvalid { .. } => "certificate_signature_invalid",
        }
    }
}

impl Proposal {
    /// The bytes that a validator of this network signs to make the proposal final.
    #[must_use]
    pub fn signed_bytes(&self, network: NetworkId) -> Vec<u8> {
        let namespace = [domains::CONSENSUS, &network.0, FINALIZE].concat();
        let length = u64::try_from(namespace.len()).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        encoding::write_varint(&mut bytes, length);
        bytes.extend(namespace);
        encoding::write_proposal(&mut bytes, self);
        bytes
    }
}

impl Certificate {
    /// Puts signatures together, each with its validator's position in a set of `participants`;
    /// positions must ascend and lie in the set.
    #[must_use]
    pub fn assemble(
        proposal: Proposal,
        participants: u64,
        signatures: Vec<(u64, [u8; 64])>,
    ) -> Option<Self> {
        let ascend = signatures.is_sorted_by(|(left, _), (right, _)| left < right);
        let inside = signatures
            .last()
            .is_some_and(|(last, _)| *last < participants);
        (ascend && inside && participants <= PARTICIPANTS_MAX).then_some(Self {
            proposal,
            participants,
            signatures,
        })
    }

    /// Reads a certificate from exactly these bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, CertificateFault> {
        encoding::decode(bytes).ok_or(CertificateFault::Malformed)
    }

    /// The engine's bytes of this certificate.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encoding::encode(self)
    }

    /// Positions of the validators that signed, ascending.
    pub fn signers(&self) -> impl Iterator<Item = u64> {
        self.signatures.iter().map(|(position, _)| *position)
    }

    /// Checks that a quorum of `set` made the block of `header` final: payload, epoch, signatures.
    /// Whether `set` is the one for that height is the caller's to know. Returns the number of
    /// signatures.
    pub fn verify(
        &self,
        header: &Header,
        set: &ValidatorSet,
        epoch_blocks: u64,
    ) -> Result<usize, CertificateFault> {
        if self.proposal.payload != header.digest() {
            return Err(CertificateFault::OtherBlock);
        }
        self.verify_at(header.network, header.height, set, epoch_blocks)
    }

    /// Checks everything but the payload: that a quorum of `set` signed something at `height`.
    pub fn verify_at(
        &self,
        network: NetworkId,
        height: u64,
        set: &ValidatorSet,
        epoch_blocks: u64,
    ) -> Result<usize, CertificateFault> {
        if height.checked_div(epoch_blocks) != Some(self.proposal.epoch) {
            return Err(CertificateFault::WrongEpoch);
        }
        if u64::try_from(set.keys().len()) != Ok(self.participants) {
            return Err(CertificateFault::SetSizeDiffers);
        }
        if self.signatures.len() < set.quorum() {
            return Err(CertificateFault::WithoutQuorum);
        }
        let message = self.proposal.signed_bytes(network);
        for (position, signature) in &self.signatures {
            let key = usize::try_from(*position)
                .ok()
                .and_then(|position| set.keys().get(position));
            let signature = Signature::Ed25519(*signature);
            if !key.is_some_and(|key| verifies(&PublicKey::Ed25519(*key), &message, &signature)) {
                let validator = *position;
                return Err(CertificateFault::SignatureInvalid { validator });
            }
        }
        Ok(self.signatures.len())
    }
}
