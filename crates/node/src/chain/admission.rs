//! Which operations may wait for a block. Signatures are checked together where there are many:
//! under ZIP-215 a batch accepts exactly what single checks accept.

use super::{Chain, Version};
use crate::submit::{Answer, Pending, SubmitError};
use commonware_utils::sys_rng;
use ed25519_zebra::{VerificationKeyBytes, batch};
use ledger::{
    Rejection, Sealed,
    apply::{BlockContext, check_admission},
    signature::{PublicKey, Signature, verifies},
};
use tokio::sync::oneshot;

/// Signatures per batch: one forgery makes as many single checks necessary.
const BATCH: usize = 128;

/// An operation and who waits for it.
struct Offer {
    operation: Sealed,
    caller: Option<oneshot::Sender<Answer>>,
}

/// An operation that lacks only the check of its signature.
struct Unsigned {
    offer: Offer,
    key: PublicKey,
    message: Vec<u8>,
}

impl Chain {
    /// Checks operations, lets them wait for a block, and passes them on to the other nodes.
    pub(crate) fn submit(&self, operations: Vec<Sealed>) -> Vec<Pending> {
        let mut answers = Vec::with_capacity(operations.len());
        let mut offers = Vec::with_capacity(operations.len());
        for operation in operations {
            let (caller, answer) = oneshot::channel();
            answers.push(Pending(answer));
            let caller = Some(caller);
            offers.push(Offer { operation, caller });
        }
        self.take_in(offers, true);
        answers
    }

    /// Checks operations of another node and lets them wait for a block.
    pub(crate) fn offer(&self, operations: Vec<Sealed>) {
        let offers = operations.into_iter().map(|operation| Offer {
            operation,
            caller: None,
        });
        self.take_in(offers.collect(), false);
    }

    fn take_in(&self, offers: Vec<Offer>, pass_on: bool) {
        let head = self.lock().head.clone();
        let unsigned: Vec<Unsigned> = offers
            .into_iter()
            .filter_map(|offer| self.admissible(&head, offer))
            .collect();
        let mut rest = unsigned.into_iter();
        loop {
            let batch: Vec<Unsigned> = rest.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return;
            }
            let signed = all_signed(&batch);
            for one in batch {
                if signed || is_signed(&one) {
                    self.keep(one.offer, pass_on);
                } else {
                    refuse(one.offer, Rejection::SignatureInvalid);
                }
            }
            self.news.notify_one();
        }
    }

    /// Everything but the signature.
    fn admissible(&self, head: &Version, offer: Offer) -> Option<Unsigned> {
        let context = BlockContext {
            network: self.network,
            time: self.now_after(head),
            height: head.header.height + 1,
        };
        match check_admission(&head.state, &context, &offer.operation) {
            Ok(record) => {
                let message = offer.operation.signing_bytes();
                let key = record.key;
                Some(Unsigned {
                    offer,
                    key,
                    message,
                })
            }
            Err(rejection) => {
                refuse(offer, rejection);
                None
            }
        }
    }

    fn keep(&self, offer: Offer, pass_on: bool) {
        if let Some(gossip) = self.gossip.as_ref().filter(|_| pass_on) {
            // The network's end is gone only when the node stops.
            drop(gossip.send(offer.operation.clone()));
        }
        let mut inner = self.lock();
        inner.mempool.insert(offer.operation, offer.caller);
    }
}

fn refuse(offer: Offer, rejection: Rejection) {
    if let Some(caller) = offer.caller {
        // A caller that went away does not want to know.
        drop(caller.send(Err(SubmitError::from(rejection))));
    }
}

fn is_signed(one: &Unsigned) -> bool {
    verifies(&one.key, &one.message, &one.offer.operation.signature)
}

fn all_signed(batch: &[Unsigned]) -> bool {
    if let [one] = batch {
        return is_signed(one);
    }
    let mut verifier = batch::Verifier::new();
    for one in batch {
        let PublicKey::Ed25519(key) = one.key;
        let Signature::Ed25519(signature) = one.offer.operation.signature;
        verifier.queue((
            VerificationKeyBytes::from(key),
            signature.into(),
            &one.message,
        ));
    }
    verifier.verify(sys_rng()).is_ok()
}
