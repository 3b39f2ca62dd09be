//! The judgement: what must hold for a receipt to prove its operation, and what it proves then.

use super::{Receipt, wire::Place};
use crate::{
    block_path,
    certificate::{Certificate, CertificateFault},
    trust::{TrustFault, TrustFile},
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

/// Why a receipt proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// Nobody said which network to trust.
    #[error("there is no trust file to check against")]
    TrustMissing,
    /// The trust file itself does not hold.
    #[error("{0}")]
    Trust(#[from] TrustFault),
    /// The bytes are not those of a receipt.
    #[error("the receipt is not readable ({})", .0.code())]
    Malformed(Place),
    /// It comes from another network than the trusted one.
    #[error("the receipt is of another network")]
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
        }
    }
}

/// Checks a receipt under a trust file.
pub fn verify(receipt: &Receipt, trust: &TrustFile) -> Result<Verified, Invalid> {
    let header = &receipt.header;
    if header.network != trust.network() {
        return Err(Invalid::HeaderWrongNetwork);
    }
    check_descendants(receipt)?;
    let certified = receipt.certified();
    let set = trust.set_at(certified.height);
    if certified.validators != set.hash() {
        return Err(Invalid::HeaderWrongValidators);
    }
    let signers =
        Certificate::decode(&receipt.certificate)?.verify(certified, set, trust.epoch_blocks())?;
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
        signers,
        validators: set.keys().len(),
        certified_height: certified.height,
    })
}

fn check_descendants(receipt: &Receipt) -> Result<(), Invalid> {
    let mut before = &receipt.header;
    for (position, header) in receipt.descendants.iter().enumerate() {
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
