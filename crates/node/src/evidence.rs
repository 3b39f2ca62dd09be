//! What other nodes did wrong, as far as this one saw it: shown to the operator, never punished
//! here.
//!
//! Contradicting votes carry the signatures of whoever cast them. A peer that the engine blocks
//! sent something that cannot be: a forged certificate, a vote in another's name, bytes that are no
//! message.

use crate::schemes::Schemes;
use commonware_actor::Feedback;
use commonware_consensus::{
    Epochable as _, Reporter, Viewable as _,
    simplex::{
        scheme::ed25519::Scheme,
        types::{Activity, Attributable as _},
    },
    types::Epoch,
};
use commonware_cryptography::{ed25519::PublicKey, sha256::Digest};
use commonware_p2p::{BlockedSubscription, Blocker};
use commonware_utils::Participant;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The most that is remembered; older entries are forgotten, not the counts.
const REMEMBERED_MAX: usize = 256;

/// A kind of wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Misdeed {
    /// Voted for two blocks in one round.
    VotedTwice,
    /// Made two blocks final in one round.
    FinalisedTwice,
    /// Gave a round up and made a block final in it.
    GaveUpAndFinalised,
    /// Sent what no honest node sends, and is not listened to for some hours.
    Blocked,
}

impl Misdeed {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::VotedTwice,
        Self::FinalisedTwice,
        Self::GaveUpAndFinalised,
        Self::Blocked,
    ];

    /// The stable name, for metrics and logs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::VotedTwice => "voted_twice",
            Self::FinalisedTwice => "finalised_twice",
            Self::GaveUpAndFinalised => "gave_up_and_finalised",
            Self::Blocked => "blocked",
        }
    }
}

/// One thing that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Whose key.
    pub key: [u8; 32],
    /// What.
    pub misdeed: Misdeed,
    /// The epoch and the round in it, where votes contradict each other.
    pub round: Option<(u64, u64)>,
}

#[derive(Debug, Default)]
struct Seen {
    counts: [u64; Misdeed::ALL.len()],
    recent: VecDeque<Evidence>,
}

/// Where evidence is kept while the node runs; a clone shares it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Witness(Arc<Mutex<Seen>>);

impl Witness {
    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, evidence: Evidence) {
        let kind = evidence.misdeed;
        let key = ledger::Hash(evidence.key);
        tracing::warn!(peer = %key, kind = kind.name(), round = ?evidence.round, "misdeed");
        let mut seen = self.lock();
        if let Some(place) = Misdeed::ALL.iter().position(|one| *one == kind) {
            seen.counts[place] += 1;
        }
        seen.recent.push_back(evidence);
        if seen.recent.len() > REMEMBERED_MAX {
            seen.recent.pop_front();
        }
    }

    /// A blocker that remembers here whom it blocks.
    pub(crate) fn guard<B>(&self, inner: B) -> Guarding<B> {
        let witness = self.clone();
        Guarding { inner, witness }
    }

    /// A reporter that remembers here what it hears of contradictions.
    pub(crate) fn listen<A>(&self, inner: A, schemes: &Schemes) -> Listening<A> {
        Listening {
            inner,
            witness: self.clone(),
            schemes: schemes.clone(),
        }
    }

    /// How often each kind was seen since the start.
    pub(crate) fn counts(&self) -> Vec<(Misdeed, u64)> {
        let counts = self.lock().counts;
        Misdeed::ALL.into_iter().zip(counts).collect()
    }

    /// The newest, oldest first.
    pub(crate) fn recent(&self) -> Vec<Evidence> {
        self.lock().recent.iter().cloned().collect()
    }
}

fn bytes(key: &PublicKey) -> [u8; 32] {
    key.as_ref().try_into().unwrap_or_default()
}

/// Listens to what the voting engine reports, and passes it on.
#[derive(Clone)]
pub(crate) struct Listening<A> {
    inner: A,
    witness: Witness,
    schemes: Schemes,
}

impl<A> Listening<A> {
    fn contradiction(&self, misdeed: Misdeed, signer: Participant, round: (u64, u64)) {
        let set = self.schemes.set(Epoch::new(round.0));
        let key = set.and_then(|set| set.get(signer.get() as usize).map(bytes));
        if let Some(key) = key {
            let round = Some(round);
            self.witness.note(Evidence {
                key,
                misdeed,
                round,
            });
        }
    }
}

impl<A> Reporter for Listening<A>
where
    A: Reporter<Activity = Activity<Scheme, Digest>>,
{
    type Activity = A::Activity;

    fn report(&mut self, activity: Self::Activity) -> Feedback {
        match &activity {
            Activity::ConflictingNotarize(two) => {
                let round = (two.epoch().get(), two.view().get());
                self.contradiction(Misdeed::VotedTwice, two.signer(), round);
            }
            Activity::ConflictingFinalize(two) => {
                let round = (two.epoch().get(), two.view().get());
                self.contradiction(Misdeed::FinalisedTwice, two.signer(), round);
            }
            Activity::NullifyFinalize(two) => {
                let round = (two.epoch().get(), two.view().get());
                self.contradiction(Misdeed::GaveUpAndFinalised, two.signer(), round);
            }
            _ => {}
        }
        self.inner.report(activity)
    }
}

/// Blocks peers through the network, and remembers whom.
#[derive(Clone)]
pub(crate) struct Guarding<B> {
    inner: B,
    witness: Witness,
}

impl<B: Blocker<PublicKey = PublicKey>> Blocker for Guarding<B> {
    type PublicKey = PublicKey;

    fn block(&mut self, peer: PublicKey) -> Feedback {
        self.witness.note(Evidence {
            key: bytes(&peer),
            misdeed: Misdeed::Blocked,
            round: None,
        });
        self.inner.block(peer)
    }

    fn blocked(&mut self) -> BlockedSubscription<PublicKey> {
        self.inner.blocked()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_outlive_what_is_remembered() {
        let witness = Witness::default();
        for number in 0..300_u64 {
            witness.note(Evidence {
                key: [1; 32],
                misdeed: Misdeed::VotedTwice,
                round: Some((0, number)),
            });
        }
        let recent = witness.recent();
        assert_eq!(recent.len(), REMEMBERED_MAX);
        assert_eq!(recent.last().unwrap().round, Some((0, 299)));
        assert_eq!(witness.counts()[0], (Misdeed::VotedTwice, 300));
        assert_eq!(witness.counts()[3], (Misdeed::Blocked, 0));
    }
}
