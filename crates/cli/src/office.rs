//! One office, opened: node, vault, content, read models and the jobs between them.

use std::{net::SocketAddr, path::Path, sync::Arc};

use anyhow::Context as _;
use ledger::{Genesis, PartyId};
use node::{Config, Node, Peer};
use portal::{
    areas::{Area, Areas},
    content::ContentStore,
    desk::{Desk, TrustBook},
    gateway::Gateway,
    matchmaker::Matchmaker,
    projector,
};
use projections::Projections;
use vault::{OfficeKey, Vault, VaultSettings};

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
    pub(crate) gateway: NodeGateway,
    _lock: Lock,
}

/// What an office is opened with.
pub(crate) struct Opening<'a> {
    pub(crate) folder: &'a Folder,
    pub(crate) lock: Lock,
    pub(crate) genesis: Genesis,
    pub(crate) vault: Vault,
    pub(crate) divisions: &'a [Division],
    /// The organisation whose office this is.
    pub(crate) office: PartyId,
    pub(crate) company: Company,
}

/// The other offices of the network.
#[derive(Clone, Debug, Default)]
pub(crate) struct Company {
    /// Where they reach this one; nowhere for an office that is a network of its own.
    pub(crate) listen: Option<SocketAddr>,
    pub(crate) peers: Vec<Peer>,
}

/// Where a container or a secret store hands over the office key, instead of a file.
const OFFICE_KEY: &str = "LINLI_OFFICE_KEY";

/// Opens the vault of a folder; a demonstration keeps its invented people signed in for longer.
pub(crate) async fn open_vault(folder: &Folder) -> anyhow::Result<Vault> {
    std::fs::create_dir_all(folder.identity())
        .with_context(|| format!("cannot create {}", folder.identity().display()))?;
    let key = match std::env::var(OFFICE_KEY) {
        Ok(text) => OfficeKey::from_hex(&text).context("LINLI_OFFICE_KEY is no key")?,
        Err(_) => OfficeKey::load_or_create(&folder.office_key())?,
    };
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
        let config = opening.node_config()?;
        let Opening {
            folder,
            lock,
            genesis,
            vault,
            divisions,
            office,
            ..
        } = opening;
        let node =
            Node::start(config, Arc::new(clock::now_ms)).context("the ledger cannot start")?;
        let gateway = NodeGateway::new(node.clone());
        let seat = Seat {
            folder,
            genesis: &genesis,
            divisions,
            office,
        };
        let (desk, areas) = seat.open_desk(Arc::new(gateway.clone()), vault).await?;
        desk.settle_enrolments().await?;
        write_trust(&folder.trust(), &desk).await?;
        Ok(Self {
            desk,
            areas,
            node,
            gateway,
            _lock: lock,
        })
    }

    /// Stops the node; everything acknowledged is on disk already.
    pub(crate) async fn stop(self) {
        self.node.stop().await;
        self.desk.vault.close().await;
    }
}

impl Opening<'_> {
    fn node_config(&self) -> anyhow::Result<Config> {
        let seed = identity::validator_seed(self.folder)?;
        let root = self.folder.root().to_owned();
        let mut config = Config::alone(root, self.genesis.clone(), seed);
        if let Some(listen) = self.company.listen {
            config.listen = listen;
        }
        config.peers.clone_from(&self.company.peers);
        Ok(config)
    }
}

/// Where a desk stands, whatever brings it the blocks.
pub(crate) struct Seat<'a> {
    pub(crate) folder: &'a Folder,
    pub(crate) genesis: &'a Genesis,
    pub(crate) divisions: &'a [Division],
    pub(crate) office: PartyId,
}

impl Seat<'_> {
    /// Opens everything but the ledger, and waits until the read models have reached its head.
    pub(crate) async fn open_desk(
        &self,
        gateway: Arc<dyn Gateway>,
        vault: Vault,
    ) -> anyhow::Result<(Arc<Desk>, Arc<Areas>)> {
        let areas = Arc::new(areas_of(self.divisions));
        let matchmaker = Matchmaker::new(&areas)?;
        let projections = Projections::open(&self.folder.views(), self.genesis)
            .await
            .context("the read models cannot be opened: try `linli rebuild`")?
            .with_dictionary(matchmaker.words().dictionary());
        let (progress, projected) = projector::progress();
        let desk = Arc::new(Desk {
            office: self.office,
            gateway,
            vault: Arc::new(vault),
            projections: Arc::new(projections),
            content: ContentStore::open(&self.folder.content())?,
            matchmaker,
            projected,
            trust_book: TrustBook::default(),
        });
        projector::start(Arc::clone(&desk), progress).await?;
        let head = desk.gateway.head().header.height;
        desk.projected(head).await?;
        Ok((desk, areas))
    }
}

/// Keeps the trust file beside the data, to be handed out.
pub(crate) async fn write_trust(path: &Path, desk: &Desk) -> anyhow::Result<()> {
    let trust = desk.trust().await.context("there is no trust file")?;
    std::fs::write(path, trust.to_json())
        .with_context(|| format!("cannot write {}", path.display()))
}
