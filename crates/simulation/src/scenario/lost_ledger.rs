//! A validator loses its ledger and keeps its key: it must refuse to start, because it cannot know
//! what it voted for. The others go on without it.

use node::{
    StartError,
    simulation::{Cluster, Crash, FaultKind},
};

pub(super) async fn play(cluster: &mut Cluster) {
    cluster.start_all().await;
    let length = 500 + cluster.below(4_000);
    cluster.traffic(length, 60).await;
    let Some(machine) = cluster.any_running() else {
        return;
    };
    cluster.crash(machine, Crash::PowerCut).await;
    cluster.lose_ledger(machine);
    match cluster.try_start(machine).await {
        Err(StartError::VotesForgotten { .. }) => {}
        Ok(()) => {
            let text = format!("machine {machine} votes again without its ledger");
            cluster.object(FaultKind::Start, text);
        }
        Err(other) => {
            let text = format!("machine {machine} refuses for another reason: {other}");
            cluster.object(FaultKind::Start, text);
        }
    }
    cluster.retire(machine);
    cluster.traffic(3_000, 80).await;
    cluster.settle().await;
}
