//! Passes operations that wait for a block on to the other nodes, and takes theirs.

use crate::chain::Chain;
use bytes::Bytes;
use commonware_cryptography::ed25519::PublicKey;
use commonware_p2p::{Receiver, Recipients, Sender};
use commonware_runtime::Spawner;
use ledger::Sealed;
use std::sync::Arc;
use tokio::sync::mpsc;

/// A message ends with the operation that makes it at least this long.
const MESSAGE_BYTES: usize = 256 * 1024;

/// Starts both directions.
pub(crate) fn start<E, S, R>(
    context: &E,
    chain: Arc<Chain>,
    mut submitted: mpsc::UnboundedReceiver<Sealed>,
    (mut sender, mut receiver): (S, R),
) where
    E: Spawner,
    S: Sender<PublicKey = PublicKey>,
    R: Receiver<PublicKey = PublicKey>,
{
    context.child("gossip_out").spawn(move |_| async move {
        while let Some(first) = submitted.recv().await {
            let mut message = first.bytes().to_vec();
            while message.len() < MESSAGE_BYTES
                && let Ok(next) = submitted.try_recv()
            {
                message.extend_from_slice(next.bytes());
            }
            // A peer that misses a message still gets the operation in a block.
            let _reached = sender.send(Recipients::All, Bytes::from(message), false);
        }
    });
    context.child("gossip_in").spawn(move |_| async move {
        while let Ok((_, message)) = receiver.recv().await {
            let bytes: Bytes = message.into();
            let mut rest: &[u8] = &bytes;
            let mut operations = Vec::new();
            while !rest.is_empty()
                && let Ok(operation) = Sealed::read(&mut rest, chain.network)
            {
                operations.push(operation);
            }
            chain.offer(operations);
        }
    });
}
