//! The network falls into parts, a different way each time, and heals. A part with fewer than three
//! of four validators must stand still.

use node::simulation::Cluster;

pub(super) async fn play(cluster: &mut Cluster) {
    cluster.start_all().await;
    cluster.traffic(1_500, 80).await;
    for _ in 0..4 {
        let sides: Vec<u64> = (0..cluster.machines()).map(|_| cluster.below(3)).collect();
        let height = cluster.height();
        cluster.partition(|machine| sides[machine]).await;
        let pause = 500 + cluster.below(5_000);
        cluster.traffic(pause, 120).await;
        check_standstill(cluster, &sides, height);
        cluster.links(node::simulation::Quality::GOOD).await;
        cluster.traffic(1_500, 80).await;
    }
    cluster.settle().await;
}

/// Where no part has a quorum, what was under way may become final, and nothing after it.
fn check_standstill(cluster: &Cluster, sides: &[u64], before: u64) {
    let largest = (0..3).map(|side| sides.iter().filter(|one| **one == side).count());
    let reached = cluster.height();
    if largest.max() < Some(3) && reached > before + 4 {
        let text = format!("blocks {before} to {reached} became final without a quorum");
        cluster.object(node::simulation::FaultKind::Fork, text);
    }
}
