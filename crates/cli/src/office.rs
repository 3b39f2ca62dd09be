//! One office, opened: node, vault, content, read models and the jobs between them.

use std::{path::Path, sync::Arc};

use anyhow::Context as _;
use ledger::Genesis;
use node::{Config, Node};
use portal::{
    areas::{Area, Areas},
    content::ContentStore,
    desk::{Desk, TrustBook},
    matchmaker::Matchmaker,
    projector,
};
use projections::Projections;
use vault::{OfficeKey, Vault, VaultSettings};
use verifier::TrustFile;

use crate::{
    clock,
    folder::{Folder, Lock},
    gateway::NodeGateway,
    identity,
    sample::Division,
};

/// A running office.
pub(crate) struct RunningOffice {
    pub(crate) desk: Arc<Desk>,
    pub(crate) areas: Arc<Areas>,
    pub(crate) node: Node,
    _lock: Lock,
}

/// What an office is opened with.
pub(crate) struct Opening<'a> {
    pub(crate) folder: &'a Folder,
    pub(crate) lock: Lock,
    pub(crate) genesis: Genesis,
    pub(crate) vault: Vault,
    pub(crate) divisions: &'a [Division],
}

/// Opens the vault of a folder; a demonstration keeps its invented people signed in for longer.
pub(crate) async fn open_vault(folder: &Folder) -> anyhow::Result<Vault> {
    std::fs::create_dir_all(folder.identity())
        .with_context(|| format!("cannot create {}", folder.identity().display()))?;
    let key = OfficeKey::load_or_create(&folder.office_key())?;
    Vault::open_with(&folder.vault(), key, VaultSettings::default())
        .await
        .context("the vault cannot be opened")
}

/// The district's areas as the portal names them.
pub(crate) fn areas_of(divisions: &[Division]) -> Areas {
    Areas::new(divisions.iter().map(|division| Area {
        code: division.code,
        name_zh: division.name.zh.clone(),
        name_en: division.name.en.clone(),
    }))
}

impl RunningOffice {
    /// Starts the node, brings the read models up to its head and settles what a crash left open.
    pub(crate) async fn open(opening: Opening<'_>) -> anyhow::Result<Self> {
        let Opening {
            folder,
            lock,
            genesis,
            vault,
            divisions,
        } = opening;
        let seed = identity::validator_seed(folder)?;
        let office = genesis.founder.organisation;
        let areas = Arc::new(areas_of(divisions));
        let matchmaker = Matchmaker::new(&areas)?;
        let projections = Projections::open(&folder.views(), &genesis)
            .await
            .context("the read models cannot be opened: try `linli rebuild`")?
            .with_dictionary(matchmaker.words().dictionary());
        let config = Config::alone(folder.root().to_owned(), genesis.clone(), seed);
        let node =
            Node::start(config, Arc::new(clock::now_ms)).context("the ledger cannot start")?;
        write_trust(&folder.trust(), &genesis)?;
        let (progress, projected) = projector::progress();
        let desk = Arc::new(Desk {
            office,
            gateway: Arc::new(NodeGateway(node.clone())),
            vault: Arc::new(vault),
            projections: Arc::new(projections),
            content: ContentStore::open(&folder.content())?,
            matchmaker,
            projected,
            trust_book: TrustBook::default(),
        });
        projector::start(Arc::clone(&desk), progress).await?;
        let head = desk.gateway.head().header.height;
        desk.projected(head).await?;
        desk.settle_enrolments().await?;
        Ok(Self {
            desk,
            areas,
            node,
            _lock: lock,
        })
    }

    /// Stops the node; everything acknowledged is on disk already.
    pub(crate) async fn stop(self) {
        self.node.stop().await;
        self.desk.vault.close().await;
    }
}

fn write_trust(path: &Path, genesis: &Genesis) -> anyhow::Result<()> {
    let trust = TrustFile::from_genesis(genesis).context("genesis names no usable validators")?;
    std::fs::write(path, trust.to_json())
        .with_context(|| format!("cannot write {}", path.display()))
}
