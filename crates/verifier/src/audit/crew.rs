//! Signatures are checked by a crew of threads while later blocks are replayed: what a block does
//! to the state follows from its operations alone, and no block counts before its signatures do.

mod coins;

use super::{AuditFault, Record};
use coins::Coins;
use ed25519_zebra::{VerificationKeyBytes, batch};
use ledger::{
    Block, BlockFault, Rejection, State,
    signature::{PublicKey, Signature, verifies},
    state::keys,
};
use std::{
    cell::Cell,
    num::NonZeroUsize,
    sync::{
        Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

/// Signatures of a batch: one forgery makes as many single checks necessary.
const BATCH: usize = 512;
/// Batches that may wait; replaying waits for the crew then.
const BATCHES_WAITING_MAX: usize = 64;
/// Fewer signatures are checked on the spot.
const WORTH_A_THREAD: usize = 32;

/// One signature, who must have made it, and what it covers.
struct Signed {
    key: PublicKey,
    message: Vec<u8>,
    signature: Signature,
}

/// Signatures of one block, from a position on.
struct Batch {
    record: String,
    height: u64,
    first: usize,
    signed: Vec<Signed>,
}

/// Hands signatures to the threads.
pub(super) struct Crew<'a> {
    hand_over: &'a dyn Fn(Batch),
    forged: &'a Mutex<Option<AuditFault>>,
}

/// Runs `work` beside a crew, whose threads start when there is enough to do; the first block with
/// a signature that nobody made, if there is one among those that were handed over.
pub(super) fn beside<T>(work: impl FnOnce(Crew<'_>) -> T) -> (T, Option<AuditFault>) {
    let (batches, waiting) = sync_channel(BATCHES_WAITING_MAX);
    let waiting = Mutex::new(waiting);
    let forged = Mutex::new(None);
    let started = Cell::new(false);
    let done = thread::scope(|scope| {
        let batches: SyncSender<Batch> = batches;
        let hand_over = |batch: Batch| {
            if batch.signed.len() < WORTH_A_THREAD {
                return judge(&batch, &forged);
            }
            if !started.replace(true) {
                for _ in 0..thread::available_parallelism().map_or(1, NonZeroUsize::get) {
                    scope.spawn(|| serve(&waiting, &forged));
                }
            }
            if let Err(unserved) = batches.send(batch) {
                // Without a crew the work remains ours.
                judge(&unserved.0, &forged);
            }
        };
        work(Crew {
            hand_over: &hand_over,
            forged: &forged,
        })
    });
    let forged = forged.into_inner().unwrap_or_else(PoisonError::into_inner);
    (done, forged)
}

impl Crew<'_> {
    /// Hands over the signatures of a block that `parent` admits.
    pub(super) fn check(&self, record: &Record, parent: &State, block: &Block) {
        for (number, operations) in block.operations.chunks(BATCH).enumerate() {
            let signed = operations.iter().filter_map(|envelope| {
                // Admission found every key already.
                let key = parent.get(&keys::key(envelope.intent.key))?.key;
                Some(Signed {
                    key,
                    message: envelope.signing_bytes(),
                    signature: envelope.signature,
                })
            });
            let batch = Batch {
                record: record.name.clone(),
                height: record.height,
                first: number.saturating_mul(BATCH),
                signed: signed.collect(),
            };
            (self.hand_over)(batch);
        }
    }

    /// Whether a forged signature is known by now: then later blocks need no replay.
    pub(super) fn found_forgery(&self) -> bool {
        lock(self.forged).is_some()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(waiting: &Mutex<Receiver<Batch>>, forged: &Mutex<Option<AuditFault>>) {
    loop {
        let next = lock(waiting).recv();
        match next {
            Ok(batch) => judge(&batch, forged),
            Err(_) => return,
        }
    }
}

/// Keeps the fault of the lowest block.
fn judge(batch: &Batch, forged: &Mutex<Option<AuditFault>>) {
    if all_verify(&batch.signed) {
        return;
    }
    let Some(wrong) = batch.signed.iter().position(|one| !is_valid(one)) else {
        return;
    };
    let fault = BlockFault::Inadmissible {
        position: batch.first.saturating_add(wrong),
        rejection: Rejection::SignatureInvalid,
    };
    let found = AuditFault {
        record: batch.record.clone(),
        height: batch.height,
        code: super::span::code(&fault),
        reason: fault.to_string(),
    };
    let mut lowest = lock(forged);
    if lowest
        .as_ref()
        .is_none_or(|known| found.height < known.height)
    {
        *lowest = Some(found);
    }
}

fn is_valid(one: &Signed) -> bool {
    verifies(&one.key, &one.message, &one.signature)
}

/// Under ZIP-215 a batch accepts what single checks accept.
fn all_verify(signed: &[Signed]) -> bool {
    let mut verifier = batch::Verifier::new();
    for one in signed {
        let PublicKey::Ed25519(key) = one.key;
        let Signature::Ed25519(signature) = one.signature;
        verifier.queue((
            VerificationKeyBytes::from(key),
            signature.into(),
            &one.message,
        ));
    }
    let all = signed
        .iter()
        .map(|one| (&one.key, &one.message, &one.signature));
    verifier.verify(Coins::tossed_for(all)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_zebra::SigningKey;

    fn batch(height: u64, forged: Option<usize>) -> Batch {
        let key = SigningKey::from([7; 32]);
        let public = PublicKey::Ed25519(VerificationKeyBytes::from(&key).into());
        let sign = |number: usize| {
            let message = number.to_le_bytes().to_vec();
            let mut signature: [u8; 64] = key.sign(&message).into();
            signature[0] ^= u8::from(forged == Some(number));
            Signed {
                key: public,
                message,
                signature: Signature::Ed25519(signature),
            }
        };
        Batch {
            record: format!("block {height}"),
            height,
            first: 512,
            signed: (0..WORTH_A_THREAD * 2).map(sign).collect(),
        }
    }

    fn forgery(batches: Vec<Batch>) -> Option<AuditFault> {
        let hand_over = |crew: Crew<'_>| batches.into_iter().for_each(crew.hand_over);
        beside(hand_over).1
    }

    #[test]
    fn the_lowest_forged_block_is_named_with_the_position() {
        assert_eq!(
            forgery((1..9).map(|height| batch(height, None)).collect()),
            None
        );
        let forged = |height| (height % 3 == 0).then_some(40);
        let found = forgery(
            (1..9)
                .rev()
                .map(|height| batch(height, forged(height)))
                .collect(),
        );
        let found = found.expect("two signatures are forged");
        assert_eq!((found.record.as_str(), found.height), ("block 3", 3));
        assert!(found.reason.contains("operation 552"), "{}", found.reason);
    }
}
