//! The trust file: all that a stranger must get by hand before anything can be checked offline.
//!
//! A [`TrustFile`] in memory has been checked: each set change is certified by the set before it.
//! Portal addresses are hints for finding newer copies and are never trusted.

mod json;

use crate::certificate::{Certificate, CertificateFault};
use ledger::{Genesis, Header, NetworkId, ValidatorSet, block::ends_epoch};

/// Another set takes over with the epoch after `header`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetChange {
    /// The last header of the epoch.
    pub header: Header,
    /// The engine's certificate of that header, by the set before the change.
    pub certificate: Vec<u8>,
    /// The set from the next block on.
    pub next: ValidatorSet,
}

/// What a verifier believes without proof, and the set changes that follow from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustFile {
    network: NetworkId,
    validators: ValidatorSet,
    epoch_blocks: u64,
    demo: bool,
    changes: Vec<SetChange>,
    /// Where portals of this network were seen; untrusted.
    pub portals: Vec<String>,
}

/// Why a trust file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrustFault {
    /// The text is not a trust file of this version.
    #[error("the trust file is not readable at {at}: {reason}")]
    Malformed {
        /// The field.
        at: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// There are no validators, or epochs without blocks.
    #[error("the trust file names no validators or no epoch length")]
    Empty,
    /// A set change does not follow from the set before it.
    #[error("set change {position} does not follow from the set before it")]
    ChangeDoesNotFollow {
        /// Position in the list, from zero.
        position: usize,
    },
    /// The certificate of a set change does not hold.
    #[error("set change {position}: {fault}")]
    ChangeNotCertified {
        /// Position in the list, from zero.
        position: usize,
        /// What is wrong with it.
        fault: CertificateFault,
    },
}

impl TrustFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "trust_malformed",
            Self::Empty => "trust_empty",
            Self::ChangeDoesNotFollow { .. } => "trust_change_does_not_follow",
            Self::ChangeNotCertified { .. } => "trust_change_not_certified",
        }
    }
}

impl TrustFile {
    /// The trust file of a network that has just begun.
    pub fn from_genesis(genesis: &Genesis) -> Result<Self, TrustFault> {
        let network = genesis.network();
        Self::of_network(
            network,
            genesis.validators.clone(),
            genesis.epoch_blocks,
            genesis.demo,
        )
    }

    /// The trust file of a network whose first validators still certify it.
    pub fn of_network(
        network: NetworkId,
        validators: ValidatorSet,
        epoch_blocks: u64,
        demo: bool,
    ) -> Result<Self, TrustFault> {
        if validators.keys().is_empty() || epoch_blocks == 0 {
            return Err(TrustFault::Empty);
        }
        Ok(Self {
            network,
            validators,
            epoch_blocks,
            demo,
            changes: Vec::new(),
            portals: Vec::new(),
        })
    }

    /// Appends a set change after checking that the set before it certified it.
    pub fn append(&mut self, change: SetChange) -> Result<(), TrustFault> {
        let position = self.changes.len();
        let header = &change.header;
        let set = self.set_at(header.height);
        let later = self
            .changes
            .last()
            .is_none_or(|last| last.header.height < header.height);
        let follows = later
            && header.network == self.network
            && ends_epoch(self.epoch_blocks, header.height)
            && header.validators == set.hash()
            && header.next_validators == change.next.hash()
            && header.next_validators != header.validators
            && !change.next.keys().is_empty();
        if !follows {
            return Err(TrustFault::ChangeDoesNotFollow { position });
        }
        Certificate::decode(&change.certificate)
            .and_then(|certificate| certificate.verify(header, set, self.epoch_blocks))
            .map_err(|fault| TrustFault::ChangeNotCertified { position, fault })?;
        self.changes.push(change);
        Ok(())
    }

    /// The validators that certify a height, as far as this file knows.
    #[must_use]
    pub fn set_at(&self, height: u64) -> &ValidatorSet {
        self.changes
            .iter()
            .rev()
            .find(|change| change.header.height < height)
            .map_or(&self.validators, |change| &change.next)
    }

    /// The network.
    #[must_use]
    pub const fn network(&self) -> NetworkId {
        self.network
    }

    /// Blocks per epoch.
    #[must_use]
    pub const fn epoch_blocks(&self) -> u64 {
        self.epoch_blocks
    }

    /// Whether this is a demonstration whose clock was moved by hand.
    #[must_use]
    pub const fn demo(&self) -> bool {
        self.demo
    }

    /// The set changes since genesis.
    #[must_use]
    pub fn changes(&self) -> &[SetChange] {
        &self.changes
    }

    /// Reads and checks the JSON form.
    pub fn from_json(text: &str) -> Result<Self, TrustFault> {
        json::read(text)
    }

    /// The JSON form as it lies on disk.
    #[must_use]
    pub fn to_json(&self) -> String {
        json::write(self)
    }
}
