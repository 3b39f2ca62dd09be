//! What an audit reads: every stored copy, and every flipped byte.

use crate::office::{genesis, operation, start};
use ledger::{
    Block,
    block::{Signatures, check_block},
};
use node::records::{self, Kind, RawRecord};
use std::{fs, path::Path};

async fn office_with_blocks(folder: &Path, count: u64) -> ledger::Genesis {
    let genesis = genesis(1, 128);
    let node = start(folder, &genesis);
    for nonce in 0..count {
        node.submit(operation(&genesis, nonce)).await.unwrap();
    }
    node.stop().await;
    genesis
}

fn records(folder: &Path) -> Vec<RawRecord> {
    records::read(folder)
        .map(|record| record.unwrap())
        .collect()
}

#[tokio::test]
async fn the_stored_blocks_are_the_chain() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = office_with_blocks(folder.path(), 6).await;
    let records = records(folder.path());
    let of = |kind| records.iter().filter(move |record| record.kind == kind);
    let blocks: Vec<Block> = of(Kind::Block)
        .map(|record| ledger::decode(&record.payload).unwrap())
        .collect();
    assert_eq!(blocks.len(), 7);
    let mut state = genesis.state();
    for pair in blocks.windows(2) {
        let parent = &pair[0].header;
        state = check_block(parent, &state, &pair[1], Signatures::Check).unwrap();
    }
    assert_eq!(of(Kind::Certificate).count(), 6);
    let cached: Vec<&RawRecord> = of(Kind::CachedBlock).collect();
    assert!(
        !cached.is_empty(),
        "the engine keeps copies, so they are covered"
    );
    for record in cached {
        let block: Block = ledger::decode(&record.payload).unwrap();
        assert_eq!(block.header.height, record.height);
        assert_eq!(block, blocks[record.height as usize]);
    }
}

/// Byte positions in every file that holds a block and where one begins.
fn copies(folder: &Path) -> Vec<RawRecord> {
    records(folder)
        .into_iter()
        .filter(|record| record.kind != Kind::Certificate)
        .collect()
}

#[tokio::test]
async fn a_flipped_byte_in_any_stored_copy_of_a_block_is_named() {
    let folder = tempfile::tempdir().unwrap();
    office_with_blocks(folder.path(), 3).await;
    for record in copies(folder.path()) {
        let whole = fs::read(&record.file).unwrap();
        let start = record.offset as usize;
        for position in [start, start + 20, start + record.payload.len() / 2] {
            let mut damaged = whole.clone();
            damaged[position] ^= 0x10;
            fs::write(&record.file, damaged).unwrap();
            let faults = records::read(folder.path()).filter_map(Result::err);
            let found = faults
                .into_iter()
                .any(|fault| fault.file == record.file && fault.offset == record.offset);
            assert!(found, "{} byte {position}", record.file.display());
        }
        fs::write(&record.file, whole).unwrap();
    }
}

#[tokio::test]
async fn reading_for_an_audit_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    office_with_blocks(folder.path(), 3).await;
    let log = folder.path().join("ledger/log/blocks-000000.log");
    let mut torn = fs::read(&log).unwrap();
    torn.truncate(torn.len() - 5);
    fs::write(&log, &torn).unwrap();
    assert!(records::read(folder.path()).any(|record| record.is_err()));
    assert_eq!(fs::read(&log).unwrap(), torn);
}
