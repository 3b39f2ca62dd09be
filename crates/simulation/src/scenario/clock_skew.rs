//! Clocks go wrong: all of them by up to four seconds, and one of them by a minute or an hour.

use node::simulation::Cluster;

pub(super) async fn play(cluster: &mut Cluster) {
    cluster.start_all().await;
    cluster.traffic(1_000, 80).await;
    for _ in 0..3 {
        for machine in 0..cluster.machines() {
            let skew = any_skew(cluster, 4_000);
            cluster.skew(machine, skew);
        }
        if let Some(machine) = cluster.any_running() {
            let far = if cluster.below(2) == 0 {
                60_000
            } else {
                3_600_000
            };
            let skew = any_skew(cluster, far);
            cluster.skew(machine, skew);
        }
        cluster.traffic(4_000, 120).await;
    }
    cluster.settle().await;
}

fn any_skew(cluster: &mut Cluster, most_ms: u64) -> i64 {
    let skew = i64::try_from(cluster.below(most_ms)).unwrap_or(0);
    if cluster.below(2) == 0 { skew } else { -skew }
}
