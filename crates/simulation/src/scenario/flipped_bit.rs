//! A stored byte changes while a machine is off. In the log: it must refuse to start and name the
//! place. In a snapshot: it must run the blocks instead.

use node::{
    StartError,
    simulation::{Cluster, Crash, FaultKind},
};

/// The first file of the log.
const FILE: &str = "ledger/log/blocks-000000.log";

pub(super) async fn play(cluster: &mut Cluster) {
    cluster.start_all().await;
    cluster.traffic(2_000, 60).await;
    let Some(machine) = cluster.any_running() else {
        return;
    };
    cluster.crash(machine, Crash::Kill).await;
    // Not in the last record, which may have been cut off by the crash.
    let bytes = cluster.file_bytes(machine, FILE) as u64;
    let offset = usize::try_from(cluster.below(bytes / 2)).unwrap_or(0);
    cluster.flip(machine, FILE, offset);
    match cluster.try_start(machine).await {
        Err(StartError::Log(error)) if error.to_string().contains("byte ") => {}
        Ok(()) => {
            let text = format!("machine {machine} starts with byte {offset} changed");
            cluster.object(FaultKind::Start, text);
        }
        Err(other) => {
            let text = format!("machine {machine} does not name the damage: {other}");
            cluster.object(FaultKind::Start, text);
        }
    }
    // The operator puts the byte back, as from a backup.
    cluster.flip(machine, FILE, offset);
    cluster.traffic(2_000, 80).await;
    damage_a_snapshot(cluster).await;
    cluster.settle().await;
}

/// What is wrong with a snapshot is the node's to find: it starts all the same, and agrees.
async fn damage_a_snapshot(cluster: &mut Cluster) {
    let Some(machine) = cluster.any_running() else {
        return;
    };
    cluster.crash(machine, Crash::Kill).await;
    for file in cluster.files(machine, "ledger/snapshots") {
        let bytes = cluster.file_bytes(machine, &file) as u64;
        let offset = usize::try_from(cluster.below(bytes)).unwrap_or(0);
        cluster.flip(machine, &file, offset);
    }
    cluster.start(machine).await;
    cluster.traffic(1_000, 80).await;
}
