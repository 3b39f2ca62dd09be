//! A validator uses its key twice: two processes on two disks propose two blocks and vote twice,
//! to halves of the others that change all the time. Meanwhile an honest one may be down.

use super::crash::any_crash;
use node::simulation::Cluster;

pub(super) async fn play(cluster: &mut Cluster) {
    let traitor = usize::try_from(cluster.below(4)).unwrap_or(0);
    cluster.start_twins(traitor).await;
    cluster.start_all().await;
    for round in 0..12 {
        let pause = 200 + cluster.below(1_000);
        cluster.traffic(pause, 80).await;
        cluster.share_twins(traitor);
        if round % 4 == 3
            && let Some(machine) = cluster.any_running()
        {
            let crash = any_crash(cluster);
            cluster.crash(machine, crash).await;
            let pause = cluster.below(1_500);
            cluster.traffic(pause, 120).await;
            cluster.start(machine).await;
        }
    }
    cluster.settle().await;
}
