//! What a node needs to start, where it keeps things, and why it may refuse.

use crate::{
    log::{LOG_FOLDER, LogError},
    mempool::MempoolLimits,
};
use ledger::Genesis;
use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

/// Everything a node needs to start.
#[derive(Clone)]
pub struct Config {
    /// The folder that holds `ledger/` and `identity/`.
    pub data_dir: PathBuf,
    /// The network.
    pub genesis: Genesis,
    /// Seed of this node's Ed25519 key. A key that is in no validator set follows and checks
    /// without voting.
    pub signer: [u8; 32],
    /// Where other nodes reach this one.
    pub listen: SocketAddr,
    /// The other nodes.
    pub peers: Vec<Peer>,
    /// Bounds of the operations that wait for a block.
    pub mempool: MempoolLimits,
    /// The newest version of the rules that this program has; another one only to practise an
    /// upgrade with a version that no release has.
    pub known_rules: u32,
}

impl Config {
    /// The settings of an office that is a network of its own.
    #[must_use]
    pub fn alone(data_dir: PathBuf, genesis: Genesis, signer: [u8; 32]) -> Self {
        Self {
            data_dir,
            genesis,
            signer,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            peers: Vec::new(),
            mempool: MempoolLimits::default(),
            known_rules: ledger::rules::LATEST_VERSION,
        }
    }
}

impl Config {
    /// Whether there are other nodes, or can be: a port of its own is there for them.
    pub(crate) const fn has_company(&self) -> bool {
        !self.peers.is_empty() || self.listen.port() != 0
    }
}

/// Another node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Its Ed25519 public key.
    pub key: [u8; 32],
    /// Where to reach it.
    pub address: SocketAddr,
}

/// Why a node does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another process uses the folder.
    #[error("{} is in use by another process", .0.display())]
    InUse(PathBuf),
    /// The folder holds another network.
    #[error("{} holds another network", .0.display())]
    OtherNetwork(PathBuf),
    /// The key has voted, and what it voted for is gone.
    #[error(
        "this key has voted in blocks up to {known}, but {} ends at {found}: \
         voting again could contradict those votes. Restore the folder or register a new key",
        directory.display()
    )]
    VotesForgotten {
        /// The ledger's folder.
        directory: PathBuf,
        /// Height that the key is known to have reached.
        known: u64,
        /// Height that the folder reaches.
        found: u64,
    },
    /// A stored record is damaged or cannot be read.
    #[error(transparent)]
    Log(#[from] LogError),
    /// A stored block does not follow from the one before.
    #[error("stored block {height} is not valid: {fault}")]
    BlockInvalid {
        /// Its height.
        height: u64,
        /// Why.
        fault: String,
    },
    /// A public key is not a point of the curve.
    #[error("a validator or peer key is not an Ed25519 key")]
    KeyInvalid,
    /// The file system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// The engine ended before it was ready.
    #[error("the ledger engine ended before it was ready")]
    EngineEnded,
}

impl StartError {
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}

/// The folder of everything that agreement on blocks needs.
pub(crate) const LEDGER_FOLDER: &str = "ledger";
/// The folder of the engine's own files.
pub(crate) const ENGINE_FOLDER: &str = "ledger/engine";

/// The folder of final blocks and certificates.
pub(crate) fn log_directory(data_dir: &Path) -> PathBuf {
    data_dir.join(LOG_FOLDER)
}

/// The folder of the engine's own files.
pub(crate) fn engine_directory(data_dir: &Path) -> PathBuf {
    data_dir.join(ENGINE_FOLDER)
}
