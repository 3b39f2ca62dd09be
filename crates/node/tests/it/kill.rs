//! kill -9 at any moment: nothing acknowledged is lost, nothing is there twice.

use crate::office::{genesis, operation, start};
use ledger::OperationId;
use node::records::{self, Problem};
use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
};

const FOLDER: &str = "LINLI_TEST_KILL_FOLDER";
const FIRST: &str = "LINLI_TEST_KILL_FIRST";
const WORD: &str = "acknowledged ";

/// Runs this test binary as another process that submits until it is killed.
fn submit_until_killed(folder: &Path, first: u64, count: usize) -> Vec<u64> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::the_other_process", "--nocapture"])
        .env(FOLDER, folder)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let acknowledged = lines
        .map_while(Result::ok)
        .filter_map(|line| line.split_once(WORD)?.1.parse().ok());
    let acknowledged = acknowledged.take(count).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    acknowledged
}

#[tokio::test]
async fn the_other_process() {
    let Ok(folder) = std::env::var(FOLDER) else {
        return;
    };
    let first: u64 = std::env::var(FIRST).unwrap().parse().unwrap();
    let genesis = genesis(1, 16);
    let node = start(Path::new(&folder), &genesis);
    for nonce in first.. {
        let done = node.submit(operation(&genesis, nonce)).await;
        // An operation of the last life may have become final unseen.
        if done.is_ok() {
            writeln!(std::io::stdout(), "{WORD}{nonce}").unwrap();
        }
    }
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_kill_exactly_once() {
    let folder = tempfile::tempdir().unwrap();
    let genesis = genesis(1, 16);
    let mut acknowledged = Vec::new();
    for round in 0..6 {
        let first = acknowledged.last().map_or(0, |last| last + 1);
        acknowledged.extend(submit_until_killed(folder.path(), first, 3 + 7 * round));
        let faults = records::read(folder.path()).filter_map(Result::err);
        let damage = faults.filter(|fault| fault.problem != Problem::Unfinished);
        assert_eq!(damage.count(), 0, "a kill is no damage");
    }
    let node = start(folder.path(), &genesis);
    let mut seen: BTreeMap<OperationId, u32> = BTreeMap::new();
    for height in 1..=node.head().header.height {
        for envelope in node.block(height).await.unwrap().operations {
            *seen.entry(envelope.operation_id()).or_default() += 1;
        }
    }
    for nonce in &acknowledged {
        let id = operation(&genesis, *nonce).id(genesis.network());
        assert_eq!(seen.get(&id), Some(&1), "operation {nonce}");
    }
    assert!(seen.values().all(|count| *count == 1));
    assert!(acknowledged.len() >= 100);
    node.stop().await;
}
