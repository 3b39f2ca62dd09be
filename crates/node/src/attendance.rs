//! Attends to operations beside the engine: checks what arrives, on a thread of its own, and looks
//! after what waits. Both rest while there is nothing.

use crate::{chain::Chain, snapshot};
use commonware_runtime::{Clock, Spawner};
use std::{sync::Arc, time::Duration};

/// How often waiting operations are looked after.
const LOOK: Duration = Duration::from_secs(1);

/// Starts all tasks; they end with the engine.
pub(crate) fn start<E: Spawner + Clock>(context: &E, chain: &Arc<Chain>) {
    let admitting = Arc::clone(chain);
    context
        .child("admission")
        .dedicated()
        .spawn(move |_| async move { admitting.admit_arrivals().await });
    let writing = Arc::clone(chain);
    context
        .child("snapshots")
        .dedicated()
        .spawn(move |_| snapshot::keep(writing));
    let waiting = Arc::clone(chain);
    context.child("waiting").spawn(move |context| async move {
        let mut arrived = 0;
        loop {
            waiting.until_something_waits().await;
            context.sleep(LOOK).await;
            arrived = waiting.look_after_waiting(arrived);
        }
    });
}
