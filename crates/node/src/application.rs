//! What the engine asks of us: propose a block, or check one.

use crate::{
    block::SealedBlock,
    chain::{Chain, Version},
};
use commonware_consensus::{
    Application, Heightable as _,
    marshal::ancestry::Ancestry,
    simplex::{scheme::ed25519::Scheme, types::Context},
};
use commonware_cryptography::{Digested, Digestible as _, ed25519::PublicKey, sha256::Digest};
use commonware_macros::select;
use commonware_runtime::Clock;
use futures::StreamExt as _;
use ledger::Hash;
use std::{sync::Arc, time::Duration};

/// A block may be this far ahead of the checker's clock.
const AHEAD_MS_MAX: u64 = 5_000;
/// How long the engine may take to make an ancestor final by itself before an empty block helps.
const FINALITY_GRACE: Duration = Duration::from_millis(250);

/// The ledger, as the engine sees it.
#[derive(Clone)]
pub(crate) struct Ledger {
    pub(crate) chain: Arc<Chain>,
    /// How long a proposal is held open for an operation to arrive.
    pub(crate) hold: Duration,
}

impl Ledger {
    /// The version after the newest block of `ancestry`, running blocks that are not known yet.
    /// `None` when the branch left the final chain.
    async fn version(&self, mut ancestry: impl Ancestry<SealedBlock>) -> Option<Version> {
        let mut unknown: Vec<Digested<SealedBlock>> = Vec::new();
        let mut version = loop {
            let block = ancestry.next().await?;
            let is_below_head = block.height().get() <= self.chain.height();
            unknown.push(block);
            if let Some(version) = self.newest_known(&mut unknown) {
                break version;
            }
            if is_below_head {
                return None;
            }
        };
        while let Some(block) = unknown.pop() {
            version = self.chain.check(&version, block.inner()).ok()?;
        }
        Some(version)
    }

    /// The version of a known block of a branch, the lowest last; it and what is below it are
    /// taken off. While an ancestor was fetched, the head may have moved up to a block that was
    /// unknown before: the head only ever moves up, so that upwards none is missed.
    fn newest_known(&self, unknown: &mut Vec<Digested<SealedBlock>>) -> Option<Version> {
        let versions = unknown.iter().enumerate().rev().map(|(at, block)| {
            let version = self.chain.version(Hash(block.digest().0))?;
            Some((at, version))
        });
        let (at, version) = versions.flatten().next()?;
        unknown.truncate(at);
        Some(version)
    }

    /// Waits for something to propose until the hold is over.
    async fn build(&self, context: &impl Clock, parent: &Version) -> Option<SealedBlock> {
        let start = context.current();
        let grace = start + FINALITY_GRACE;
        // While the set of validators changes, an idle chain must still reach the epoch's end.
        let drive = parent.header.validators != parent.header.next_validators;
        loop {
            let owed = self.chain.waits_for_finality(parent);
            let needed = drive || (owed && context.current() >= grace);
            if let Some(block) = self.chain.build(parent, needed) {
                return Some(block);
            }
            let until = if owed { grace } else { start + self.hold };
            select! {
                _ = self.chain.news.notified() => {},
                _ = context.sleep_until(until) => if !owed { return None },
            }
        }
    }

    async fn until_due(&self, context: &impl Clock, block: &ledger::Block) {
        loop {
            let ahead = block.header.time.0.saturating_sub(self.chain.now().0);
            let Some(wait) = ahead.checked_sub(AHEAD_MS_MAX).filter(|wait| *wait > 0) else {
                return;
            };
            context.sleep(Duration::from_millis(wait)).await;
        }
    }

    /// Whether a block at or below the head is the final one of its height.
    fn is_final(&self, block: &SealedBlock) -> bool {
        let stored = self.chain.log.block(block.height().get());
        stored.is_ok_and(|stored| stored.is_some_and(|bytes| bytes == *block.bytes()))
    }
}

impl<E: Clock> Application<E> for Ledger {
    type SigningScheme = Scheme;
    type Context = Context<Digest, PublicKey>;
    type Block = SealedBlock;
    type Input = ();

    async fn propose(
        &mut self,
        (context, _): (E, Self::Context),
        ancestry: impl Ancestry<SealedBlock>,
        (): (),
    ) -> Option<Digested<SealedBlock>> {
        let parent = self.version(ancestry).await?;
        let block = self.build(&context, &parent).await?;
        let digest = block.digest();
        Some(Digested::precomputed(block, digest))
    }

    async fn verify(
        &mut self,
        (context, _): (E, Self::Context),
        mut ancestry: impl Ancestry<SealedBlock>,
    ) -> bool {
        let Some(block) = ancestry.next().await else {
            return false;
        };
        let block = block.inner();
        if self.chain.version(Hash(block.digest().0)).is_some() {
            return true;
        }
        if block.height().get() <= self.chain.height() {
            return self.is_final(block);
        }
        self.until_due(&context, block.block()).await;
        match self.version(ancestry).await {
            Some(parent) => match self.chain.check(&parent, block) {
                Ok(_) => true,
                Err(fault) => {
                    let height = block.height().get();
                    tracing::warn!(height, %fault, "refused a proposed block");
                    false
                }
            },
            None => self.is_final(block),
        }
    }
}
