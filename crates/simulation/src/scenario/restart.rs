//! All machines stop, together or one after the other, and start again: what they remember is what
//! their disks say.

use super::crash::any_crash;
use node::simulation::Cluster;

pub(super) async fn play(cluster: &mut Cluster) {
    cluster.start_all().await;
    cluster.traffic(2_500, 80).await;
    for _ in 0..3 {
        let together = cluster.below(2) == 0;
        for machine in cluster.running() {
            let crash = any_crash(cluster);
            cluster.crash(machine, crash).await;
            if !together {
                let pause = cluster.below(800);
                cluster.sleep(pause).await;
                cluster.start(machine).await;
            }
        }
        cluster.start_all().await;
        cluster.traffic(2_500, 80).await;
    }
    cluster.settle().await;
}
