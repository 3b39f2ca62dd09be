//! The portal's gateway over a node.

use std::sync::Arc;

use async_trait::async_trait;
use futures::StreamExt as _;
use ledger::{Block, Envelope, Timestamp};
use node::Node;
use portal::gateway::{Final, Finality, Gateway, Head, SubmitError};
use tokio::sync::mpsc;

/// How many blocks a slow reader may be behind before the stream waits for it.
const BLOCKS_WAITING_MAX: usize = 64;

/// A running node, as the portal wants it.
#[derive(Clone)]
pub(crate) struct NodeGateway(pub(crate) Node);

#[async_trait]
impl Gateway for NodeGateway {
    async fn submit(&self, envelope: Envelope) -> Result<Final, SubmitError> {
        let done = self.0.submit(envelope).await.map_err(|error| match error {
            node::SubmitError::Refused(rejection) => SubmitError::Refused(rejection),
            node::SubmitError::Expired => SubmitError::Expired,
            node::SubmitError::Overloaded | node::SubmitError::QuotaExceeded => {
                SubmitError::Overloaded
            }
            node::SubmitError::Undecided | node::SubmitError::Stopped => SubmitError::Stopped,
        })?;
        Ok(Final {
            operation: done.operation,
            height: done.height,
            position: done.position,
            outcome: done.outcome,
        })
    }

    fn head(&self) -> Head {
        let head = self.0.head();
        Head {
            header: head.header,
            state: head.state,
        }
    }

    fn now(&self) -> Timestamp {
        self.0.now()
    }

    async fn block(&self, height: u64) -> Option<Block> {
        self.0.block(height).await
    }

    async fn finality(&self, height: u64) -> Option<Finality> {
        let finality = self.0.proof_of_finality(height).await?;
        Some(Finality {
            descendants: finality.headers,
            certificate: finality.certificate,
        })
    }

    fn subscribe(&self, from_height: u64) -> mpsc::Receiver<Arc<Block>> {
        let (sender, receiver) = mpsc::channel(BLOCKS_WAITING_MAX);
        let mut blocks = self.0.subscribe(from_height);
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
