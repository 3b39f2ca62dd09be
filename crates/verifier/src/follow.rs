//! Following a chain from a trust file: blocks come in spans that end with a certificate, from
//! anybody; what the certificate does not cover is refused.
//!
//! A [`Follower`] judges who agreed on what. Whether the operations give the state that the header
//! names is for whoever runs the rules on them (`ledger::check_block`).

use crate::{
    certificate::{Certificate, CertificateFault},
    trust::{SetChange, TrustFault, TrustFile},
};
use borsh::{BorshDeserialize, BorshSerialize};
use ledger::{Block, Genesis, Header};

/// Consecutive blocks of which the last one is certified.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Span {
    /// The blocks, ascending.
    pub blocks: Vec<Block>,
    /// The engine's certificate of the last one.
    pub certificate: Vec<u8>,
}

/// Why a span is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FollowFault {
    /// The genesis is not the one that the trust file names.
    #[error("the genesis is not that of the network in the trust file")]
    OtherNetwork,
    /// A span without blocks says nothing.
    #[error("the span is empty")]
    Empty,
    /// A block is not the next one after the one before it.
    #[error("block {height} does not follow from the block before it")]
    DoesNotFollow {
        /// The height where a block was expected.
        height: u64,
    },
    /// A block names other validators than those that are trusted for its height.
    #[error("block {height} names other validators than those of its epoch")]
    OtherValidators {
        /// Its height.
        height: u64,
    },
    /// The certificate does not hold.
    #[error("block {height}: {fault}")]
    NotCertified {
        /// Height of the last block of the span.
        height: u64,
        /// What is wrong with it.
        fault: CertificateFault,
    },
    /// A change of validators does not hold.
    #[error(transparent)]
    Trust(#[from] TrustFault),
}

/// Where a trusted chain stands.
#[derive(Clone, Debug)]
pub struct Follower {
    trust: TrustFile,
    tip: Header,
}

impl Follower {
    /// Begins at genesis; `trust` may already hold set changes of later epochs.
    pub fn new(trust: TrustFile, genesis: &Genesis) -> Result<Self, FollowFault> {
        if genesis.network() != trust.network() {
            return Err(FollowFault::OtherNetwork);
        }
        let tip = genesis.block().header;
        Ok(Self { trust, tip })
    }

    /// Goes on from a header that was followed before, by this trust file.
    #[must_use]
    pub fn at(self, tip: Header) -> Self {
        Self { tip, ..self }
    }

    /// The last header that was accepted.
    #[must_use]
    pub const fn tip(&self) -> &Header {
        &self.tip
    }

    /// The trust file, with every set change followed so far.
    #[must_use]
    pub const fn trust(&self) -> &TrustFile {
        &self.trust
    }

    /// Accepts a span that follows, or changes nothing.
    pub fn accept(&mut self, span: &Span) -> Result<(), FollowFault> {
        let Some((last, before)) = span.blocks.split_last() else {
            return Err(FollowFault::Empty);
        };
        let mut parent = &self.tip;
        for block in &span.blocks {
            self.check_link(parent, &block.header)?;
            parent = &block.header;
        }
        // Who certifies an epoch follows from a block that carries a certificate of its own.
        if let Some(block) = before.iter().find(|block| block.next_set.is_some()) {
            let height = block.header.height;
            return Err(FollowFault::DoesNotFollow { height });
        }
        self.check_certificate(&last.header, &span.certificate)?;
        self.take_set(last, &span.certificate)?;
        self.tip = last.header.clone();
        Ok(())
    }

    fn check_link(&self, parent: &Header, header: &Header) -> Result<(), FollowFault> {
        let height = parent.height.saturating_add(1);
        let follows = header.height == height
            && header.network == parent.network
            && header.parent == parent.digest()
            && header.time >= parent.time;
        if !follows {
            return Err(FollowFault::DoesNotFollow { height });
        }
        if header.validators != self.trust.set_at(height).hash() {
            return Err(FollowFault::OtherValidators { height });
        }
        Ok(())
    }

    fn check_certificate(&self, header: &Header, bytes: &[u8]) -> Result<(), FollowFault> {
        let set = self.trust.set_at(header.height);
        let height = header.height;
        Certificate::decode(bytes)
            .and_then(|one| one.verify(header, set, self.trust.epoch_blocks()))
            .map(drop)
            .map_err(|fault| FollowFault::NotCertified { height, fault })
    }

    /// Adds the set that takes over after this block; one that the trust file knows already must
    /// be the same.
    fn take_set(&mut self, block: &Block, certificate: &[u8]) -> Result<(), FollowFault> {
        let Some(next) = &block.next_set else {
            return Ok(());
        };
        let height = block.header.height;
        let known = self.trust.changes().iter();
        let mut known = known.filter(|change| change.header.height >= height);
        match known.next() {
            Some(change) if change.header == block.header && change.next == *next => Ok(()),
            Some(_) => Err(FollowFault::DoesNotFollow { height }),
            None => Ok(self.trust.append(SetChange {
                header: block.header.clone(),
                certificate: certificate.to_vec(),
                next: next.clone(),
            })?),
        }
    }
}
