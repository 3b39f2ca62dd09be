//! Passes operations that wait for a block on to the other nodes, and takes theirs.
//!
//! A message holds operations one after the other, in the order in which they began to wait, so
//! that each follows the one it depends on.

use crate::chain::Chain;
use bytes::Bytes;
use commonware_cryptography::ed25519::PublicKey;
use commonware_p2p::{Receiver, Recipients, Sender};
use commonware_runtime::{Clock, Spawner};
use ledger::Sealed;
use std::{sync::Arc, time::Duration};
use tokio::sync::mpsc;

/// A message ends with the operation that makes it at least this long.
const MESSAGE_BYTES: usize = 256 * 1024;
/// Between messages, so that under load they hold more and stay below the channel's quota.
const PAUSE: Duration = Duration::from_millis(5);

/// Starts both directions.
pub(crate) fn start<E, S, R>(
    context: &E,
    chain: Arc<Chain>,
    mut submitted: mpsc::UnboundedReceiver<Sealed>,
    (mut sender, mut receiver): (S, R),
) where
    E: Spawner + Clock,
    S: Sender<PublicKey = PublicKey>,
    R: Receiver<PublicKey = PublicKey>,
{
    context
        .child("gossip_out")
        .spawn(move |context| async move {
            while let Some(first) = submitted.recv().await {
                let mut message = first.bytes().to_vec();
                while message.len() < MESSAGE_BYTES
                    && let Ok(next) = submitted.try_recv()
                {
                    message.extend_from_slice(next.bytes());
                }
                // A peer that misses a message gets the operation again, or in a block.
                let _reached = sender.send(Recipients::All, Bytes::from(message), false);
                context.sleep(PAUSE).await;
            }
        });
    context.child("gossip_in").spawn(move |_| async move {
        while let Ok((peer, message)) = receiver.recv().await {
            let bytes: Bytes = message.into();
            if let Some(key) = peer.as_ref().first_chunk() {
                chain.offer(read(&bytes, &chain), *key);
            }
        }
    });
}

/// The operations of a message, up to the first that cannot be read.
fn read(mut message: &[u8], chain: &Chain) -> Vec<Sealed> {
    let mut operations = Vec::new();
    while !message.is_empty()
        && let Ok(operation) = Sealed::read(&mut message, chain.network)
    {
        operations.push(operation);
    }
    operations
}
