//! The judgement: what must hold for a receipt to prove its operation, and what it proves then.

use super::Receipt;
use crate::{
    block_path,
    certificate::CertificateFault,
    certified,
    state_proof::StateProofFault,
    trust::{TrustFault, TrustFile},
    wire::Place,
};
use ledger::{
    Hash, NetworkId, OperationId, PartyId, Timestamp, Verdict, block_tree, signature::Custody,
};

/// What a valid receipt proves, each point checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The operation.
    pub operation: OperationId,
    /// The network that agreed on it.
    pub network: NetworkId,
    /// Whether that is a demonstration, whose clock is moved by hand.
    pub demo: bool,
    /// The block that holds it.
    pub height: u64,
    /// The digest of that block.
    pub digest: Hash,
    /// Block time.
    pub time: Timestamp,
    /// Who asked.
    pub actor: PartyId,
    /// Who held the signing key.
    pub custody: Custody,
    /// What became of it.
    pub verdict: Verdict,
    /// How many validators signed the certificate.
    pub signers: usize,
    /// How many validators there were.
    pub validators: usize,
    /// The block that the certificate is for: this one or one after it.
    pub certified_height: u64,
}

/// Why a receipt or another proof proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// Nobody said which network to trust.
    #[error("there is no trust file to check against")]
    TrustMissing,
    /// The trust file itself does not hold.
    #[error("{0}")]
    Trust(#[from] TrustFault),
    /// The bytes are not those of a proof.
    #[error("the proof is not readable ({})", .0.code())]
    Malformed(Place),
    /// It comes from another network than the trusted one.
    #[error("the proof is of another network")]
    HeaderWrongNetwork,
    /// The certified header names validators that the trust file does not know.
    #[error("the header names other validators than the trust file, which may be out of date")]
    HeaderWrongValidators,
    /// The headers up to the certified one are not a chain.
    #[error("header {position} after the block does not follow the one before")]
    DescendantsBroken {
        /// Position among the headers between, from zero.
        position: usize,
    },
    /// The certificate does not hold.
    #[error("{0}")]
    Certificate(#[from] CertificateFault),
    /// Operation and outcome are not in the block.
    #[error("operation and outcome do not lead to the root that the header names")]
    PathDoesNotLeadToRoot,
    /// The key and its value are not in the state.
    #[error("{0}")]
    StateProof(#[from] StateProofFault),
    /// A consistency proof is about one network and two heights, the earlier one first.
    #[error("the earlier header is not before the later one")]
    EarlierIsNotBefore,
    /// The history of the later state has another header at that height.
    #[error("the earlier header is not in the history that the later one names")]
    EarlierNotInHistory,
    /// The reader has another header of that height: one of the two was rewritten.
    #[error("the header of block {height} is another one than the reader has: history differs")]
    KnownDiffers {
        /// The height.
        height: u64,
    },
    /// The reader's header is at a height of which the proof says nothing.
    #[error("the proof says nothing of block {height}, of which the reader has the header")]
    KnownNotCompared {
        /// The height.
        height: u64,
    },
}

impl From<Place> for Invalid {
    fn from(place: Place) -> Self {
        Self::Malformed(place)
    }
}

impl Invalid {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TrustMissing => "trust_missing",
            Self::Trust(fault) => fault.code(),
            Self::Malformed(place) => place.code(),
            Self::HeaderWrongNetwork => "header_wrong_network",
            Self::HeaderWrongValidators => "header_wrong_validators",
            Self::DescendantsBroken { .. } => "descendants_broken",
            Self::Certificate(fault) => fault.code(),
            Self::PathDoesNotLeadToRoot => "path_does_not_lead_to_root",
            Self::StateProof(fault) => fault.code(),
            Self::EarlierIsNotBefore => "earlier_is_not_before",
            Self::EarlierNotInHistory => "earlier_not_in_history",
            Self::KnownDiffers { .. } => "known_differs",
            Self::KnownNotCompared { .. } => "known_not_compared",
        }
    }
}

/// Checks a receipt under a trust file.
pub fn verify(receipt: &Receipt, trust: &TrustFile) -> Result<Verified, Invalid> {
    let header = &receipt.header;
    let agreed = certified::check(header, &receipt.descendants, &receipt.certificate, trust)?;
    let leaf = block_tree::leaf(&receipt.envelope, &receipt.outcome);
    if block_path::root(leaf, &receipt.path) != header.block_root {
        return Err(Invalid::PathDoesNotLeadToRoot);
    }
    Ok(Verified {
        operation: receipt.envelope.id(header.network),
        network: header.network,
        demo: trust.demo(),
        height: header.height,
        digest: header.digest(),
        time: header.time,
        actor: receipt.envelope.intent.actor,
        custody: receipt.outcome.custody,
        verdict: receipt.outcome.verdict.clone(),
        signers: agreed.signers,
        validators: agreed.validators,
        certified_height: agreed.certified_height,
    })
}
