//! The office's jobs, and a sign of life of each for whoever watches.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use portal::{desk::Desk, jobs};

use crate::clock;

const REVIEW_EVERY: Duration = Duration::from_secs(60);
const CARE_EVERY: Duration = Duration::from_secs(600);

/// When the jobs last did their work, and how many operations became final.
#[derive(Debug)]
pub(crate) struct Heartbeat {
    last_ms: AtomicU64,
    operations: AtomicU64,
}

impl Heartbeat {
    pub(crate) fn new() -> Self {
        Self {
            last_ms: AtomicU64::new(clock::now_ms()),
            operations: AtomicU64::new(0),
        }
    }

    pub(crate) fn last_ms(&self) -> u64 {
        self.last_ms.load(Ordering::Relaxed)
    }

    pub(crate) fn operations(&self) -> u64 {
        self.operations.load(Ordering::Relaxed)
    }
}

/// Runs the jobs until the office stops.
pub(crate) async fn run(desk: Arc<Desk>, heartbeat: Arc<Heartbeat>) {
    let beat = move || heartbeat.last_ms.store(clock::now_ms(), Ordering::Relaxed);
    let review = review(Arc::clone(&desk));
    tokio::join!(jobs::run(Arc::clone(&desk), beat), review, care(desk));
}

/// Lets credentials fall whose fact has ended: often enough for who keeps a list for five minutes.
async fn review(desk: Arc<Desk>) {
    let mut ticks = tokio::time::interval(REVIEW_EVERY);
    loop {
        ticks.tick().await;
        if let Err(error) = jobs::review_credentials(&desk, clock::now_ms()).await {
            tracing::warn!(
                ?error,
                "credentials were not reviewed and will be tried again"
            );
        }
    }
}

/// Ends what is over and buries who left, at the start and then every ten minutes.
async fn care(desk: Arc<Desk>) {
    let mut ticks = tokio::time::interval(CARE_EVERY);
    loop {
        ticks.tick().await;
        match jobs::care_for_data(&desk, clock::now_ms()).await {
            Ok(care) if care.buried > 0 => {
                tracing::warn!(count = care.buried, "buried people whom an old copy held");
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "care for data failed and will be tried again"),
        }
    }
}

/// Counts operations as they become final.
pub(crate) async fn count(desk: Arc<Desk>, heartbeat: Arc<Heartbeat>) {
    let next = desk.gateway.head().header.height.saturating_add(1);
    let mut blocks = desk.gateway.subscribe(next);
    while let Some(block) = blocks.recv().await {
        let count = u64::try_from(block.operations.len()).unwrap_or(u64::MAX);
        heartbeat.operations.fetch_add(count, Ordering::Relaxed);
    }
}
