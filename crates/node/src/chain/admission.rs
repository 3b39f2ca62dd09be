//! Which operations may wait for a block: those that the head's state admits and that are signed.
//!
//! Callers and peers put them into the inbox; one thread takes them out, checks their signatures
//! together, away from the engine, and once: a block's operations that wait here are known.

use super::{Chain, Version};
use crate::{
    block::SealedBlock,
    inbox::Offer,
    mempool::{Origin, answer},
    signatures::{BATCH, Claim},
    submit::{Pending, SubmitError},
};
use commonware_utils::sys_rng;
use ledger::{
    BlockFault, Rejection, Sealed,
    apply::{BlockContext, check_admission},
};
use std::sync::PoisonError;
use tokio::sync::oneshot;

impl Chain {
    /// Takes operations of callers; each hears what becomes of it.
    pub(crate) fn submit(&self, operations: Vec<Sealed>) -> Vec<Pending> {
        let mut answers = Vec::with_capacity(operations.len());
        let mut offers = Vec::with_capacity(operations.len());
        for operation in operations {
            let (caller, answer) = oneshot::channel();
            answers.push(Pending(answer));
            offers.push(Offer {
                operation,
                origin: Origin::Here,
                caller: Some(caller),
            });
        }
        self.put(offers);
        answers
    }

    /// Takes operations that another node passes on.
    pub(crate) fn offer(&self, operations: Vec<Sealed>, peer: [u8; 32]) {
        let offers = operations.into_iter().map(|operation| Offer {
            operation,
            origin: Origin::Peer(peer),
            caller: None,
        });
        self.put(offers.collect());
    }

    fn put(&self, offers: Vec<Offer>) {
        let mut inbox = self.inbox.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(inbox) = inbox.as_mut() else {
            let callers = offers.into_iter().filter_map(|offer| offer.caller);
            return answer(callers, &Err(SubmitError::Stopped));
        };
        for offer in offers {
            if let Err(refused) = inbox.push(offer) {
                answer(refused.caller, &Err(SubmitError::Overloaded));
            }
        }
        self.arrivals.notify_one();
    }

    /// Checks what arrives until the node stops.
    pub(crate) async fn admit_arrivals(&self) {
        loop {
            let offers = {
                let mut inbox = self.inbox.lock().unwrap_or_else(PoisonError::into_inner);
                inbox.as_mut().map(|inbox| inbox.take(BATCH))
            };
            // Versions are let go of here, away from whoever agrees on blocks.
            let past =
                std::mem::take(&mut *self.past.lock().unwrap_or_else(PoisonError::into_inner));
            drop(past);
            match offers {
                Some(offers) if offers.is_empty() => self.arrivals.notified().await,
                Some(offers) => self.admit(offers),
                None => return,
            }
        }
    }

    /// Checks offers and lets those that hold wait for a block.
    pub(crate) fn admit(&self, offers: Vec<Offer>) {
        let head = self.lock().head.clone();
        let mut rest = Vec::with_capacity(offers.len());
        let mut claims = Vec::with_capacity(offers.len());
        for offer in offers {
            if let Some((offer, claim)) = self.admissible(&head, offer) {
                rest.push(offer);
                claims.push(claim);
            }
        }
        let signed = self.signatures.check(&claims, &mut sys_rng());
        let mut passed_on = Vec::new();
        {
            let mut inner = self.lock();
            for (offer, signed) in rest.into_iter().zip(signed) {
                let ours = offer.origin == Origin::Here;
                let operation = offer.operation.clone();
                if !signed {
                    refuse(offer, Rejection::SignatureInvalid);
                } else if inner
                    .mempool
                    .insert(offer.operation, offer.origin, offer.caller)
                    && ours
                {
                    passed_on.push(operation);
                }
            }
        }
        self.news.notify_one();
        self.kept.notify_one();
        self.pass_on(passed_on);
    }

    /// Hands operations to the gossip.
    pub(crate) fn pass_on(&self, operations: Vec<Sealed>) {
        if let Some(gossip) = &self.gossip {
            for operation in operations {
                // The network's end is gone only when the node stops.
                drop(gossip.send(operation));
            }
        }
    }

    /// Everything but the signature; what waits here already needs no further check.
    fn admissible(&self, head: &Version, offer: Offer) -> Option<(Offer, Claim)> {
        {
            let mut inner = self.lock();
            let operation = &offer.operation;
            if inner.mempool.get(operation.operation_id()) == Some(operation) {
                inner
                    .mempool
                    .insert(offer.operation, offer.origin, offer.caller);
                return None;
            }
        }
        let context = BlockContext {
            network: self.network,
            time: self.now_after(head),
            height: head.header.height + 1,
        };
        match check_admission(&head.state, &context, &offer.operation) {
            Ok(record) => {
                let claim = Claim {
                    key: record.key,
                    operation: offer.operation.clone(),
                };
                Some((offer, claim))
            }
            Err(rejection) => {
                refuse(offer, rejection);
                None
            }
        }
    }

    /// Checks the signatures of a block that nobody here has checked, all of them in batches, and
    /// keeps the operations, so that they are not checked again when they arrive by themselves.
    pub(super) fn check_signatures(
        &self,
        parent: &Version,
        block: &SealedBlock,
    ) -> Result<(), BlockFault> {
        let operations = &block.block().operations;
        let mut unknown = Vec::new();
        {
            // The same id with another signature is not known: ids do not cover signatures.
            let inner = self.lock();
            for (position, operation) in operations.iter().enumerate() {
                if inner.mempool.get(operation.operation_id()) != Some(operation) {
                    unknown.push(position);
                }
            }
        }
        let mut claims = Vec::with_capacity(unknown.len());
        for position in &unknown {
            let operation = &operations[*position];
            let Some(record) = parent.state.registered_key(operation.intent.key) else {
                return Err(inadmissible(*position, Rejection::KeyUnknown));
            };
            claims.push(Claim {
                key: record.key,
                operation: operation.clone(),
            });
        }
        let signed = self.signatures.check(&claims, &mut sys_rng());
        if let Some(forged) = signed.iter().position(|signed| !signed) {
            return Err(inadmissible(unknown[forged], Rejection::SignatureInvalid));
        }
        let mut inner = self.lock();
        for claim in claims {
            inner.mempool.insert(claim.operation, Origin::Block, None);
        }
        Ok(())
    }
}

const fn inadmissible(position: usize, rejection: Rejection) -> BlockFault {
    BlockFault::Inadmissible {
        position,
        rejection,
    }
}

fn refuse(offer: Offer, rejection: Rejection) {
    answer(offer.caller, &Err(SubmitError::from(rejection)));
}

#[cfg(test)]
mod tests;
