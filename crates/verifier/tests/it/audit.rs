//! The audit: a sound chain passes, and one changed byte is found in the record that holds it.

use crate::story::{CONFIRMED, Chain, story};
use ledger::{Header, Seal as _, signature::Signature};
use verifier::{AuditFault, AuditReport, Record, RecordKind, audit};

fn run(chain: &Chain, known: &[Header], records: Vec<Record>) -> Result<AuditReport, AuditFault> {
    let records = records.into_iter().map(Ok);
    audit(&chain.genesis, known, records, &mut |_| {})
}

fn fault(chain: &Chain, records: Vec<Record>) -> (String, &'static str) {
    let fault = run(chain, &[], records).expect_err("it must be refused");
    (fault.record, fault.code)
}

#[test]
fn a_sound_chain_passes_with_and_without_certificates_in_between() {
    let chain = story(4);
    let tip = chain.tip().header.height;
    for every in [1, 2, 7] {
        let certified = |height: u64| height.is_multiple_of(every) || height == tip;
        let mut heights = Vec::new();
        let records = chain.records(certified).into_iter().map(Ok);
        let report = audit(&chain.genesis, &[], records, &mut |progress| {
            heights.push(progress.height);
        })
        .expect("it is sound");
        assert_eq!((report.blocks, report.operations), (tip, 9));
        assert_eq!(
            report.certificates,
            (1..=tip).filter(|height| certified(*height)).count() as u64
        );
        assert_eq!((report.first_height, report.last_height), (1, tip));
        assert_eq!(report.last_digest, chain.tip().header.digest());
        assert_eq!(report.state_root, chain.state.root());
        assert_eq!(heights, (1..=tip).collect::<Vec<_>>());
    }
    let nothing = run(&chain, &[], Vec::new()).expect("genesis alone is sound");
    assert_eq!((nothing.blocks, nothing.last_height), (0, 0));
}

#[test]
fn every_changed_byte_is_found_in_the_record_that_holds_it() {
    let chain = story(1);
    let tip = chain.tip().header.height;
    for certified in [|_: u64| true, |height: u64| height == 4] {
        let records = chain.records(|height| certified(height) || height == tip);
        for (index, record) in records.iter().enumerate() {
            for byte in 0..record.bytes.len() {
                let mut changed = records.clone();
                changed[index].bytes[byte] ^= 1 << (byte % 8);
                let (name, code) = fault(&chain, changed);
                assert_eq!(name, record.name, "byte {byte}: {code}");
            }
        }
    }
}

#[test]
fn missing_misfiled_and_uncertified_records_are_named() {
    let chain = story(4);
    let all = || chain.records(|_| true);
    let without = |height: u64, kind: RecordKind| {
        let mut records = all();
        records.retain(|record| record.height != height || record.kind != kind);
        records
    };
    let missing = fault(&chain, without(3, RecordKind::Block));
    assert_eq!(missing, ("block 3".to_owned(), "block_missing"));
    let tip = fault(&chain, without(7, RecordKind::Certificate));
    assert_eq!(tip, ("archive block 7".to_owned(), "tip_not_certified"));

    let mut misfiled = all();
    misfiled[0].height = 9;
    misfiled.rotate_left(1);
    let (name, code) = fault(&chain, misfiled);
    assert_eq!((name.as_str(), code), ("block 8", "block_missing"));
    let mut late = all();
    late.rotate_left(1);
    let (name, code) = fault(&chain, late);
    assert_eq!(
        (name.as_str(), code),
        ("archive block 1", "record_out_of_order")
    );
    let mut swapped = all();
    swapped[0].bytes = swapped[3].bytes.clone();
    let (name, code) = fault(&chain, swapped);
    assert_eq!(
        (name.as_str(), code),
        ("archive block 1", "block_at_wrong_height")
    );

    let unreadable = AuditFault::unreadable("segment 1".into(), 1, "checksum".into());
    let stopped = audit(&chain.genesis, &[], [Err(unreadable.clone())], &mut |_| {});
    assert_eq!(stopped, Err(unreadable));
}

#[test]
fn a_stored_genesis_must_be_the_one_of_the_network() {
    let chain = story(1);
    let genesis = Record {
        name: "genesis".to_owned(),
        height: 0,
        kind: RecordKind::Block,
        bytes: ledger::encode(&chain.genesis.block()),
    };
    let mut records = chain.records(|_| true);
    records.insert(0, genesis);
    assert!(run(&chain, &[], records.clone()).is_ok());
    records[0].bytes = ledger::encode(&story(4).genesis.block());
    assert_eq!(
        fault(&chain, records),
        ("genesis".to_owned(), "genesis_differs")
    );
}

#[test]
fn a_chain_that_contradicts_an_earlier_receipt_was_rewritten() {
    let chain = story(4);
    let headers: Vec<Header> = chain
        .blocks
        .iter()
        .map(|block| block.header.clone())
        .collect();
    assert!(run(&chain, &headers, chain.records(|_| true)).is_ok());

    let mut other = headers[5].clone();
    other.time.0 += 1;
    let rewritten = run(&chain, &[other], chain.records(|_| true)).expect_err("another history");
    assert_eq!((rewritten.height, rewritten.code), (5, "history_rewritten"));

    let mut shorter = chain.records(|_| true);
    shorter.retain(|record| record.height < 7);
    let cut = run(&chain, &headers, shorter).expect_err("the end is gone");
    assert_eq!((cut.height, cut.code), (7, "history_truncated"));
}

#[test]
fn a_certified_block_that_breaks_the_rules_is_still_refused() {
    // Validators who collude can certify anything: the rules are run again nevertheless.
    let mut chain = story(4);
    let last = chain.blocks.last_mut().expect("there are blocks");
    last.header.state_root.0[0] ^= 1;
    let (name, code) = fault(&chain, chain.records(|_| true));
    assert_eq!(
        (name.as_str(), code),
        ("archive block 7", "state_root_differs")
    );
}

#[test]
fn of_two_forged_signatures_the_first_is_named() {
    let mut chain = story(1);
    let certified = |chain: &Chain| chain.records(|height| height == 7);
    for height in [CONFIRMED.0, 2] {
        let block = &mut chain.blocks[height];
        let mut forged = block.operations[0].envelope().clone();
        let Signature::Ed25519(bytes) = &mut forged.signature;
        bytes[40] ^= 1;
        block.operations[0] = forged.seal(block.header.network);
        chain.reseal();
        let (name, code) = fault(&chain, certified(&chain));
        let expected = format!("archive block {height}");
        assert_eq!((name, code), (expected, "operation_inadmissible"));
    }
}
