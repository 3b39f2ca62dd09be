//! The validators to be measured: each a process of its own, with a folder of its own.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use anyhow::Context as _;
use ledger::{Envelope, Genesis, KeyIndex, Timestamp, ValidatorSet};
use node::public_key_of;
use tokio::{net::UnixStream, time::sleep};

use super::{
    link::Link,
    machine::{self, Process},
    person::{Pen, Person},
    proxy::relay_to,
    validator::Orders,
    wire::{Question, Told},
};
use crate::{clock, identity};

/// Operations submitted at once while things are prepared.
const CHUNK: usize = 500;
/// How long a signed operation may wait: within the ten minutes that the rules allow.
const WAITING_MS_MAX: u64 = 9 * 60 * 1_000;
/// How often a validator's socket is looked for, and for how long.
const LOOK: Duration = Duration::from_millis(50);
const LOOKS_MAX: usize = 600;
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

/// A running validator; it ends with this value.
struct Validator {
    folder: PathBuf,
    child: Child,
    link: Link,
}

impl Drop for Validator {
    fn drop(&mut self) {
        // One that was told to stop has ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Running validators of one new network.
pub(super) struct Network {
    pub(super) genesis: Genesis,
    pub(super) founder: Person,
    validators: Vec<Validator>,
}

impl Network {
    /// Starts validators that are `round_trip` apart from each other.
    pub(super) async fn start(
        folder: &Path,
        validators: usize,
        round_trip: Duration,
    ) -> anyhow::Result<Self> {
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
        let mut started = Vec::with_capacity(validators);
        for (me, signer) in seeds.into_iter().enumerate() {
            let mut peers = Vec::with_capacity(validators);
            for other in (0..validators).filter(|other| *other != me) {
                let address = addresses[other];
                let address = match round_trip.is_zero() {
                    true => address,
                    false => relay_to(address, round_trip / 2).await?,
                };
                peers.push((keys[other], address));
            }
            let orders = Orders {
                genesis: ledger::encode(&genesis),
                signer,
                listen: addresses[me],
                peers,
            };
            started.push(start_validator(folder.join((me + 1).to_string()), &orders)?);
        }
        let mut running = Vec::with_capacity(validators);
        for (folder, child) in started {
            let link = connect(&folder).await?;
            running.push(Validator {
                folder,
                child,
                link,
            });
        }
        Ok(Self {
            genesis,
            founder,
            validators: running,
        })
    }

    pub(super) fn links(&self) -> Vec<Link> {
        self.validators.iter().map(|one| one.link.clone()).collect()
    }

    fn first(&self) -> &Link {
        &self.validators[0].link
    }

    /// The folder of the first validator.
    pub(super) fn folder(&self) -> &Path {
        &self.validators[0].folder
    }

    pub(super) fn processes(&self) -> Vec<Process> {
        let ids = self.validators.iter().map(|one| one.child.id());
        ids.map(Process::with_id).collect()
    }

    pub(super) async fn now(&self) -> anyhow::Result<Timestamp> {
        Ok(Timestamp(self.first().number(&Question::Now).await?))
    }

    /// A pen whose operations may wait as long as any.
    pub(super) async fn pen(&self) -> anyhow::Result<Pen> {
        let not_after = self.now().await?.plus_ms(WAITING_MS_MAX);
        Ok(Pen {
            network: self.genesis.network(),
            not_after,
        })
    }

    /// The places of public keys in the registry; each must be there.
    pub(super) async fn key_indexes(&self, keys: Vec<[u8; 32]>) -> anyhow::Result<Vec<KeyIndex>> {
        let Told::Keys(indexes) = self.first().question(&Question::Keys(keys)).await? else {
            anyhow::bail!("a validator answered something else");
        };
        let indexes = indexes.into_iter().map(|index| index.map(KeyIndex));
        let indexes: Option<Vec<KeyIndex>> = indexes.collect();
        indexes.context("a registered key is not in the state")
    }

    /// Submits operations in order and waits until all are final; each must be applied.
    pub(super) async fn apply(&self, operations: Vec<Envelope>) -> anyhow::Result<()> {
        let waiting: Vec<_> = operations
            .chunks(CHUNK)
            .map(|chunk| self.first().submit(chunk))
            .collect();
        for words in waiting {
            if let Some(word) = words.all().await?.iter().find(|word| !word.is_empty()) {
                anyhow::bail!("the ledger did not apply what prepares the measurement: {word}");
            }
        }
        self.agree().await.map(drop)
    }

    /// Waits until every validator has the block that the furthest has; its height.
    pub(super) async fn agree(&self) -> anyhow::Result<u64> {
        let mut height = 0;
        for validator in &self.validators {
            height = height.max(validator.link.number(&Question::Height).await?);
        }
        for validator in &self.validators {
            let question = Question::HeightFrom(height);
            validator.link.number(&question).await?;
        }
        Ok(height)
    }

    /// What all validators keep of the ledger.
    pub(super) fn bytes(&self) -> anyhow::Result<Stored> {
        let mut stored = Stored { all: 0, engine: 0 };
        for validator in &self.validators {
            let folder = validator.folder.join("ledger");
            stored.all += machine::bytes_below(&folder)?;
            stored.engine += machine::bytes_below(&folder.join("engine"))?;
        }
        Ok(stored)
    }

    /// How many of the blocks from `first` to `last` hold nothing.
    pub(super) async fn empty_blocks(&self, first: u64, last: u64) -> anyhow::Result<u64> {
        self.first()
            .number(&Question::EmptyBlocks(first, last))
            .await
    }

    pub(super) async fn stop(&self) -> anyhow::Result<()> {
        for validator in &self.validators {
            validator.link.number(&Question::Stop).await?;
        }
        Ok(())
    }
}

fn start_validator(folder: PathBuf, orders: &Orders) -> anyhow::Result<(PathBuf, Child)> {
    std::fs::create_dir_all(&folder)?;
    std::fs::write(Orders::path(&folder), serde_json::to_vec(orders)?)?;
    let program = std::env::current_exe().context("this program has no name")?;
    let child = Command::new(program)
        .args(["bench", "validator"])
        .arg(&folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .context("a validator cannot be started")?;
    Ok((folder, child))
}

async fn connect(folder: &Path) -> anyhow::Result<Link> {
    let socket = Orders::socket(folder);
    for _ in 0..LOOKS_MAX {
        if let Ok(stream) = UnixStream::connect(&socket).await {
            return Ok(Link::new(stream));
        }
        sleep(LOOK).await;
    }
    anyhow::bail!("a validator in {} did not start", folder.display())
}

fn free_addresses(count: usize) -> anyhow::Result<Vec<SocketAddr>> {
    let listeners = (0..count).map(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
    let listeners = listeners.collect::<std::io::Result<Vec<TcpListener>>>()?;
    let addresses = listeners.iter().map(TcpListener::local_addr);
    Ok(addresses.collect::<std::io::Result<_>>()?)
}
