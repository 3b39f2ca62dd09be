//! A disk fills up: its process must end, with words, rather than go on; when there is room again,
//! it starts, and what it acknowledged is there.

use node::simulation::{Cluster, FaultKind};

pub(super) async fn play(cluster: &mut Cluster) {
    cluster.start_all().await;
    cluster.traffic(1_500, 80).await;
    for _ in 0..2 {
        let Some(machine) = cluster.any_running() else {
            return;
        };
        let room = usize::try_from(cluster.below(20_000)).unwrap_or(0);
        cluster.limit_disk(machine, Some(room));
        let mut words = None;
        for _ in 0..60 {
            cluster.traffic(300, 40).await;
            words = cluster.take_death(machine).await;
            if words.is_some() {
                break;
            }
        }
        if words.is_none() {
            let text = format!("machine {machine} goes on although its disk is full");
            cluster.object(FaultKind::Died, text);
        }
        cluster.limit_disk(machine, None);
        cluster.start_all().await;
        cluster.traffic(1_500, 80).await;
    }
    cluster.settle().await;
}
