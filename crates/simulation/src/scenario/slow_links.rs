//! Messages are slow, overtake time-outs, and some are lost.

use node::simulation::{Cluster, Quality};

pub(super) async fn play(cluster: &mut Cluster) {
    cluster.start_all().await;
    cluster.traffic(1_000, 80).await;
    for _ in 0..4 {
        let quality = Quality {
            latency_ms: 1 + cluster.below(400),
            jitter_ms: cluster.below(200),
            loss_percent: cluster.below(15),
        };
        cluster.links(quality).await;
        cluster.traffic(4_000, 150).await;
    }
    cluster.settle().await;
}
