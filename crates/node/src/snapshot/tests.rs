//! Snapshots that hold are the state; any other is refused by name.

use super::*;
use crate::disk::Folder;
use ledger::{
    Action, AreaCode, Genesis, KeyIndex, Operation, PartyId, ValidatorSet, build_block,
    genesis::Founder,
    hash::Suite,
    operation::{
        Intent,
        identity::{OrganisationKind, RegisterOrganisation},
        listing::ContentRef,
    },
    rule_pack::RulePack,
    signature::{Custody, PublicKey, Signature},
};
use ledger::{Envelope, Seal as _};
use tempfile::TempDir;

const FOUNDER: PartyId = PartyId([1; 16]);
const START: Timestamp = Timestamp(1_790_000_000_000);

fn genesis() -> Genesis {
    Genesis {
        suite: Suite::Sha256Ed25519,
        demo: false,
        salt: [3; 16],
        time: START,
        clock_offset_ms: 0,
        district: AreaCode(440_604),
        epoch_blocks: 64,
        validators: ValidatorSet::new(vec![[5; 32]]),
        founder: Founder {
            organisation: FOUNDER,
            key: PublicKey::Ed25519([9; 32]),
        },
        rule_pack: RulePack::chancheng(),
    }
}

/// The founder registers an organisation; nobody here checks the signature.
fn operation(number: u8, not_after: Timestamp) -> Envelope {
    let command = RegisterOrganisation {
        kind: OrganisationKind::Committee,
        organisation: PartyId([number; 16]),
        area: AreaCode(440_604),
        content: ContentRef {
            hash: Hash([number; 32]),
            bytes: 100,
        },
        key: PublicKey::Ed25519([number; 32]),
        custody: Custody::Device,
    };
    Envelope {
        intent: Intent {
            suite: Suite::Sha256Ed25519,
            actor: FOUNDER,
            key: KeyIndex(0),
            not_after,
            nonce: number.into(),
            operation: Operation::Single(Action::from(command)),
        },
        signature: Signature::Ed25519([0; 64]),
    }
}

/// A log of ten blocks, a minute apart, and the version after the last.
fn ledger_of_ten(folder: &TempDir) -> (Arc<dyn Disk>, Log, Version) {
    let disk: Arc<dyn Disk> = Arc::new(Folder(folder.path().to_path_buf()));
    let (log, _) = Log::open(Arc::clone(&disk), |_| None).unwrap();
    let genesis = genesis();
    let mut version = Version::new(&genesis.block(), genesis.state());
    for number in 10..20_u8 {
        let time = version.header.time.plus_ms(60_000);
        let sealed = operation(number, time.plus_ms(300_000)).seal(genesis.network());
        let built = build_block(&version.header, &version.state, time, vec![sealed]);
        assert!(built.refused.is_empty(), "{:?}", built.refused);
        let digest = built.block.header.digest();
        let bytes = ledger::encode(&built.block);
        log.put_block(built.block.header.height, digest.0, &bytes)
            .unwrap();
        version = Version::new(&built.block, built.state);
    }
    (disk, log, version)
}

#[test]
fn a_snapshot_is_the_state_and_its_memory() {
    let folder = tempfile::tempdir().unwrap();
    let (disk, log, version) = ledger_of_ten(&folder);
    write(&*disk, &version).unwrap();
    let loaded = newest(&log).unwrap();
    assert_eq!(loaded.header, version.header);
    assert_eq!(loaded.state.root(), version.state.root());
    let now = version.header.time;
    for number in 10..20_u8 {
        let minutes = u64::from(number - 9);
        let end = START.plus_ms(minutes * 60_000 + 300_000);
        let id = operation(number, end)
            .seal(genesis().network())
            .operation_id();
        // What has expired may be forgotten at any time: nobody admits it any more.
        if end >= now {
            assert!(loaded.state.has_seen(end, id), "operation {number}");
            assert!(version.state.has_seen(end, id), "operation {number}");
        }
    }
}

#[test]
fn any_changed_byte_makes_a_snapshot_useless() {
    let folder = tempfile::tempdir().unwrap();
    let (disk, log, version) = ledger_of_ten(&folder);
    write(&*disk, &version).unwrap();
    let name = name_of(version.header.height);
    let whole = disk.read(&name).unwrap().unwrap();
    for position in (0..whole.len()).step_by(7) {
        let mut damaged = whole.clone();
        damaged[position] ^= 4;
        disk.replace(&name, &damaged).unwrap();
        assert!(load(&*disk, &name, &log).is_err(), "byte {position}");
    }
    for length in [0, 5, whole.len() / 2, whole.len() - 1] {
        disk.replace(&name, &whole[..length]).unwrap();
        assert!(newest(&log).is_none(), "{length} bytes");
    }
}

#[test]
fn a_snapshot_of_another_state_is_refused_by_its_root() {
    let folder = tempfile::tempdir().unwrap();
    let (disk, log, version) = ledger_of_ten(&folder);
    let other = Version {
        state: genesis().state(),
        ..version.clone()
    };
    write(&*disk, &other).unwrap();
    let refused = load(&*disk, &name_of(version.header.height), &log);
    assert!(matches!(refused, Err(SnapshotFault::RootDiffers(10))));
}

#[test]
fn a_snapshot_above_the_log_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (disk, _, version) = ledger_of_ten(&folder);
    write(&*disk, &version).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let (log, _) = Log::open(Arc::new(Folder(elsewhere.path().to_path_buf())), |_| None).unwrap();
    let refused = load(&*disk, &name_of(10), &log);
    assert!(matches!(refused, Err(SnapshotFault::OfAnotherLedger(10))));
}

#[test]
fn an_older_snapshot_serves_where_the_newest_does_not_hold_and_old_ones_go() {
    let folder = tempfile::tempdir().unwrap();
    let (disk, log, version) = ledger_of_ten(&folder);
    let older = {
        let genesis = genesis();
        let block: Block = ledger::decode(&log.block(1).unwrap().unwrap()).unwrap();
        let state = build_block(
            &genesis.block().header,
            &genesis.state(),
            block.header.time,
            block.operations.clone(),
        );
        Version::new(&block, state.state)
    };
    write(&*disk, &older).unwrap();
    write(&*disk, &version).unwrap();
    disk.replace(&name_of(10), b"linli state 1\nnonsense")
        .unwrap();
    assert_eq!(newest(&log).unwrap().header.height, 1);
    disk.replace(&name_of(11), b"").unwrap();
    prune(&*disk).unwrap();
    assert_eq!(heights(&*disk).unwrap(), [11, 10]);
}
