//! Real sockets: the encrypted peer network, its channels, and the gossip of waiting operations.

use crate::{
    block::BlockRules,
    chain::Chain,
    config::{Config, StartError},
    engine::{self, OnEpoch, Surroundings, Timing, VALIDATORS_MAX, message_bytes_max},
    epochs::Channels,
    gossip,
    schemes::{Schemes, namespace, participants, public_key},
};
use bytes::Bytes;
use commonware_codec::DecodeExt as _;
use commonware_cryptography::{
    ChaCha20Poly1305, Signer as _,
    ed25519::{PrivateKey, PublicKey},
};
use commonware_p2p::{
    Address, AddressableManager as _, AddressableTrackedPeers,
    authenticated::lookup::{self, Network},
};
use commonware_runtime::{Handle, Quota, Supervisor as _, tokio::Context};
use commonware_stream::{
    cups::{self, Cups},
    sake::{self, Sake},
};
use commonware_utils::{
    NZU32, NZUsize,
    ordered::{Map, Set},
};
use ledger::Sealed;
use std::{num::NonZeroUsize, sync::Arc, time::Duration};
use tokio::sync::mpsc;

/// Messages per peer, channel and second. Mailboxes are allocated for it beforehand, so that it
/// decides how much memory an idle node takes; it must exceed the views per second by far.
const VOTES_PER_SECOND: Quota = Quota::per_second(NZU32!(256));
/// Catching up asks for one block per message.
const BACKFILL_PER_SECOND: Quota = Quota::per_second(NZU32!(512));

/// Room for nodes that join while this one runs.
const JOINERS: usize = 4;

/// The key of a seed.
pub(crate) fn private_key(seed: [u8; 32]) -> Result<PrivateKey, StartError> {
    PrivateKey::decode(Bytes::copy_from_slice(&seed)).map_err(|_| StartError::KeyInvalid)
}

fn bytes_of(key: &PublicKey) -> [u8; 32] {
    key.as_ref().try_into().unwrap_or_default()
}

/// Who can be reached where, this node included.
fn address_book(config: &Config, me: &PublicKey) -> Result<Map<PublicKey, Address>, StartError> {
    let mut book = vec![(me.clone(), Address::from(config.listen))];
    for peer in &config.peers {
        let key = public_key(&peer.key).ok_or(StartError::KeyInvalid)?;
        book.push((key, Address::from(peer.address)));
    }
    Ok(Map::from_iter_dedup(book))
}

/// Starts the network and the engine on it.
pub(crate) async fn start(
    context: &Context,
    config: &Config,
    chain: Arc<Chain>,
    schemes: Schemes,
    submitted: mpsc::UnboundedReceiver<Sealed>,
    on_epoch: OnEpoch,
) -> Result<Handle<()>, StartError> {
    let rules = BlockRules {
        epoch_blocks: config.genesis.epoch_blocks,
    };
    let book = address_book(config, &schemes.me())?;
    let set = participants(&config.genesis.validators).ok_or(StartError::KeyInvalid)?;
    // Others may join while this node runs.
    let company = if config.has_company() { JOINERS } else { 0 };
    let peers = book.len().max(set.len()) + company;
    let settings = settings(config, peers, rules)?;
    let (mut network, oracle) = Network::new(context.child("network"), settings);
    let manager = oracle.clone();
    let everyone = book.clone();
    let seats = Arc::clone(&chain);
    let track = move |id: u64, set: Set<PublicKey>| {
        let members = set.iter().filter_map(|key| {
            // Where an organisation says that its server is counts for more than our file.
            let on_ledger = seats.seat_address(bytes_of(key)).map(Address::from);
            let address = on_ledger.or_else(|| everyone.get_value(key).cloned())?;
            Some((key.clone(), address))
        });
        let members = Map::from_iter_dedup(members.collect::<Vec<_>>());
        let peers = AddressableTrackedPeers::new(members, everyone.clone());
        // The peer set is only ever refused while the network shuts down.
        let _feedback = manager.clone().track(id, peers);
    };
    let around = Surroundings {
        peers: oracle.clone(),
        blocker: oracle,
        track: Arc::new(track),
        voting: Channels {
            votes: network.register(0, VOTES_PER_SECOND),
            certificates: network.register(1, VOTES_PER_SECOND),
            resolver: network.register(2, VOTES_PER_SECOND),
        },
        backfill: network.register(3, BACKFILL_PER_SECOND),
        broadcast: network.register(4, VOTES_PER_SECOND),
        on_epoch,
    };
    let channel = network.register(5, VOTES_PER_SECOND);
    gossip::start(context, Arc::clone(&chain), submitted, channel);
    network.start();
    let timing = Timing::of(peers);
    let engine = context.child("node");
    engine::start(engine, &config.genesis, chain, schemes, timing, around)
        .await
        .map_err(|_| StartError::EngineEnded)
}

type Handshake = Cups<Sake<PrivateKey>, ChaCha20Poly1305>;

fn settings(
    config: &Config,
    peers: usize,
    rules: BlockRules,
) -> Result<lookup::Config<Handshake>, StartError> {
    let handshake = Sake {
        signer: private_key(config.signer)?,
        synchrony_bound: Duration::from_secs(5),
        max_handshake_age: Duration::from_secs(10),
        version: sake::Version::V1,
    };
    let peers = peers.min(VALIDATORS_MAX as usize);
    let mut settings = lookup::Config::local(
        Cups::new(handshake, cups::Version::V1),
        &namespace(config.genesis.network()),
        config.listen,
        NonZeroUsize::new(peers).unwrap_or(NonZeroUsize::MIN),
        message_bytes_max(rules),
        NZUsize!(1_000),
    );
    settings.tracked_peer_sets = NZUsize!(2);
    Ok(settings)
}

/// The public key of a seed.
#[must_use]
pub fn public_key_of(seed: [u8; 32]) -> Option<[u8; 32]> {
    let key = private_key(seed).ok()?.public_key();
    key.as_ref().try_into().ok()
}
