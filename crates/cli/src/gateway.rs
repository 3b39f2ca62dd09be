//! The portal's gateway over a node.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use async_trait::async_trait;
use futures::StreamExt as _;
use ledger::{Block, Envelope, Timestamp};
use node::Node;
use portal::gateway::{EarlierError, Final, Finality, Gateway, Head, SubmitError};
use prometheus_client::metrics::histogram::Histogram;
use tokio::sync::mpsc;

use crate::clock;

/// How many blocks a slow reader may be behind before the stream waits for it.
const BLOCKS_WAITING_MAX: usize = 64;

/// From 1 ms to 16 s: the promise is 25 ms for half of all operations and 60 ms for 99 %.
const FINALITY_SECONDS: [f64; 14] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.06, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 16.0,
];

/// A running node, as the portal wants it.
#[derive(Clone)]
pub(crate) struct NodeGateway {
    node: Node,
    /// Seconds from submission until an operation is final and on disk.
    pub(crate) finality: Histogram,
    /// The same, averaged over the last few, in microseconds.
    recent_us: Arc<AtomicU64>,
}

impl NodeGateway {
    pub(crate) fn new(node: Node) -> Self {
        Self {
            node,
            finality: Histogram::new(FINALITY_SECONDS),
            recent_us: Arc::default(),
        }
    }

    /// How long the last operations took to become final, in milliseconds; `None` before any.
    pub(crate) fn finality_ms(&self) -> Option<f64> {
        let us = self.recent_us.load(Ordering::Relaxed);
        (us > 0).then_some(us as f64 / 1e3)
    }

    fn observe(&self, elapsed_us: u64) {
        self.finality.observe(elapsed_us as f64 / 1e6);
        let before = self.recent_us.load(Ordering::Relaxed);
        let average = if before == 0 {
            elapsed_us
        } else {
            (7 * before + elapsed_us) / 8
        };
        // Two at once may lose one of them: it is an impression, not an account.
        self.recent_us.store(average, Ordering::Relaxed);
    }
}

#[async_trait]
impl Gateway for NodeGateway {
    async fn submit(&self, envelope: Envelope) -> Result<Final, SubmitError> {
        let elapsed_us = clock::stopwatch();
        let done = self.node.submit(envelope).await;
        let done = done.map_err(|error| match error {
            node::SubmitError::Refused(rejection) => SubmitError::Refused(rejection),
            node::SubmitError::Expired => SubmitError::Expired,
            node::SubmitError::Overloaded | node::SubmitError::QuotaExceeded => {
                SubmitError::Overloaded
            }
            node::SubmitError::Undecided | node::SubmitError::Stopped => SubmitError::Stopped,
        })?;
        self.observe(elapsed_us());
        Ok(Final {
            operation: done.operation,
            height: done.height,
            position: done.position,
            outcome: done.outcome,
        })
    }

    fn head(&self) -> Head {
        let head = self.node.head();
        Head {
            header: head.header,
            state: head.state,
        }
    }

    async fn head_at(&self, height: u64) -> Result<Head, EarlierError> {
        let head = self.node.state_at(height).await;
        let head = head.map_err(|error| match error {
            node::EarlierError::Unknown => EarlierError::Unknown,
            node::EarlierError::NotKept => EarlierError::NotKept,
            node::EarlierError::Busy => EarlierError::Busy,
        })?;
        Ok(Head {
            header: head.header,
            state: head.state,
        })
    }

    fn now(&self) -> Timestamp {
        self.node.now()
    }

    async fn block(&self, height: u64) -> Option<Block> {
        self.node.block(height).await
    }

    async fn finality(&self, height: u64) -> Option<Finality> {
        let finality = self.node.proof_of_finality(height).await?;
        Some(Finality {
            descendants: finality.headers,
            certificate: finality.certificate,
        })
    }

    fn subscribe(&self, from_height: u64) -> mpsc::Receiver<Arc<Block>> {
        let (sender, receiver) = mpsc::channel(BLOCKS_WAITING_MAX);
        let mut blocks = self.node.subscribe(from_height);
        tokio::spawn(async move {
            while let Some(block) = blocks.next().await {
                if sender.send(Arc::new(block)).await.is_err() {
                    return;
                }
            }
        });
        receiver
    }
}
