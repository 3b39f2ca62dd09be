//! Validators come, go and take each other's place while machines crash, the network falls apart
//! and traffic goes on; also while it is quiet.

use super::crash::any_crash;
use node::simulation::{Cluster, Quality};

pub(super) async fn play(cluster: &mut Cluster) {
    cluster.start_all().await;
    cluster.traffic(3_000, 40).await;
    for _ in 0..4 {
        match cluster.below(4) {
            0 => {
                let sides: Vec<u64> = (0..cluster.machines()).map(|_| cluster.below(5)).collect();
                cluster.partition(|machine| sides[machine] / 4).await;
                let pause = 500 + cluster.below(2_000);
                cluster.traffic(pause, 80).await;
                cluster.links(Quality::GOOD).await;
            }
            1 => {
                let pause = 1_000 + cluster.below(3_000);
                cluster.sleep(pause).await;
            }
            _ => {
                if let Some(machine) = cluster.any_running() {
                    let crash = any_crash(cluster);
                    cluster.crash(machine, crash).await;
                }
                let pause = 200 + cluster.below(3_000);
                cluster.traffic(pause, 60).await;
                cluster.start_all().await;
            }
        }
        cluster.traffic(2_000, 40).await;
    }
    cluster.settle().await;
}
