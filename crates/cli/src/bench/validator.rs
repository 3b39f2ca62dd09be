//! `linli bench validator`: one validator of a measured network, in a process of its own.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context as _;
use futures::StreamExt as _;
use ledger::{Genesis, Verdict, signature::PublicKey, state::keys};
use node::{Answer, Config, Node, Peer};
use serde::{Deserialize, Serialize};
use tokio::{
    net::{UnixListener, UnixStream},
    sync::mpsc,
};

use super::wire::{self, Frame, Kind, Question, Told};
use crate::clock;

/// Everything a validator of a measured network is told, in a file of its folder.
#[derive(Serialize, Deserialize)]
pub(super) struct Orders {
    /// The canonical bytes of the genesis description.
    pub(super) genesis: Vec<u8>,
    pub(super) signer: [u8; 32],
    pub(super) listen: SocketAddr,
    pub(super) peers: Vec<([u8; 32], SocketAddr)>,
}

impl Orders {
    /// Where they are kept, and where the validator listens for who measures.
    pub(super) fn path(folder: &Path) -> PathBuf {
        folder.join("orders.json")
    }

    pub(super) fn socket(folder: &Path) -> PathBuf {
        folder.join("socket")
    }
}

/// One validator of a measured network; started by `linli bench`, not by people.
#[derive(clap::Args)]
pub(super) struct ValidatorProcess {
    /// The folder with its orders.
    folder: PathBuf,
}

impl ValidatorProcess {
    pub(super) fn serve(self) -> anyhow::Result<()> {
        crate::run(async move {
            let orders = std::fs::read(Orders::path(&self.folder))?;
            let orders: Orders = serde_json::from_slice(&orders)?;
            let genesis: Genesis = ledger::decode(&orders.genesis).context("no genesis")?;
            let mut config = Config::alone(self.folder.clone(), genesis, orders.signer);
            config.listen = orders.listen;
            let peers = orders.peers.into_iter();
            config.peers = peers.map(|(key, address)| Peer { key, address }).collect();
            let node = Node::start(config, Arc::new(clock::now_ms))?;
            let listener = UnixListener::bind(Orders::socket(&self.folder))?;
            let (stream, _) = listener.accept().await?;
            converse(&node, stream).await
        })
    }
}

/// Answers until the other side is gone or wants an end.
async fn converse(node: &Node, stream: UnixStream) -> anyhow::Result<()> {
    let (mut reader, mut writer) = stream.into_split();
    let (answers, mut answered) = mpsc::unbounded_channel::<Frame>();
    let writing = tokio::spawn(async move {
        while let Some(frame) = answered.recv().await {
            wire::write(&mut writer, &frame).await?;
        }
        std::io::Result::Ok(())
    });
    let network = node.network();
    while let Ok(Frame { number, kind, body }) = wire::read(&mut reader).await {
        let answers = answers.clone();
        let say = move |body| answers.send(Frame { number, kind, body });
        match kind {
            Kind::Operations => {
                let pending = node.submit_sealed(wire::decode_operations(&body, network)?);
                tokio::spawn(async move {
                    let mut lines = Vec::new();
                    for one in pending {
                        lines.extend_from_slice(word(&one.answer().await).as_bytes());
                        lines.push(b'\n');
                    }
                    // Nobody listens any more when the measurement was ended.
                    drop(say(lines));
                });
            }
            Kind::Question => {
                let question: Question = serde_json::from_slice(&body)?;
                let ends = matches!(question, Question::Stop);
                let told = tell(node, question).await?;
                drop(say(serde_json::to_vec(&told)?));
                if ends {
                    break;
                }
            }
        }
    }
    drop(answers);
    writing.await??;
    Ok(())
}

/// What became of an operation; nothing for one that was applied.
fn word(answer: &Answer) -> &'static str {
    match answer {
        Ok(done) => match done.outcome.verdict {
            Verdict::Applied(_) => "",
            Verdict::Rejected(rejection) => rejection.code(),
        },
        Err(error) => error.code(),
    }
}

async fn tell(node: &Node, question: Question) -> anyhow::Result<Told> {
    Ok(match question {
        Question::Now => Told::Number(node.now().0),
        Question::Height => Told::Number(node.head().header.height),
        Question::HeightFrom(height) => {
            let reached = node.subscribe(height).next().await;
            reached.context("the validator stopped while it was measured")?;
            Told::Number(node.head().header.height)
        }
        Question::Keys(public) => {
            let state = node.head().state;
            let index = |key: [u8; 32]| state.get(&keys::key_index(&PublicKey::Ed25519(key)));
            Told::keys(public.into_iter().map(index).collect())
        }
        Question::EmptyBlocks(first, last) => {
            let mut empty = 0;
            for height in first..=last {
                let block = node.block(height).await;
                empty += u64::from(block.is_some_and(|block| block.operations.is_empty()));
            }
            Told::Number(empty)
        }
        Question::Stop => {
            node.stop().await;
            Told::Number(0)
        }
    })
}
