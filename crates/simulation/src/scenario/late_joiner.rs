//! Three of four validators begin alone. Much later the fourth joins, and an observer that nobody
//! elected; both catch up from nothing, through epochs that they have not seen.

use node::simulation::{Cluster, Crash};

pub(super) async fn play(cluster: &mut Cluster) {
    let late = usize::try_from(cluster.below(4)).unwrap_or(0);
    for machine in (0..4).filter(|machine| *machine != late) {
        cluster.start(machine).await;
    }
    let length = 3_000 + cluster.below(6_000);
    cluster.traffic(length, 50).await;
    let observer = cluster.machines() - 1;
    cluster.start(observer).await;
    cluster.traffic(1_000, 80).await;
    cluster.start(late).await;
    cluster.traffic(1_500, 80).await;
    // It is trusted at once: without another validator, its vote is needed.
    let other = (late + 1) % 4;
    cluster.crash(other, Crash::Kill).await;
    cluster.traffic(4_000, 80).await;
    cluster.settle().await;
}
