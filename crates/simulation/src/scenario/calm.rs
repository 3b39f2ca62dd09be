//! Nothing goes wrong. What fails here has nothing to do with faults.

use node::simulation::Cluster;

pub(super) async fn play(cluster: &mut Cluster) {
    cluster.start_all().await;
    cluster.traffic(8_000, 50).await;
    cluster.settle().await;
}
