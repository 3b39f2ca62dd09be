//! `linli observe`: follows a network with nothing but its trust file, and serves what anybody may
//! read: explorer, receipts, proofs.

mod follow;

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context as _;
use axum_server::Handle;
use ledger::Genesis;
use node::{Config, Node};
use portal::{AppState, Office, Settings};
use verifier::TrustFile;

use crate::{
    clock,
    clock::WallClock,
    folder::Folder,
    gateway::NodeGateway,
    identity,
    office::{Seat, open_vault},
    office_command::{fetch_genesis, read_trust},
    remote::Remote,
    sample::Sample,
    screen::say,
    serve::tls,
    signals,
};
use follow::Following;

/// Follows a network without taking part, and checks everything.
#[derive(clap::Args)]
pub(crate) struct Observe {
    /// The network's trust file, from somebody you trust.
    #[arg(long)]
    trust: PathBuf,
    /// The portal of any office or observer of the network; several are tried in turn.
    #[arg(long, required = true)]
    from: Vec<String>,
    /// Where the copy of the ledger is kept.
    #[arg(long)]
    data: PathBuf,
    /// The port on which this machine may read; 0 for any free one.
    #[arg(long, default_value_t = 8090)]
    port: u16,
}

impl Observe {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let listener = tls::listen(address)?;
        let address = listener.local_addr()?;
        let folder = Folder::new(&self.data);
        let _lock = folder.lock()?;
        let remote = Remote::new();
        let trust = self.trust(&folder)?;
        let genesis = genesis(&folder, &remote, &self.from, &trust).await?;
        let config = Config::alone(self.data.clone(), genesis.clone(), [0; 32]);
        let (node, observer) = Node::observe(config, trust, Arc::new(clock::now_ms))?;
        let vault = open_vault(&folder).await?;
        let sample = Sample::load()?;
        let seat = Seat {
            folder: &folder,
            genesis: &genesis,
            divisions: &sample.divisions,
            office: genesis.founder.organisation,
        };
        let gateway = Arc::new(NodeGateway::new(node.clone()));
        let (desk, areas) = seat.open_desk(gateway, vault).await?;
        let height = node.head().header.height;
        say(&format!(
            "http://localhost:{}/explorer  ({height})",
            address.port()
        ));
        let following = Following::new(remote, self.from.clone(), folder.trust());
        let following = tokio::spawn(following.run(observer));
        let state = AppState::new(Arc::new(WallClock), settings(&genesis), desk, areas);
        let service = portal::app(state).into_make_service_with_connect_info::<SocketAddr>();
        let handle = Handle::new();
        let ended = tokio::spawn(stop(following, handle.clone()));
        axum_server::from_tcp(listener)?
            .handle(handle)
            .serve(service)
            .await?;
        ended.await?
    }

    /// The trust file as given, or the longer one of an earlier life of this folder.
    fn trust(&self, folder: &Folder) -> anyhow::Result<TrustFile> {
        let given = read_trust(&self.trust)?;
        let kept = folder.trust();
        if !kept.exists() {
            return Ok(given);
        }
        let known = read_trust(&kept)?;
        let same = known.network() == given.network() && known.set_at(0) == given.set_at(0);
        anyhow::ensure!(same, "{} follows another network", self.data.display());
        Ok(if known.changes().len() > given.changes().len() {
            known
        } else {
            given
        })
    }
}

/// The genesis kept in the folder, or from the first source that has the right one.
async fn genesis(
    folder: &Folder,
    remote: &Remote,
    sources: &[String],
    trust: &TrustFile,
) -> anyhow::Result<Genesis> {
    if let Some(genesis) = identity::load_genesis(folder)? {
        return Ok(genesis);
    }
    std::fs::create_dir_all(folder.identity())?;
    let mut last = anyhow::anyhow!("name a portal of the network with --from");
    for source in sources {
        match fetch_genesis(remote, source, trust).await {
            Ok(genesis) => {
                identity::store_genesis(folder, &genesis)?;
                return Ok(genesis);
            }
            Err(error) => last = error,
        }
    }
    Err(last.context("no source gave the network's genesis"))
}

/// Ends the reading side on Ctrl-C, or when the copy cannot go on.
async fn stop(
    following: tokio::task::JoinHandle<anyhow::Result<()>>,
    handle: Handle<SocketAddr>,
) -> anyhow::Result<()> {
    let abort = following.abort_handle();
    let ended = tokio::select! {
        () = signals::stop() => Ok(()),
        ended = following => ended.context("the observer broke off").and_then(|ended| ended),
    };
    abort.abort();
    handle.graceful_shutdown(Some(std::time::Duration::from_secs(2)));
    ended
}

fn settings(genesis: &Genesis) -> Settings {
    Settings {
        office: Office {
            name: "观察员 · 共享社区".to_owned(),
            sponsor: "观察员副本，只读".to_owned(),
            ..Office::default()
        },
        demo: genesis.demo,
        observer: true,
        ..Settings::default()
    }
}

/// Keeps the trust file beside the copy, whole or not at all.
fn keep_trust(path: &Path, trust: &TrustFile) -> anyhow::Result<()> {
    let draft = path.with_extension("draft");
    std::fs::write(&draft, trust.to_json())
        .and_then(|()| std::fs::rename(&draft, path))
        .with_context(|| format!("cannot write {}", path.display()))
}
