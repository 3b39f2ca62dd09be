//! The wiring: broadcast, backfill, ordered delivery, and one voting engine per epoch, around the
//! ledger. Generic over runtime and network, so that a simulator can run the same function.

use crate::{
    application::Ledger,
    attendance,
    block::{BlockRules, SealedBlock},
    chain::Chain,
    delivery::Delivery,
    epochs::{Channels, Driver},
    schemes::{Schemes, participants},
    stores::{BlockStore, CertificateStore, StoreError},
};
use commonware_broadcast::buffered;
use commonware_consensus::{
    marshal::{
        self, Start,
        core::Actor as Marshal,
        resolver::p2p as backfill,
        standard::{Inline, Standard},
    },
    simplex::{self, scheme::ed25519::Scheme},
    types::{Epoch, Epocher as _, FixedEpocher, Height, ViewDelta},
};
use commonware_cryptography::{Digested, Digestible as _, ed25519::PublicKey, sha256::Digest};
use commonware_p2p::{Blocker, Provider, Receiver, Sender, max_message_size, utils::mux::prefixed};
use commonware_parallel::Sequential;
use commonware_runtime::{Clock, Handle, Metrics, Spawner, Storage, buffer::paged::CacheRef};
use commonware_utils::{NZDuration, NZU16, NZU64, NZUsize, channel::mpsc, ordered::Set};
use ledger::Genesis;
use rand_core::CryptoRng;
use std::{num::NonZeroU64, sync::Arc, time::Duration};

/// Every partition of the engine's storage begins with this.
pub(crate) const PARTITION_PREFIX: &str = "v";
/// The most validators of one network.
pub(crate) const VALIDATORS_MAX: u32 = 64;

/// Makes a validator set the node's peers; ids ascend.
pub(crate) type Track = Arc<dyn Fn(u64, Set<PublicKey>) + Send + Sync>;

/// Called when an epoch ends, with its last height, before the next begins to vote.
pub(crate) type OnEpoch = Arc<dyn Fn(u64) + Send + Sync>;

/// How long the engine waits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timing {
    /// How long a proposal is held open for an operation.
    pub(crate) hold: Duration,
    /// When the others give up on a leader; longer than the hold.
    pub(crate) leader: Duration,
}

impl Timing {
    /// Alone, nobody waits for a silent leader, so that an idle office can rest for longer.
    pub(crate) const fn of(validators: usize) -> Self {
        // After a kill the engine waits for the leader's whole time when it had voted for a
        // proposal that never reached the disk: nobody should wait longer than a breath for it.
        let hold = if validators == 1 { 2 } else { 1 };
        Self {
            hold: Duration::from_secs(hold),
            leader: Duration::from_secs(hold * 2),
        }
    }
}

/// What is outside of the engine.
pub(crate) struct Surroundings<P, B, S, R> {
    pub(crate) peers: P,
    pub(crate) blocker: B,
    pub(crate) track: Track,
    pub(crate) voting: Channels<S, R>,
    pub(crate) backfill: (S, R),
    pub(crate) broadcast: (S, R),
    pub(crate) on_epoch: OnEpoch,
}

/// The longest message of any channel.
pub(crate) fn message_bytes_max(rules: BlockRules) -> u32 {
    max_message_size(&[
        prefixed(simplex::max_payload_size::<Scheme, Digest>(VALIDATORS_MAX)),
        marshal::max_payload_size::<Standard<SealedBlock>, Scheme>(VALIDATORS_MAX, &rules),
    ])
}

/// Starts the engine around a recovered chain. The handle ends when the engine does.
pub(crate) async fn start<E, P, B, S, R>(
    context: E,
    genesis: &Genesis,
    chain: Arc<Chain>,
    schemes: Schemes,
    timing: Timing,
    around: Surroundings<P, B, S, R>,
) -> Result<Handle<()>, StoreError>
where
    E: CryptoRng + Spawner + Metrics + Clock + Storage,
    P: Provider<PublicKey = PublicKey>,
    B: Blocker<PublicKey = PublicKey>,
    S: Sender<PublicKey = PublicKey>,
    R: Receiver<PublicKey = PublicKey>,
{
    attendance::start(&context, &chain);
    let cache = CacheRef::new(NZU16!(4096 - 12), NZUsize!(1024));
    let blocks_per_epoch = NonZeroU64::new(genesis.epoch_blocks).unwrap_or(NZU64!(1));
    let epocher = FixedEpocher::new(blocks_per_epoch);
    let first = SealedBlock::new(genesis.block());
    let first = Digested::precomputed(first.clone(), first.digest());
    let (blocks, certificates) = stores(&chain);
    let roots = roots_of_epochs(&blocks, &schemes, &epocher, first.digest())?;
    let witness = chain.witness.clone();
    let blocker = witness.guard(around.blocker);
    let resolver = backfill::init(
        context.child("backfill"),
        backfill_config(&schemes, around.peers.clone(), blocker.clone()),
        around.backfill,
    );
    let settings = broadcast_config(&schemes, around.peers, chain.rules);
    let (broadcast, buffer) = buffered::Engine::new(context.child("broadcast"), settings);
    broadcast.start(around.broadcast);
    let config = marshal_config(&schemes, &epocher, first, chain.rules, cache.clone());
    let (marshal, mailbox, floor) = Marshal::<_, Standard<SealedBlock>, _, _, _, _, _>::init(
        context.child("marshal"),
        certificates,
        blocks,
        config,
    )
    .await;
    let (epoch, root) = resume_at(&epocher, floor.processed().map(|one| one.height()), &roots)?;
    let application = Ledger {
        chain: Arc::clone(&chain),
        hold: timing.hold,
    };
    let automaton = Inline::new(
        context.child("application"),
        application,
        mailbox.clone(),
        epocher.clone(),
    );
    let (sender, boundaries) = mpsc::unbounded_channel();
    let delivery = Delivery {
        chain,
        boundaries: sender,
    };
    marshal.start(delivery, buffer, resolver);
    let driver = Driver {
        context: context.child("epochs"),
        epocher,
        track: around.track,
        marshal: mailbox,
        reporter: witness.listen(automaton.clone(), &schemes),
        automaton,
        blocker,
        timing,
        cache,
        boundaries,
        on_epoch: around.on_epoch,
        schemes,
    };
    let voting = around.voting;
    let run = move |_| driver.run(epoch, root, voting);
    Ok(context.child("driver").spawn(run))
}

/// The two stores, which share one log.
fn stores(chain: &Chain) -> (BlockStore, CertificateStore) {
    let blocks = BlockStore {
        log: chain.log.clone(),
        rules: chain.rules,
    };
    let certificates = CertificateStore {
        log: chain.log.clone(),
    };
    (blocks, certificates)
}

/// Registers the signers of every epoch that the stored blocks reach, before the engine asks for
/// them; the digest of the last block before each epoch.
fn roots_of_epochs(
    blocks: &BlockStore,
    schemes: &Schemes,
    epocher: &FixedEpocher,
    genesis: Digest,
) -> Result<Vec<Digest>, StoreError> {
    let mut roots = vec![genesis];
    let mut epoch = Epoch::zero();
    while let Some(last) = epocher.last(epoch) {
        let Some(block) = blocks.at(last.get())? else {
            break;
        };
        let carried = block.block().next_set.as_ref();
        let set = match carried {
            Some(set) => participants(set),
            None => schemes.set(epoch),
        };
        let set = set.ok_or(StoreError::Undecodable(last.get()))?;
        epoch = epoch.next();
        schemes.register(epoch, set);
        roots.push(block.digest());
    }
    Ok(roots)
}

/// The epoch of the first height that was not processed, and the last block before it.
fn resume_at(
    epocher: &FixedEpocher,
    processed: Option<Height>,
    roots: &[Digest],
) -> Result<(Epoch, Digest), StoreError> {
    let next = processed.and_then(|height| epocher.containing(height.next()));
    let epoch = next.map_or(Epoch::zero(), |info| info.epoch());
    let number = usize::try_from(epoch.get()).ok();
    let root = number.and_then(|number| roots.get(number)).copied();
    let root = root.ok_or(StoreError::Undecodable(epoch.get()))?;
    Ok((epoch, root))
}

fn broadcast_config<P: Provider<PublicKey = PublicKey>>(
    schemes: &Schemes,
    peers: P,
    rules: BlockRules,
) -> buffered::Config<PublicKey, BlockRules, P, Sequential> {
    buffered::Config {
        public_key: schemes.me(),
        mailbox_size: NZUsize!(1024),
        // Blocks that a sender proposed last. Each takes some megabytes, decoded, for as long as it
        // is one of them; who comes later asks for a block by its digest.
        deque_size: 2,
        priority: false,
        codec_config: rules,
        peer_provider: peers,
        strategy: Sequential,
    }
}

fn backfill_config<P, B>(
    schemes: &Schemes,
    peers: P,
    blocker: B,
) -> backfill::Config<PublicKey, P, B>
where
    P: Provider<PublicKey = PublicKey>,
    B: Blocker<PublicKey = PublicKey>,
{
    backfill::Config {
        public_key: schemes.me(),
        peer_provider: peers,
        blocker,
        mailbox_size: NZUsize!(1024),
        fetch_timeout: NZDuration!(Duration::from_secs(2)),
        fetch_retry_delay: Duration::from_millis(100),
        priority_requests: false,
        priority_responses: false,
    }
}

type MarshalConfig =
    marshal::Config<Schemes, FixedEpocher, Sequential, SealedBlock, Digested<SealedBlock>, Digest>;

fn marshal_config(
    schemes: &Schemes,
    epocher: &FixedEpocher,
    genesis: Digested<SealedBlock>,
    rules: BlockRules,
    cache: CacheRef,
) -> MarshalConfig {
    marshal::Config {
        provider: schemes.clone(),
        epocher: epocher.clone(),
        start: Start::Genesis(genesis),
        partition_prefix: format!("{PARTITION_PREFIX}-marshal"),
        mailbox_size: NZUsize!(1024),
        // Below the epoch's length, or the caches of whole earlier epochs stay on disk.
        // What is final is in the log: these copies serve only who is a few views behind.
        view_retention: ViewDelta::new(6),
        // Sections are pruned whole: with long ones, thousands of blocks would stay on disk.
        prunable_items_per_section: NZU64!(2),
        page_cache: cache,
        replay_buffer: NZUsize!(1 << 20),
        key_write_buffer: NZUsize!(1 << 16),
        value_write_buffer: NZUsize!(1 << 16),
        block_codec_config: rules,
        max_repair: NZUsize!(64),
        max_pending_acks: NZUsize!(16),
        strategy: Sequential,
    }
}
