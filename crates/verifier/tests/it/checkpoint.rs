//! Checkpoints: an audit that stops and goes on finds what one in a piece finds, and believes
//! nothing that a checkpoint says.

use crate::story::{Chain, story};
use ledger::block::Signatures;
use verifier::{
    AuditFault, AuditReport, Record,
    audit::{Checkpoint, CheckpointDamaged, Plan, carry_out},
};

fn run(
    chain: &Chain,
    records: Vec<Record>,
    checkpoint: Option<Checkpoint>,
    save: &mut dyn FnMut(&Checkpoint),
) -> Result<AuditReport, AuditFault> {
    let plan = Plan {
        checkpoint,
        checkpoint_every: 1,
        signatures: Signatures::Check,
        ..Plan::whole(&chain.genesis, &[])
    };
    carry_out(plan, records.into_iter().map(Ok), &mut |_| {}, save)
}

/// The checkpoints of a whole audit, one after each block and one at the end.
fn checkpoints(chain: &Chain) -> Vec<Checkpoint> {
    let mut saved = Vec::new();
    let records = chain.records(|_| true);
    run(chain, records, None, &mut |it| saved.push(it.clone())).expect("the chain is sound");
    saved
}

#[test]
fn an_audit_goes_on_from_every_checkpoint_and_finds_the_same() {
    let chain = story(4);
    let whole = run(&chain, chain.records(|_| true), None, &mut |_| ()).expect("it is sound");
    let saved = checkpoints(&chain);
    assert!(saved.len() >= 7);
    for checkpoint in saved {
        let height = checkpoint.height();
        let read = Checkpoint::from_bytes(&checkpoint.to_bytes()).expect("it was written so");
        assert_eq!(read, checkpoint);
        let mut last = None;
        let resumed = run(&chain, chain.records(|_| true), Some(read), &mut |it| {
            last = Some(it.clone());
        });
        let resumed = resumed.expect("it is sound");
        assert_eq!(resumed.resumed_at, Some(height));
        let expected = AuditReport {
            resumed_at: Some(height),
            ..whole
        };
        assert_eq!(resumed, expected);
        assert_eq!(last.map(|it| it.height()), Some(whole.last_height));
    }
}

#[test]
fn what_comes_after_a_checkpoint_is_judged_as_ever() {
    let chain = story(1);
    for checkpoint in checkpoints(&chain) {
        let height = checkpoint.height();
        let records = chain.records(|_| true);
        for (index, record) in records.iter().enumerate() {
            let mut changed = records.clone();
            let middle = record.bytes.len() / 2;
            changed[index].bytes[middle] ^= 1;
            let verdict = run(&chain, changed, Some(checkpoint.clone()), &mut |_| ());
            if record.height > height {
                let fault = verdict.expect_err("it must be refused");
                assert_eq!(fault.record, record.name, "{}", fault.code);
            }
        }
    }
}

#[test]
fn every_changed_byte_of_a_checkpoint_is_refused() {
    let chain = story(1);
    let bytes = checkpoints(&chain)[3].to_bytes();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        assert_eq!(Checkpoint::from_bytes(&changed), Err(CheckpointDamaged));
    }
    for length in 0..bytes.len() {
        assert!(Checkpoint::from_bytes(&bytes[..length]).is_err());
    }
}

/// Changes a checkpoint as somebody would who knows the format, and seals it again.
fn forged(checkpoint: &Checkpoint, change: impl FnOnce(&mut Vec<u8>)) -> Option<Checkpoint> {
    let mut bytes = checkpoint.to_bytes();
    bytes.truncate(bytes.len() - 32);
    change(&mut bytes);
    let seal = ledger::Hash::of(&[b"_LINLI_VERIFIER_CHECKPOINT", &bytes]);
    bytes.extend(seal.0);
    Checkpoint::from_bytes(&bytes).ok()
}

#[test]
fn a_checkpoint_that_was_sealed_again_is_compared_with_the_chain() {
    let chain = story(1);
    let checkpoint = &checkpoints(&chain)[4];
    let length = checkpoint.to_bytes().len() - 32;
    let (mut read, mut codes) = (0, std::collections::BTreeSet::new());
    // Behind magic, version and suite stand the header, the validators, three counters, the books
    // and the leaves.
    for at in 9..length {
        let Some(forged) = forged(checkpoint, |bytes| bytes[at] ^= 1) else {
            continue;
        };
        read += 1;
        let counters = 9 + 213 + 36..9 + 213 + 36 + 24;
        let verdict = run(&chain, chain.records(|_| true), Some(forged), &mut |_| ());
        match verdict {
            Err(fault) => drop(codes.insert(fault.code)),
            Ok(_) => assert!(counters.contains(&at), "byte {at} was believed"),
        }
    }
    assert!(read > 500, "{read} forgeries could be read");
    for code in ["checkpoint_of_another_chain", "checkpoint_differs"] {
        assert!(codes.contains(code), "{code} is not among {codes:?}");
    }
}

#[test]
fn a_checkpoint_of_a_rewritten_chain_is_refused() {
    let told = story(1);
    let mut other = story(1);
    other.replay_with(4, |time| time.plus_ms(1));
    for checkpoint in checkpoints(&told) {
        let height = checkpoint.height();
        let verdict = run(
            &other,
            other.records(|_| true),
            Some(checkpoint),
            &mut |_| (),
        );
        assert_eq!(verdict.is_ok(), height < 4, "block {height}");
    }
}

#[test]
fn an_operation_from_before_the_checkpoint_cannot_be_sent_again() {
    // The seventh block holds an operation whose validity has not ended: put it again into an
    // eighth, sealed and certified as colluding validators would.
    let mut chain = story(1);
    let again = chain.blocks[7].operations.clone();
    let saved = checkpoints(&chain);
    let last = saved.last().cloned();
    chain.append_unchecked(again);
    for checkpoint in [None, last] {
        let records = chain.records(|_| true);
        let fault = run(&chain, records, checkpoint, &mut |_| ()).expect_err("it is a replay");
        assert_eq!(fault.record, "archive block 8");
        assert_eq!(fault.code, "operation_inadmissible", "{}", fault.reason);
    }
}
