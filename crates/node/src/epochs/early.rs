//! Messages of the next epoch that come before it begins here: kept, and heard first.
//!
//! Validators pass an epoch's end some milliseconds apart. Without what the first of them said
//! meanwhile, some know the first proposal and others do not, and all wait for the longest timeout.

use super::present::Present;
use commonware_consensus::types::Epoch;
use commonware_cryptography::ed25519::PublicKey;
use commonware_p2p::{Channel, Message, Receiver};
use commonware_utils::channel::mpsc;
use std::{collections::VecDeque, num::NonZeroUsize};

/// Messages kept of one peer: a proposal, votes and certificates of the first views.
const KEPT_OF_PEER: usize = 8;
/// Longer messages are not kept; a certificate of the largest set is shorter.
const BYTES_MAX: usize = 16 * 1024;

/// What arrives on one channel for epochs that do not run here.
pub(super) struct Heard {
    arrivals: mpsc::Receiver<(Channel, Message<PublicKey>)>,
    early: VecDeque<Message<PublicKey>>,
    /// Who spoke in later epochs still, and was not reported yet.
    later: VecDeque<(Channel, PublicKey)>,
}

impl Heard {
    pub(super) fn new(arrivals: mpsc::Receiver<(Channel, Message<PublicKey>)>) -> Self {
        Self {
            arrivals,
            early: VecDeque::new(),
            later: VecDeque::new(),
        }
    }

    /// Waits for somebody who speaks in another epoch than `epoch`, which runs here; `None` when
    /// the network has ended. Nothing is lost when the caller stops waiting.
    pub(super) async fn next(&mut self, epoch: Epoch) -> Option<(Channel, PublicKey)> {
        if let Some(later) = self.later.pop_front() {
            return Some(later);
        }
        let (their, message) = self.arrivals.recv().await?;
        let peer = message.0.clone();
        self.keep(epoch.next(), their, message);
        Some((their, peer))
    }

    /// What was said early in `epoch`, whose channel is registered now, in order.
    pub(super) fn take(&mut self, epoch: Epoch) -> VecDeque<Message<PublicKey>> {
        while let Ok((their, message)) = self.arrivals.try_recv() {
            if their > epoch.get() {
                self.later.push_back((their, message.0));
            } else {
                self.keep(epoch, their, message);
            }
        }
        std::mem::take(&mut self.early)
    }

    fn keep(&mut self, epoch: Epoch, their: Channel, message: Message<PublicKey>) {
        let of_peer = self.early.iter().filter(|kept| kept.0 == message.0).count();
        if their == epoch.get() && of_peer < KEPT_OF_PEER && message.1.len() <= BYTES_MAX {
            self.early.push_back(message);
        }
    }
}

/// A receiver that hands on early messages before its own, and notes who was heard.
#[derive(Debug)]
pub(super) struct EarlyFirst<R> {
    early: VecDeque<Message<PublicKey>>,
    rest: R,
    present: Present,
}

impl<R: Receiver<PublicKey = PublicKey>> EarlyFirst<R> {
    pub(super) const fn new(
        early: VecDeque<Message<PublicKey>>,
        rest: R,
        present: Present,
    ) -> Self {
        Self {
            early,
            rest,
            present,
        }
    }
}

impl<R: Receiver<PublicKey = PublicKey>> Receiver for EarlyFirst<R> {
    type Error = R::Error;
    type PublicKey = PublicKey;

    async fn recv(&mut self) -> Result<Message<Self::PublicKey>, Self::Error> {
        if let Some(message) = self.early.pop_front() {
            return Ok(message);
        }
        let message = self.rest.recv().await?;
        self.present.hear(&message.0);
        Ok(message)
    }

    fn capacity(&self) -> NonZeroUsize {
        self.rest.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use commonware_cryptography::{Signer as _, ed25519::PrivateKey};
    use futures::executor::block_on;

    fn peer(seed: u64) -> PublicKey {
        PrivateKey::from_seed(seed).public_key()
    }

    #[test]
    fn what_came_early_is_kept_in_order_and_within_bounds() {
        let (sender, arrivals) = mpsc::channel(64);
        let mut heard = Heard::new(arrivals);
        let say = |their: Channel, from: u64, bytes: Vec<u8>| {
            let message = (peer(from), bytes.into());
            sender.try_send((their, message)).unwrap();
        };
        let running = Epoch::new(3);
        say(4, 1, vec![1]);
        say(9, 1, vec![2]);
        say(4, 2, vec![0; BYTES_MAX + 1]);
        for _ in 0..3 {
            assert!(block_on(heard.next(running)).is_some());
        }
        (0..20).for_each(|number| say(4, 2, vec![number]));
        say(5, 1, vec![3]);
        let early = heard.take(Epoch::new(4));
        let flood = early.iter().filter(|message| message.0 == peer(2));
        assert_eq!(flood.count(), KEPT_OF_PEER);
        assert_eq!(early.len(), KEPT_OF_PEER + 1);
        assert_eq!(early[0].1.as_ref(), [1]);
        assert_eq!(early[1].1.as_ref(), [0]);
        assert_eq!(
            block_on(heard.next(Epoch::new(4))),
            Some((5, peer(1))),
            "who speaks in a later epoch is still heard"
        );
        assert!(heard.take(Epoch::new(5)).is_empty());
    }
}
