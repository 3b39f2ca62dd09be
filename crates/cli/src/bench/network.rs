//! The validators to be measured: real nodes in this process, each in a folder of its own.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context as _;
use futures::StreamExt as _;
use ledger::{Envelope, Genesis, Timestamp, ValidatorSet, Verdict};
use node::{Config, Node, Peer, public_key_of};

use super::{
    machine,
    person::{Pen, Person},
};
use crate::{clock, identity};

/// Operations submitted at once while things are prepared.
const CHUNK: usize = 500;
/// How long a signed operation may wait: within the ten minutes that the rules allow.
const WAITING_MS_MAX: u64 = 9 * 60 * 1_000;
/// The founder's number among the invented people.
pub(super) const FOUNDER: u32 = 0;

/// Bytes on the disk.
#[derive(Clone, Copy)]
pub(super) struct Stored {
    pub(super) all: u64,
    /// Those of the consensus engine, which are pruned from time to time.
    pub(super) engine: u64,
}

impl Stored {
    /// What came since; engine files count where they grew.
    pub(super) fn growth_since(self, before: Self) -> u64 {
        let kept = |stored: Self| stored.all.saturating_sub(stored.engine);
        let engine = self.engine.saturating_sub(before.engine);
        kept(self).saturating_sub(kept(before)) + engine
    }
}

/// Running validators of one new network.
pub(super) struct Network {
    pub(super) genesis: Genesis,
    pub(super) founder: Person,
    pub(super) nodes: Vec<Node>,
    folders: Vec<PathBuf>,
}

impl Network {
    pub(super) fn start(folder: &Path, validators: usize) -> anyhow::Result<Self> {
        let founder = Person::invented(FOUNDER);
        let seeds = (0..validators).map(|_| identity::random_bytes());
        let seeds = seeds.collect::<anyhow::Result<Vec<[u8; 32]>>>()?;
        let keys = seeds
            .iter()
            .map(|seed| public_key_of(*seed).context("a seed gives no key"));
        let keys = keys.collect::<anyhow::Result<Vec<[u8; 32]>>>()?;
        let first = *keys
            .first()
            .context("a network has at least one validator")?;
        let named = (founder.id, founder.key_bytes());
        let mut genesis = identity::demo_genesis(first, named, clock::now_ms(), 0)?;
        genesis.validators = ValidatorSet::new(keys.clone());
        let addresses = free_addresses(validators)?;
        let folders: Vec<PathBuf> = (1..=validators)
            .map(|number| folder.join(number.to_string()))
            .collect();
        let mut nodes = Vec::with_capacity(validators);
        for (me, seed) in seeds.into_iter().enumerate() {
            let mut config = Config::alone(folders[me].clone(), genesis.clone(), seed);
            config.listen = addresses[me];
            let others = (0..validators).filter(|other| *other != me);
            config.peers = others
                .map(|at| Peer {
                    key: keys[at],
                    address: addresses[at],
                })
                .collect();
            nodes.push(Node::start(config, Arc::new(clock::now_ms))?);
        }
        Ok(Self {
            genesis,
            founder,
            nodes,
            folders,
        })
    }

    pub(super) fn first(&self) -> &Node {
        &self.nodes[0]
    }

    /// The folder of the first validator.
    pub(super) fn folder(&self) -> &Path {
        &self.folders[0]
    }

    pub(super) fn now(&self) -> Timestamp {
        self.first().now()
    }

    /// A pen whose operations may wait as long as any.
    pub(super) fn pen(&self) -> Pen {
        let not_after = self.now().plus_ms(WAITING_MS_MAX);
        Pen {
            network: self.genesis.network(),
            not_after,
        }
    }

    /// Submits operations in order and waits until all are final; each must be applied.
    pub(super) async fn apply(&self, operations: Vec<Envelope>) -> anyhow::Result<()> {
        let mut waiting = Vec::with_capacity(operations.len());
        for chunk in operations.chunks(CHUNK) {
            waiting.extend(self.first().submit_batch(chunk.to_vec()));
        }
        for pending in waiting {
            let done = pending.answer().await?;
            if let Verdict::Rejected(rejection) = done.outcome.verdict {
                anyhow::bail!("the ledger rejected what prepares the measurement: {rejection}");
            }
        }
        Ok(())
    }

    /// Waits until every validator has the block that the furthest has; its height.
    pub(super) async fn agree(&self) -> anyhow::Result<u64> {
        let heights = self.nodes.iter().map(|node| node.head().header.height);
        let height = heights.max().unwrap_or(0);
        for node in &self.nodes {
            let reached = node.subscribe(height).next().await;
            reached.context("a validator stopped while it was measured")?;
        }
        Ok(height)
    }

    /// What all validators keep of the ledger.
    pub(super) fn bytes(&self) -> anyhow::Result<Stored> {
        let mut stored = Stored { all: 0, engine: 0 };
        for folder in &self.folders {
            let folder = folder.join("ledger");
            stored.all += machine::bytes_below(&folder)?;
            stored.engine += machine::bytes_below(&folder.join("engine"))?;
        }
        Ok(stored)
    }

    /// How many of the blocks from `first` to `last` hold nothing.
    pub(super) async fn empty_blocks(&self, first: u64, last: u64) -> u64 {
        let mut empty = 0;
        for height in first..=last {
            let block = self.first().block(height).await;
            empty += u64::from(block.is_some_and(|block| block.operations.is_empty()));
        }
        empty
    }

    pub(super) async fn stop(&self) {
        for node in &self.nodes {
            node.stop().await;
        }
    }
}

fn free_addresses(count: usize) -> anyhow::Result<Vec<SocketAddr>> {
    let listeners = (0..count).map(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
    let listeners = listeners.collect::<std::io::Result<Vec<TcpListener>>>()?;
    let addresses = listeners.iter().map(TcpListener::local_addr);
    Ok(addresses.collect::<std::io::Result<_>>()?)
}
