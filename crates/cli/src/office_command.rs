//! `linli office`: the folder of a new office, as the first of a network or as one that joins.

use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use ledger::{AreaCode, Genesis, PartyId};
use serde::Deserialize;
use vault::{NewOrganisation, PersonId, PersonalText};
use verifier::TrustFile;

use crate::{
    card::{self, Card, Words},
    clock,
    folder::Folder,
    identity,
    membership::tell,
    office::open_vault,
    remote::Remote,
    screen::say,
    serve::{
        appoint::{Appointment, FirstRole},
        config::{
            AdminConfig, Config, LogConfig, NodeConfig, OfficeConfig, PeerConfig, PortalConfig,
        },
        control::Order,
    },
};

/// Makes the folder of a new office.
#[derive(clap::Subcommand)]
pub(crate) enum OfficeCommand {
    /// The first office of a new network: it agrees with itself until others join.
    Found(New),
    /// An office that joins a network which the others are to let it into.
    Join(Join),
    /// A card for a restored office: with a fresh validator key where the old one is lost.
    Card(ForCard),
    /// The first people of a running office, such as its administrators: name and ID number are
    /// read from the standard input, one line each, and the answer is a code that works once.
    Appoint(Appoint),
}

/// Appointing.
#[derive(clap::Args)]
pub(crate) struct Appoint {
    /// The data folder of the running office.
    #[arg(long)]
    data: PathBuf,
    /// What the person will be, over the office's whole area.
    #[arg(long, value_enum)]
    role: FirstRole,
    /// The code of the community in which the person lives.
    #[arg(long)]
    community: u64,
}

impl Appoint {
    /// Personal data is read from the input, not from arguments that other users could list.
    fn run(self) -> anyhow::Result<()> {
        let mut lines = io::stdin().lines();
        let mut line = |what: &str| -> anyhow::Result<String> {
            let line = lines
                .next()
                .with_context(|| format!("the {what} is missing"))?;
            Ok(line?.trim().to_owned())
        };
        let order = Order::Appoint(Appointment {
            role: self.role,
            community: self.community,
            name: line("name")?,
            id_number: line("ID number")?,
        });
        let answer = tell(&self.data, &order)?;
        say(&serde_json::to_string_pretty(&answer)?);
        Ok(())
    }
}

/// Who the office is and where.
#[derive(clap::Args)]
pub(crate) struct New {
    /// The folder to make.
    #[arg(long)]
    out: PathBuf,
    /// Its public name in Chinese.
    #[arg(long)]
    name: String,
    /// Its public name in English; the Chinese one when not given.
    #[arg(long)]
    name_en: Option<String>,
    /// What it does, in a sentence.
    #[arg(long, default_value = "")]
    about: String,
    /// The code of the area it works in, such as 440604 or 440604012.
    #[arg(long)]
    area: u64,
    /// Where its portal listens.
    #[arg(long)]
    portal: SocketAddr,
    /// The portal's public address; http:// and --portal when not given.
    #[arg(long)]
    url: Option<String>,
    /// Where the other offices reach it.
    #[arg(long)]
    node: SocketAddr,
    /// Where metrics are served.
    #[arg(long)]
    admin: Option<SocketAddr>,
}

/// Joining.
#[derive(clap::Args)]
pub(crate) struct Join {
    #[command(flatten)]
    new: New,
    /// The network's trust file.
    #[arg(long)]
    trust: PathBuf,
    /// The portal of any office of the network.
    #[arg(long)]
    from: String,
}

/// A card for an office that has a folder.
#[derive(clap::Args)]
pub(crate) struct ForCard {
    /// The configuration of the stopped office.
    #[arg(long)]
    config: PathBuf,
}

const GENESIS_BYTES_MAX: u64 = 1024 * 1024;

impl OfficeCommand {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Found(new) => new.found().await,
            Self::Join(join) => join.run().await,
            Self::Card(card) => card.run().await,
            Self::Appoint(appoint) => appoint.run(),
        }
    }
}

/// Fresh keys of an office.
struct Keys {
    organisation: PartyId,
    organisation_key: [u8; 32],
    seed: [u8; 32],
}

impl New {
    async fn found(self) -> anyhow::Result<()> {
        let folder = self.make_folder()?;
        let keys = self.make_keys(&folder).await?;
        let validator = node::public_key_of(keys.seed).context("the key is not usable")?;
        let founder = (keys.organisation, keys.organisation_key);
        let mut genesis = identity::demo_genesis(validator, founder, clock::now_ms(), 0)?;
        genesis.demo = false;
        genesis.district = AreaCode(self.area);
        identity::store_genesis(&folder, &genesis)?;
        let trust = TrustFile::from_genesis(&genesis)?;
        fs::write(folder.trust(), trust.to_json())?;
        let path = self.write_config(Vec::new())?;
        say(&format!(
            "the first office is ready: linli serve --config {}",
            path.display()
        ));
        say(&format!("hand out {}", folder.trust().display()));
        Ok(())
    }

    /// A new folder that nobody else can read.
    fn make_folder(&self) -> anyhow::Result<Folder> {
        let name = self.out.display();
        if self.out.exists() && fs::read_dir(&self.out)?.next().is_some() {
            bail!("{name} is not empty: name a new folder");
        }
        fs::create_dir_all(&self.out).with_context(|| format!("cannot create {name}"))?;
        let folder = Folder::new(&self.out);
        fs::create_dir_all(folder.identity())?;
        Ok(folder)
    }

    async fn make_keys(&self, folder: &Folder) -> anyhow::Result<Keys> {
        let vault = open_vault(folder).await?;
        let organisation = PersonId::random()?;
        let new = NewOrganisation {
            person: organisation,
            member_number: None,
            name: PersonalText::new(self.name.clone()),
            registration_code: None,
            phone: None,
            address: None,
            sample: false,
            custodial_seed: None,
        };
        let begun = vault.begin_organisation(new, clock::now_ms(), organisation);
        let organisation_key = begun.await?.public_key;
        vault.confirm_enrolment(organisation).await?;
        vault.close().await;
        let organisation = PartyId(organisation.0);
        identity::store_office(folder, organisation)?;
        Ok(Keys {
            organisation,
            organisation_key,
            seed: identity::validator_seed(folder)?,
        })
    }

    fn public_url(&self) -> String {
        let plain = || format!("http://{}", self.portal);
        self.url.clone().unwrap_or_else(plain)
    }

    fn write_config(&self, peers: Vec<PeerConfig>) -> anyhow::Result<PathBuf> {
        let url = self.public_url();
        let config = Config {
            data: PathBuf::from("."),
            office: OfficeConfig {
                name: self.name.clone(),
                sponsor: self.name.clone(),
                ..OfficeConfig::default()
            },
            portal: PortalConfig {
                listen: self.portal,
                behind_tls: url.starts_with("https://"),
                url: Some(url),
                trusted_proxies: Vec::new(),
                staff_passkeys: false,
                sms_spool: None,
                name_register: None,
                tls: None,
                acme: None,
            },
            admin: AdminConfig { listen: self.admin },
            node: NodeConfig {
                listen: Some(self.node),
                address: None,
                peers,
            },
            log: LogConfig::default(),
        };
        let path = self.out.join("linli.toml");
        fs::write(&path, config.write()?)
            .with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path)
    }

    fn words(&self) -> Words {
        Words {
            name_zh: self.name.clone(),
            name_en: self.name_en.clone().unwrap_or_else(|| self.name.clone()),
            about_zh: self.about.clone(),
            about_en: self.about.clone(),
            area: AreaCode(self.area),
        }
    }
}

/// One server as a portal tells of it: a hint, because every message of it is signed.
#[derive(Deserialize)]
struct SeatHint {
    key: String,
    name: String,
    address: String,
    portal: String,
}

impl Join {
    async fn run(self) -> anyhow::Result<()> {
        let trust = read_trust(&self.trust)?;
        let remote = Remote::new();
        let genesis = fetch_genesis(&remote, &self.from, &trust).await?;
        let url = format!("{}/sync/seats", self.from.trim_end_matches('/'));
        let hints = remote.get_later(url, None, GENESIS_BYTES_MAX).await?;
        let hints: Vec<SeatHint> = serde_json::from_slice(&hints)?;
        let peers: Vec<PeerConfig> = hints.into_iter().filter_map(peer).collect();
        if peers.is_empty() {
            bail!(
                "{} names no server of the network: ask its operator",
                self.from
            );
        }
        let folder = self.new.make_folder()?;
        let keys = self.new.make_keys(&folder).await?;
        identity::store_genesis(&folder, &genesis)?;
        fs::write(folder.trust(), trust.to_json())?;
        let config = self.new.write_config(peers)?;
        let place = (self.new.node.to_string(), self.new.public_url());
        let network = genesis.network();
        let seat = card::seat(network, keys.organisation, keys.seed, place)?;
        let card = Card::new(network, self.new.words(), keys.organisation_key, &seat);
        let path = folder.root().join("card.json");
        card.write(&path)?;
        say(&format!(
            "hand {} to the operator of an office of the network",
            path.display()
        ));
        say(&format!(
            "when it is let in: linli serve --config {}",
            config.display()
        ));
        Ok(())
    }
}

fn peer(hint: SeatHint) -> Option<PeerConfig> {
    Some(PeerConfig {
        name: hint.name,
        key: ledger::Hash::from_hex(&hint.key)?.0,
        address: hint.address.parse().ok()?,
        portal: Some(hint.portal).filter(|url| !url.is_empty()),
    })
}

/// Reads a trust file.
pub(crate) fn read_trust(path: &Path) -> anyhow::Result<TrustFile> {
    let name = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    TrustFile::from_json(&text).with_context(|| format!("in {name}"))
}

/// The genesis from any portal: its hash must be the network that the trust file names.
pub(crate) async fn fetch_genesis(
    remote: &Remote,
    from: &str,
    trust: &TrustFile,
) -> anyhow::Result<Genesis> {
    let url = format!("{}/sync/genesis", from.trim_end_matches('/'));
    let bytes = remote.get_later(url, None, GENESIS_BYTES_MAX).await?;
    match ledger::decode::<Genesis>(&bytes) {
        Some(genesis) if genesis.network() == trust.network() => Ok(genesis),
        _ => bail!("{from} gave the genesis of another network than the trust file names"),
    }
}

impl ForCard {
    async fn run(self) -> anyhow::Result<()> {
        let config = Config::load(&self.config)?;
        let folder = Folder::new(&config.data);
        let _lock = folder.lock()?;
        let name = config.data.display();
        let genesis = identity::load_genesis(&folder)?;
        let genesis = genesis.with_context(|| format!("{name} holds no genesis"))?;
        let office = identity::load_office(&folder)?;
        let office = office.with_context(|| format!("{name} holds no office"))?;
        let vault = open_vault(&folder).await?;
        let organisation_key = vault.public_key(PersonId(office.0)).await;
        let organisation_key = organisation_key.context("the vault does not hold this office")?;
        vault.close().await;
        let address = config.node.address.or(config.node.listen);
        let address = address.context("node.listen is missing: where do the others reach it?")?;
        let place = (address.to_string(), config.portal.url.unwrap_or_default());
        let (network, seed) = (genesis.network(), identity::validator_seed(&folder)?);
        let seat = card::seat(network, office, seed, place)?;
        let words = Words {
            name_zh: config.office.name.clone(),
            name_en: config.office.name,
            about_zh: String::new(),
            about_en: String::new(),
            area: genesis.district,
        };
        let path = folder.root().join("card.json");
        Card::new(network, words, organisation_key, &seat).write(&path)?;
        say(&format!(
            "hand {} to the operator of an office of the network",
            path.display()
        ));
        Ok(())
    }
}
