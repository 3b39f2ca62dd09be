//! Operations that nobody has checked yet: bounded for each office, and served in turn, so that
//! who sends many makes only itself wait.

use crate::{
    mempool::{MempoolLimits, Origin},
    submit::Answer,
};
use ledger::Sealed;
use std::collections::{BTreeMap, VecDeque};
use tokio::sync::oneshot;

/// Another office may have one part in so many of the mempool's bounds unchecked here.
const PEER_SHARE: usize = 8;
/// A caller of this node may be one of very many, so that there is more room for them.
const OWN_SHARE: usize = 2;

/// An operation, through whom it came, and who waits for it.
#[derive(Debug)]
pub(crate) struct Offer {
    pub(crate) operation: Sealed,
    pub(crate) origin: Origin,
    pub(crate) caller: Option<oneshot::Sender<Answer>>,
}

#[derive(Debug, Default)]
struct Line {
    offers: VecDeque<Offer>,
    bytes: usize,
}

/// See the module.
#[derive(Debug)]
pub(crate) struct Inbox {
    limits: MempoolLimits,
    lines: BTreeMap<Origin, Line>,
}

impl Inbox {
    pub(crate) const fn new(limits: MempoolLimits) -> Self {
        Self {
            limits,
            lines: BTreeMap::new(),
        }
    }

    /// Appends an offer, or gives it back when its office has too many here.
    pub(crate) fn push(&mut self, offer: Offer) -> Result<(), Offer> {
        let share = match offer.origin {
            Origin::Here => OWN_SHARE,
            Origin::Peer(_) | Origin::Block => PEER_SHARE,
        };
        let most = self.limits.part(share);
        let bytes = offer.operation.bytes().len();
        let line = self.lines.entry(offer.origin).or_default();
        let too_many = line.offers.len() >= most.operations || line.bytes + bytes > most.bytes;
        if too_many && !line.offers.is_empty() {
            return Err(offer);
        }
        line.bytes += bytes;
        line.offers.push_back(offer);
        Ok(())
    }

    /// Up to `count` offers: one of each office in turn, each office's in their order.
    pub(crate) fn take(&mut self, count: usize) -> Vec<Offer> {
        let mut taken = Vec::new();
        while !self.lines.is_empty() && taken.len() < count {
            for line in self.lines.values_mut() {
                if taken.len() < count
                    && let Some(offer) = line.offers.pop_front()
                {
                    line.bytes -= offer.operation.bytes().len();
                    taken.push(offer);
                }
            }
            self.lines.retain(|_, line| !line.offers.is_empty());
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::{
        Envelope, KeyIndex, NetworkId, Operation, PartyId, Seal as _, Timestamp, hash::Suite,
        operation::Intent, signature::Signature,
    };

    fn offer(origin: Origin, nonce: u64) -> Offer {
        let envelope = Envelope {
            intent: Intent {
                suite: Suite::Sha256Ed25519,
                actor: PartyId([0; 16]),
                key: KeyIndex(0),
                not_after: Timestamp(0),
                nonce,
                operation: Operation::Batch(Vec::new()),
            },
            signature: Signature::Ed25519([0; 64]),
        };
        Offer {
            operation: envelope.seal(NetworkId([0; 32])),
            origin,
            caller: None,
        }
    }

    #[test]
    fn a_flood_of_one_office_makes_only_itself_wait() {
        let limits = MempoolLimits {
            operations_max: 80,
            ..MempoolLimits::default()
        };
        let mut inbox = Inbox::new(limits);
        let flood = Origin::Peer([7; 32]);
        let refused = (0..50).filter(|nonce| inbox.push(offer(flood, *nonce)).is_err());
        assert_eq!(refused.count(), 40);
        assert!(inbox.push(offer(Origin::Here, 100)).is_ok());
        assert!(inbox.push(offer(Origin::Here, 101)).is_ok());
        let nonces = |taken: Vec<Offer>| -> Vec<u64> {
            taken.iter().map(|one| one.operation.intent.nonce).collect()
        };
        assert_eq!(nonces(inbox.take(4)), [100, 0, 101, 1]);
        assert_eq!(nonces(inbox.take(50)), [2, 3, 4, 5, 6, 7, 8, 9]);
        assert!(inbox.take(1).is_empty());
    }
}
