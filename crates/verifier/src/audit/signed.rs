//! The signatures of a block, checked in batches.

mod coins;

use super::{
    Record,
    crew::{Crew, Faults, Lane, Rank},
};
use coins::Coins;
use ed25519_zebra::{VerificationKeyBytes, batch};
use ledger::{
    Block, BlockFault, Rejection, Sealed, State,
    signature::{PublicKey, Signature, verifies},
};
use std::sync::Arc;

/// Signatures of a batch: one forgery makes as many single checks necessary.
const BATCH: usize = 512;
/// In smaller batches, tossing coins costs more than it saves.
const BATCH_MIN: usize = 4;

/// One signature, who must have made it, and what it covers.
struct Signed {
    key: PublicKey,
    operation: Sealed,
}

/// Hands over the signatures of a block that `parent` admits.
pub(super) fn check(crew: &Crew<'_>, record: &Arc<Record>, parent: &State, block: &Arc<Block>) {
    for first in (0..block.operations.len()).step_by(BATCH) {
        let (record, parent, block) = (Arc::clone(record), parent.clone(), Arc::clone(block));
        let operations = block.operations.len().saturating_sub(first).min(BATCH);
        crew.hand_over(Lane::Later, operations, move |faults| {
            let operations = block.operations.iter().skip(first).take(BATCH);
            let signed = operations.filter_map(|operation| {
                // Admission finds every key, or finds fault.
                let key = parent.registered_key(operation.intent.key)?.key;
                let operation = operation.clone();
                Some(Signed { key, operation })
            });
            judge(&record, first, &signed.collect::<Vec<_>>(), faults);
        });
    }
}

/// Names the first forged signature of a batch, whose first operation has this position.
fn judge(record: &Record, first: usize, signed: &[Signed], faults: &Faults) {
    if all_verify(signed) {
        return;
    }
    let Some(wrong) = signed.iter().position(|one| !is_valid(one)) else {
        return;
    };
    let position = first.saturating_add(wrong);
    let fault = BlockFault::Inadmissible {
        position,
        rejection: Rejection::SignatureInvalid,
    };
    let code = super::span::code(&fault);
    faults.accuse(Rank::Operation(position), record, code, &fault.to_string());
}

fn is_valid(one: &Signed) -> bool {
    let Signed { key, operation } = one;
    verifies(key, &operation.signing_bytes(), &operation.signature)
}

/// Under ZIP-215 a batch accepts what single checks accept.
fn all_verify(signed: &[Signed]) -> bool {
    if signed.len() < BATCH_MIN {
        return signed.iter().all(is_valid);
    }
    let mut verifier = batch::Verifier::new();
    for Signed { key, operation } in signed {
        let PublicKey::Ed25519(key) = *key;
        let Signature::Ed25519(signature) = operation.signature;
        let message = operation.signing_bytes();
        verifier.queue((VerificationKeyBytes::from(key), signature.into(), &message));
    }
    let all = signed.iter().map(|one| {
        let operation = &one.operation;
        (&one.key, operation.operation_id(), &operation.signature)
    });
    verifier.verify(Coins::tossed_for(all)).is_ok()
}
