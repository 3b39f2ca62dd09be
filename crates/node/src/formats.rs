//! What a node keeps on disk is frozen: records of the log and snapshots, byte for byte.
//!
//! To approve a new format, run this test with `LINLI_NEW_FORMAT=approved`, and write the change
//! into CHANGELOG.md. What zstd makes of a block is not frozen, only what is stored around it.

use crate::{
    chain::Version,
    disk::{Disk, Folder},
    log::record::{Kind, encode, encode_stored},
    snapshot::{self, SNAPSHOT_FOLDER},
};
use ledger::{Block, Hash, Header, NetworkId, State, Timestamp, hash::Suite};

const FROZEN: &str = include_str!("../conformance.toml");
const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/conformance.toml");
const VALUES: u64 = 128;

fn draw(number: u64) -> Hash {
    Hash::of(&[&number.to_be_bytes()])
}

/// As many bytes as a number says, of hashes.
fn payload(number: u64) -> Vec<u8> {
    (0..number % 9)
        .flat_map(|part| draw(number + part).0)
        .collect()
}

/// Records of every kind that a log or a cache holds.
fn records() -> Vec<u8> {
    let records = (0..VALUES).flat_map(|number| {
        let (height, payload) = (number * number, payload(number));
        let stored = (1..=4).flat_map(|kind| encode_stored(kind, height, &payload));
        let certificate = encode(Kind::Certificate, height, &payload);
        let cached = encode(Kind::CachedBlock, height, &payload);
        stored.chain(certificate).chain(cached).collect::<Vec<u8>>()
    });
    records.collect()
}

/// A snapshot of a state whose leaves follow from no rule.
fn snapshot() -> Vec<u8> {
    let mut leaves: Vec<_> = (0..VALUES).map(|it| (draw(it), payload(it))).collect();
    leaves.sort_unstable();
    let state = State::restore(leaves, []).expect("the leaves ascend");
    let header = Header {
        suite: Suite::Sha256Ed25519,
        network: NetworkId([1; 32]),
        height: 7,
        parent: draw(2),
        time: Timestamp(3),
        block_root: draw(4),
        state_root: state.root(),
        rules_version: 5,
        validators: draw(6),
        next_validators: draw(7),
    };
    let block = Block {
        header,
        operations: Vec::new(),
        outcomes: Vec::new(),
        next_set: None,
    };
    let folder = tempfile::tempdir().expect("a folder");
    let disk: &dyn Disk = &Folder(folder.path().to_path_buf());
    snapshot::write(disk, &Version::new(&block, state)).expect("it is written");
    let name = format!("{SNAPSHOT_FOLDER}/state-000000000007");
    let read = disk.read(&name).expect("it can be read");
    read.expect("it is there under its height")
}

#[test]
fn what_is_kept_on_disk_keeps_its_format() {
    let (records, snapshot) = (Hash::of(&[&records()]), Hash::of(&[&snapshot()]));
    let found = format!(
        "# SHA-256 over generated values of what a node keeps; see src/formats.rs.\n\
         # A changed line is a new format: no data folder of before can be opened.\n\
         \"log records\" = \"{records}\"\n\
         \"snapshot\" = \"{snapshot}\"\n"
    );
    if std::env::var("LINLI_NEW_FORMAT").is_ok_and(|word| word == "approved") {
        std::fs::write(PATH, found).expect("the folder of the crate can be written");
        return;
    }
    assert_eq!(found, FROZEN, "a format on disk has changed");
}
