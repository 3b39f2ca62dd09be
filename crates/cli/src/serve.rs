//! `linli serve`: one office as a service: node, portal, jobs, and an address for the operator.

mod admin;
mod affairs;
pub(crate) mod appoint;
pub(crate) mod config;
pub(crate) mod control;
mod jobs;
mod metrics;
pub(crate) mod tls;

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use anyhow::{Context as _, bail};
use ledger::PartyId;
use node::{Node, Peer};
use portal::{
    AppState, DemoPerson, Office, Settings, neighbours, register::FileRegister, sms::Spool,
};
use serde::{Deserialize, Serialize};
use tokio::task::JoinHandle;

use crate::{
    card,
    clock::WallClock,
    folder::Folder,
    identity, logging,
    office::{Company, Opening, RunningOffice, open_vault},
    remote::OtherPortals,
    sample::Sample,
    screen::say,
    signals,
};
use config::Config;
use jobs::Heartbeat;
use metrics::{Meters, Sources};

/// Runs one office as its configuration says.
#[derive(clap::Args)]
pub(crate) struct Serve {
    /// The configuration: docs/linli.example.toml explains every key.
    #[arg(long)]
    config: PathBuf,
}

/// An invented person of a practice network, whose sign-in is public.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PracticePerson {
    pub(crate) party: String,
    pub(crate) name: String,
    pub(crate) about_zh: String,
    pub(crate) about_en: String,
    pub(crate) member_number: String,
    pub(crate) pin: String,
}

impl Serve {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        let config = Config::load(&self.config)?;
        logging::start(&config.log)?;
        tls::choose_provider();
        let listener = tls::listen(config.portal.listen)?;
        let office = open(&config).await?;
        let sources = watch(&config, &office)?;
        if let Some(address) = config.admin.listen {
            let meters = Meters::new(sources.clone());
            admin::start(address, meters, sources.clone()).await?;
        }
        let (fetching, seat) = work_together(&config, &office, &sources)?;
        let mut state = AppState::new(
            Arc::new(WallClock),
            settings(&config)?,
            Arc::clone(&office.desk),
            Arc::clone(&office.areas),
        );
        if let Some(folder) = config.portal.sms_spool.clone() {
            state.sms = Some(Arc::new(Spool::new(folder)));
        }
        if let Some(path) = &config.portal.name_register {
            let name = path.display();
            let text =
                std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
            let register = FileRegister::parse(&text).with_context(|| format!("{name}"))?;
            state.register = Some(Arc::new(register));
        }
        let heartbeat = Arc::clone(&sources.heartbeat);
        let working = tokio::spawn(jobs::run(Arc::clone(&office.desk), heartbeat));
        let height = office.desk.gateway.head().header.height;
        tracing::info!(portal = %config.portal.listen, height, "the office is open");
        say(&format!("{}", config.portal.listen));
        let door = (listener, portal::app(state));
        let (halted, stop) = stop_or_halt(office.node.clone(), seat);
        let served = tls::serve(&config.portal, &config.data, door, stop).await;
        working.abort();
        fetching.abort();
        office.stop().await;
        match halted.get() {
            Some(reason) => bail!("{reason}"),
            None => served,
        }
    }
}

/// Opens the office's folder.
async fn open(config: &Config) -> anyhow::Result<RunningOffice> {
    let folder = Folder::new(&config.data);
    let Some(genesis) = identity::load_genesis(&folder)? else {
        let name = config.data.display();
        bail!("data: {name} holds no office: make one with `linli office found` or `office join`");
    };
    let lock = folder.lock()?;
    let sample = Sample::load()?;
    let vault = open_vault(&folder).await?;
    let office = identity::load_office(&folder)?.unwrap_or(genesis.founder.organisation);
    let peers = config.node.peers.iter().map(|peer| Peer {
        key: peer.key,
        address: peer.address,
    });
    let company = Company {
        listen: config.node.listen,
        peers: peers.collect(),
    };
    let opening = Opening {
        folder: &folder,
        lock,
        genesis,
        vault,
        divisions: &sample.divisions,
        office,
        company,
    };
    RunningOffice::open(opening).await
}

fn watch(config: &Config, office: &RunningOffice) -> anyhow::Result<Sources> {
    let seed = identity::validator_seed(&Folder::new(&config.data))?;
    let heartbeat = Arc::new(Heartbeat::new());
    let desk = Arc::clone(&office.desk);
    tokio::spawn(jobs::count(Arc::clone(&desk), Arc::clone(&heartbeat)));
    Ok(Sources {
        desk,
        node: office.node.clone(),
        gateway: office.gateway.clone(),
        heartbeat,
        data: config.data.clone(),
        key: node::public_key_of(seed).context("the validator key is not usable")?,
    })
}

/// Ends the service when somebody asks for it, or when the ledger cannot go on here.
fn stop_or_halt(
    node: Node,
    seat: JoinHandle<String>,
) -> (Arc<OnceLock<String>>, impl Future<Output = ()> + Send) {
    let halted = Arc::new(OnceLock::new());
    let told = Arc::clone(&halted);
    let stop = async move {
        tokio::select! {
            () = signals::stop() => {},
            reason = node.halted() => drop(told.set(reason)),
            Ok(reason) = seat => drop(told.set(reason)),
        }
    };
    (halted, stop)
}

/// Takes the operator's commands, says where this office is, and gets from the others the words
/// that they published.
fn work_together(
    config: &Config,
    office: &RunningOffice,
    sources: &Sources,
) -> anyhow::Result<(JoinHandle<()>, JoinHandle<String>)> {
    let folder = Folder::new(&config.data);
    let address = config.node.address.or(config.node.listen);
    let address = address
        .map(|address| address.to_string())
        .unwrap_or_default();
    let place = (address, config.portal.url.clone().unwrap_or_default());
    control::start(&folder, sources.clone(), place.clone())?;
    let portals = config
        .node
        .peers
        .iter()
        .filter_map(|peer| peer.portal.clone());
    let others = OtherPortals::new(portals.collect());
    let network = office.desk.gateway.head().header.network;
    let seat = if place.0.is_empty() {
        tokio::spawn(std::future::pending())
    } else {
        let seed = identity::validator_seed(&folder)?;
        let seat = card::seat(network, office.desk.office, seed, place)?;
        tokio::spawn(affairs::keep_seat(sources.clone(), seat, others.clone()))
    };
    let fetching = neighbours::Fetching {
        desk: Arc::clone(&office.desk),
        neighbours: Arc::new(others),
        cursor: config.data.join("content-height"),
    };
    Ok((tokio::spawn(neighbours::start(fetching)), seat))
}

fn settings(config: &Config) -> anyhow::Result<Settings> {
    let folder = Folder::new(&config.data);
    let demo = identity::load_genesis(&folder)?.is_some_and(|genesis| genesis.demo);
    let portal = &config.portal;
    let office = &config.office;
    Ok(Settings {
        office: Office {
            name: office.name.clone(),
            name_en: office.name_en.clone(),
            sponsor: office.sponsor.clone(),
            sponsor_en: office.sponsor_en.clone(),
            phone: office.phone.clone(),
            icp_record: office.icp_record.clone(),
            police_record: office.police_record.clone(),
        },
        demo,
        tls: portal.tls.is_some() || portal.acme.is_some() || portal.behind_tls,
        trusted_proxies: portal.trusted_proxies.clone(),
        origin: portal.url.clone(),
        staff_passkeys: portal.staff_passkeys,
        observer: false,
        demo_people: if demo {
            practice_people(&folder)?
        } else {
            Vec::new()
        },
    })
}

/// The people of a practice network, where the folder names any.
fn practice_people(folder: &Folder) -> anyhow::Result<Vec<DemoPerson>> {
    let path = folder.practice_people();
    if !path.exists() {
        return Ok(Vec::new());
    }
    let name = path.display();
    let bytes = std::fs::read(&path).with_context(|| format!("cannot read {name}"))?;
    let people: Vec<PracticePerson> =
        serde_json::from_slice(&bytes).with_context(|| format!("{name} is damaged"))?;
    let people = people.into_iter().filter_map(|one| {
        Some(DemoPerson {
            party: PartyId::from_hex(&one.party)?,
            name: one.name,
            about_zh: one.about_zh,
            about_en: one.about_en,
            member_number: one.member_number,
            pin: one.pin,
        })
    });
    Ok(people.collect())
}
