//! The links between machines: how good they are, and who is cut off from whom.

use commonware_cryptography::ed25519::PublicKey;
use commonware_p2p::simulated::{Link, Oracle};
use commonware_runtime::deterministic;
use commonware_utils::{Probability, probability};
use std::{collections::BTreeSet, time::Duration};

/// How good a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quality {
    /// Mean time that a message takes, in milliseconds.
    pub latency_ms: u64,
    /// Standard deviation of it, in milliseconds.
    pub jitter_ms: u64,
    /// Messages of a hundred that get lost.
    pub loss_percent: u64,
}

impl Quality {
    /// Offices of one district.
    pub const GOOD: Self = Self {
        latency_ms: 5,
        jitter_ms: 2,
        loss_percent: 0,
    };
}

/// All links of a network.
pub(super) struct Links {
    oracle: Oracle<PublicKey, deterministic::Context>,
    keys: Vec<PublicKey>,
    up: BTreeSet<(usize, usize)>,
    pub(super) quality: Quality,
}

impl Links {
    pub(super) const fn new(
        oracle: Oracle<PublicKey, deterministic::Context>,
        keys: Vec<PublicKey>,
    ) -> Self {
        Self {
            oracle,
            keys,
            up: BTreeSet::new(),
            quality: Quality::GOOD,
        }
    }

    /// Connects each two machines that `together` names, and cuts all others.
    pub(super) async fn arrange(&mut self, together: impl Fn(usize, usize) -> bool) {
        for from in 0..self.keys.len() {
            for to in 0..self.keys.len() {
                if from == to {
                    continue;
                }
                // A new quality needs a new link.
                self.cut(from, to).await;
                if together(from, to) {
                    self.connect(from, to).await;
                }
            }
        }
    }

    async fn cut(&mut self, from: usize, to: usize) {
        if self.up.remove(&(from, to)) {
            let (from, to) = (self.keys[from].clone(), self.keys[to].clone());
            // A peer that left the tracked sets has lost its links already.
            drop(self.oracle.remove_link(from, to).await);
        }
    }

    async fn connect(&mut self, from: usize, to: usize) {
        let arrives = 100 - self.quality.loss_percent.min(100);
        let link = Link {
            latency: Duration::from_millis(self.quality.latency_ms),
            jitter: Duration::from_millis(self.quality.jitter_ms),
            success_rate: Probability::new(arrives, 100).unwrap_or(probability!(1.0)),
        };
        let added = self
            .oracle
            .add_link(self.keys[from].clone(), self.keys[to].clone(), link)
            .await;
        assert!(added.is_ok(), "two machines can be linked: {added:?}");
        self.up.insert((from, to));
    }
}
