//! The lines of one address, and who behind it hears what. Usually that is one process. A
//! validator that uses its key twice is two processes on two disks: each talks to some of the
//! others, so that both propose, and both vote.

use super::process::Lines;
use crate::epochs::Channels;
use commonware_cryptography::ed25519::PublicKey;
use commonware_p2p::{
    Message, Recipients, Sender,
    simulated::{Control, Receiver, SplitOrigin, SplitTarget},
};
use commonware_runtime::{IoBuf, Quota, Supervisor as _, deterministic::Context};
use commonware_utils::NZU32;
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

/// More than any node sends: floods are another scenario's business.
const MESSAGES_PER_SECOND: Quota = Quota::per_second(NZU32!(4096));

/// Whom each twin talks to.
#[derive(Clone, Debug)]
pub(super) struct Sides {
    everyone: BTreeSet<PublicKey>,
    of_each: Arc<Mutex<[BTreeSet<PublicKey>; 2]>>,
}

impl Sides {
    /// One process, which talks to all.
    pub(super) fn single(everyone: BTreeSet<PublicKey>) -> Self {
        let of_each = Arc::new(Mutex::new([everyone.clone(), BTreeSet::new()]));
        Self { everyone, of_each }
    }

    /// Two processes: those of `second` hear the second twin, and `both` hear both.
    pub(super) fn share(&self, second: BTreeSet<PublicKey>, both: &BTreeSet<PublicKey>) {
        let alone = self.everyone.difference(&second);
        let first = alone.chain(both).cloned().collect();
        *self.of_each.lock().unwrap_or_else(PoisonError::into_inner) = [first, second];
    }

    fn hears(&self, peer: &PublicKey) -> [bool; 2] {
        let of_each = self.of_each.lock().unwrap_or_else(PoisonError::into_inner);
        [0, 1].map(|twin: usize| of_each[twin].contains(peer))
    }

    fn target(&self, message: &Message<PublicKey>) -> SplitTarget {
        match self.hears(&message.0) {
            [true, true] => SplitTarget::Both,
            [true, false] => SplitTarget::Primary,
            [false, true] => SplitTarget::Secondary,
            [false, false] => SplitTarget::None,
        }
    }

    fn forward(
        &self,
        origin: SplitOrigin,
        recipients: &Recipients<PublicKey>,
    ) -> Recipients<PublicKey> {
        let twin = match origin {
            SplitOrigin::Primary => 0,
            SplitOrigin::Secondary => 1,
        };
        let mut chosen: Vec<PublicKey> = match recipients {
            Recipients::All => self.everyone.iter().cloned().collect(),
            Recipients::Some(some) => some.clone(),
            Recipients::One(one) => vec![one.clone()],
        };
        chosen.retain(|peer| self.hears(peer)[twin]);
        Recipients::Some(chosen)
    }
}

/// Registers the six channels of an address for each of its two processes.
pub(super) async fn lines(
    context: &Context,
    control: &Control<PublicKey, Context>,
    sides: &Sides,
) -> [Lines<impl Sender<PublicKey = PublicKey> + use<>, Receiver<PublicKey>>; 2] {
    let mut first = Vec::new();
    let mut second = Vec::new();
    for channel in 0..6 {
        let registered = control.register(channel, MESSAGES_PER_SECOND).await;
        let (sender, receiver) = match registered {
            Ok(line) => line,
            Err(error) => panic!("a channel can be registered: {error}"),
        };
        let router = sides.clone();
        let (to_first, to_second) = receiver
            .split_with(context.child("split"), move |message: &Message<_>| {
                router.target(message)
            });
        let forwarder = sides.clone();
        let (from_first, from_second) = sender.split_with(
            move |origin: SplitOrigin, recipients: &Recipients<PublicKey>, _: &IoBuf| {
                Some(forwarder.forward(origin, recipients))
            },
        );
        first.push((from_first, to_first));
        second.push((from_second, to_second));
    }
    [first, second].map(arrange)
}

fn arrange<S: Sender, R>(lines: Vec<(S, R)>) -> Lines<S, R> {
    let mut lines = lines.into_iter();
    let mut next = || match lines.next() {
        Some(line) => line,
        None => unreachable!("six channels were registered"),
    };
    Lines {
        voting: Channels {
            votes: next(),
            certificates: next(),
            resolver: next(),
        },
        backfill: next(),
        broadcast: next(),
        gossip: next(),
    }
}
