//! Machines die at any moment, with and without power, and come back after a while. Mostly one is
//! down at a time; sometimes two are, and then nothing may become final.

use node::simulation::{Cluster, Crash};

pub(super) async fn play(cluster: &mut Cluster) {
    cluster.start_all().await;
    cluster.traffic(2_000, 80).await;
    for _ in 0..4 {
        let victims = if cluster.below(4) == 0 { 2 } else { 1 };
        for _ in 0..victims {
            if let Some(machine) = cluster.any_running() {
                let crash = any_crash(cluster);
                cluster.crash(machine, crash).await;
            }
        }
        let pause = 100 + cluster.below(4_000);
        cluster.traffic(pause, 120).await;
        cluster.start_all().await;
        cluster.traffic(1_500, 80).await;
    }
    cluster.settle().await;
}

/// As with kill -9, or as with a pulled plug.
pub(super) fn any_crash(cluster: &mut Cluster) -> Crash {
    if cluster.below(2) == 0 {
        Crash::Kill
    } else {
        Crash::PowerCut
    }
}
