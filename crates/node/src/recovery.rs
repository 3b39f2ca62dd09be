//! From a disk to a node that may vote: what the product and the simulator do alike before the
//! network starts.

use crate::{
    chain::{Chain, Clock, replay::replay},
    config::{LEDGER_FOLDER, StartError},
    disk::Disk,
    engine::OnEpoch,
    identity,
    log::{Log, SyncWork},
    mempool::MempoolLimits,
    network::private_key,
    schemes::{Schemes, participants},
};
use borsh::BorshDeserialize as _;
use commonware_consensus::types::Epoch;
use ledger::{Genesis, Header, Sealed};
use std::sync::Arc;
use tokio::sync::mpsc;

/// Who a node is, and what it works with.
pub(crate) struct Settings<'a> {
    pub(crate) genesis: &'a Genesis,
    pub(crate) clock: Clock,
    pub(crate) mempool: MempoolLimits,
    /// Operations between two snapshots of the state, where it is not the usual number.
    pub(crate) snapshots_every: Option<u64>,
    /// Whether there are other nodes.
    pub(crate) has_peers: bool,
    /// The newest version of the rules that this node runs.
    pub(crate) known_rules: u32,
}

/// A chain at its last stored block.
pub(crate) struct Recovered {
    pub(crate) chain: Arc<Chain>,
    /// What is submitted here and has to reach the other nodes.
    pub(crate) submitted: mpsc::UnboundedReceiver<Sealed>,
    /// To be run beside the engine.
    pub(crate) sync: SyncWork,
}

/// Opens the log and runs its blocks again.
///
/// # Errors
/// When the disk is damaged, of another network, or has lost this key's votes.
pub(crate) fn recover(
    disk: &Arc<dyn Disk>,
    settings: Settings<'_>,
) -> Result<Recovered, StartError> {
    let genesis = settings.genesis;
    let (log, sync) = Log::open(Arc::clone(disk), |mut bytes| {
        let header = Header::deserialize(&mut bytes);
        header.ok().map(|header| header.digest().0)
    })?;
    let known = settings.known_rules;
    let head = replay(genesis, &log, &disk.path(LEDGER_FOLDER), known)?;
    identity::check_height(&**disk, genesis.network(), head.header.height)?;
    let (gossip, submitted) = mpsc::unbounded_channel();
    let mut chain = Chain::new(genesis, head, log, settings.clock, settings.mempool);
    chain.know_rules(settings.known_rules);
    if settings.has_peers {
        chain = chain.with_gossip(gossip);
    }
    if let Some(operations) = settings.snapshots_every {
        chain = chain.with_snapshots_every(operations);
    }
    Ok(Recovered {
        chain: Arc::new(chain),
        submitted,
        sync,
    })
}

/// Registers the first signers and writes the marker before the first vote.
pub(crate) fn prepare_votes(
    disk: &dyn Disk,
    chain: &Chain,
    genesis: &Genesis,
    signer: [u8; 32],
) -> Result<Schemes, StartError> {
    let network = genesis.network();
    let schemes = Schemes::new(network, private_key(signer)?);
    let set = participants(&genesis.validators).ok_or(StartError::KeyInvalid)?;
    schemes.register(Epoch::zero(), set);
    if schemes.votes(Epoch::zero()) {
        let written = identity::record(disk, network, chain.height());
        written.map_err(StartError::io(disk.path(LEDGER_FOLDER)))?;
    }
    Ok(schemes)
}

/// Raises the marker's height when an epoch ends; `fail` is called when that is impossible.
pub(crate) fn raise_marker(
    disk: Arc<dyn Disk>,
    chain: &Chain,
    schemes: Schemes,
    fail: fn(),
) -> OnEpoch {
    let network = chain.network;
    let epoch_blocks = chain.rules.epoch_blocks;
    Arc::new(move |height| {
        let next = Epoch::new((height + 1) / epoch_blocks);
        if schemes.votes(next)
            && let Err(error) = identity::record(&*disk, network, height)
        {
            tracing::error!(%error, "the marker beside the key cannot be written");
            fail();
        }
    })
}
