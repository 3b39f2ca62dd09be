//! The power goes while the disks write, at one machine or at all of them, again and again: what
//! was not synced is lost, or half of it is there.

use node::simulation::{Cluster, Crash};

pub(super) async fn play(cluster: &mut Cluster) {
    cluster.start_all().await;
    for _ in 0..6 {
        let pause = 300 + cluster.below(1_200);
        cluster.traffic(pause, 15).await;
        let all = cluster.below(3) == 0;
        let victims = if all {
            cluster.running()
        } else {
            cluster.any_running().into_iter().collect()
        };
        for machine in victims {
            cluster.crash(machine, Crash::PowerCut).await;
        }
        let pause = cluster.below(300);
        cluster.traffic(pause, 15).await;
        cluster.start_all().await;
    }
    cluster.traffic(1_000, 60).await;
    cluster.settle().await;
}
