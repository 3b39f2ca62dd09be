//! `linli demo`: one office with a sample district, ready for a newcomer.

mod story;

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use anyhow::{Context as _, bail};
use indicatif::{ProgressBar, ProgressStyle};
use ledger::{Genesis, PartyId, time::DAY_MS};
use portal::{AppState, DemoPerson, Office, Settings, jobs, register::FileRegister};
use tokio::net::TcpListener;
use vault::{NewOrganisation, PersonId, PersonalText, Vault};

use crate::{
    clock,
    clock::WallClock,
    folder::Folder,
    identity,
    office::{Company, Opening, RunningOffice, open_vault},
    sample::Sample,
    screen::say,
    signals,
};
use story::{SignInSheet, Story};

/// Starts one office with a sample district and serves it.
#[derive(clap::Args)]
pub(crate) struct Demo {
    /// Where the office keeps its data.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// The port that the portal listens on; 0 for any free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// How large the sample district is.
    #[arg(long, value_enum, default_value_t = Scale::Small)]
    scale: Scale,
    /// Begin again: removes what an earlier demonstration left in the data folder.
    #[arg(long)]
    fresh: bool,
}

/// The sample districts there are.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Scale {
    /// About sixty neighbours and a month of their life.
    Small,
}

/// Invented people whom the demonstration's register of real names knows.
const REGISTER: &str = include_str!("../data/register.csv");

impl Demo {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        let listener = listen(self.port).await?;
        let address = listener.local_addr().context("the port has no address")?;
        let Scale::Small = self.scale;
        let (office, settings) = open(&self.data, self.fresh).await?;
        // Passkeys belong to a name, never to an address in digits.
        let settings = Settings {
            origin: Some(format!("http://localhost:{}", address.port())),
            ..settings
        };
        greet(address, &settings);
        let mut state = AppState::new(
            Arc::new(WallClock),
            settings,
            Arc::clone(&office.desk),
            Arc::clone(&office.areas),
        );
        state.register = Some(Arc::new(FileRegister::parse(REGISTER)?));
        let jobs = tokio::spawn(jobs::run(Arc::clone(&office.desk), || {}));
        let service = portal::app(state).into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service)
            .with_graceful_shutdown(signals::stop())
            .await
            .context("the portal stopped")?;
        jobs.abort();
        office.stop().await;
        Ok(())
    }
}

async fn listen(port: u16) -> anyhow::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .with_context(|| {
            format!("port {port} is taken: stop the other program, or name another --port")
        })
}

/// Opens the demonstration in a folder, telling the sample story first where it is missing.
pub(crate) async fn open(
    data: &std::path::Path,
    fresh: bool,
) -> anyhow::Result<(RunningOffice, Settings)> {
    let folder = Folder::new(data);
    let lock = folder.lock()?;
    let sample = Sample::load()?;
    let complete = folder.sample_complete().exists();
    if fresh {
        folder.clear()?;
    } else if !complete && folder.genesis().exists() {
        begin_again(&folder)?;
    }
    let vault = open_vault(&folder).await?;
    let genesis = match identity::load_genesis(&folder)? {
        Some(genesis) => genesis,
        None => found(&folder, &vault, &sample).await?,
    };
    let divisions = &sample.divisions;
    let opening = Opening {
        folder: &folder,
        lock,
        office: genesis.founder.organisation,
        company: Company::default(),
        genesis,
        vault,
        divisions,
    };
    let office = RunningOffice::open(opening).await?;
    let sheets = match read_sheets(&folder)? {
        Some(sheets) => sheets,
        None => tell(&folder, &office, &sample).await?,
    };
    let settings = settings(&sample, &sheets);
    Ok((office, settings))
}

/// A story that was cut off is told anew; an office that is no demonstration is left alone.
fn begin_again(folder: &Folder) -> anyhow::Result<()> {
    let demo = identity::load_genesis(folder)?.is_some_and(|genesis| genesis.demo);
    if !demo {
        bail!(
            "{} belongs to an office that is no demonstration",
            folder.root().display()
        );
    }
    say("上次的示范数据没有准备完，重新开始。 / The sample was not complete: beginning again.");
    folder.clear()
}

/// Founds the network: the district office's key goes into the vault before genesis names it.
async fn found(folder: &Folder, vault: &Vault, sample: &Sample) -> anyhow::Result<Genesis> {
    let row = sample
        .organisations
        .first()
        .context("the sample has no organisation")?;
    let founder = PersonId::random()?;
    let new = NewOrganisation {
        person: founder,
        member_number: None,
        name: PersonalText::new(row.name.zh.clone()),
        registration_code: None,
        phone: None,
        address: None,
        sample: true,
        custodial_seed: None,
    };
    let now_ms = clock::now_ms();
    let enrolment = vault.begin_organisation(new, now_ms, founder).await?;
    vault.confirm_enrolment(founder).await?;
    let validator = node::public_key_of(identity::validator_seed(folder)?)
        .context("the validator key is not usable")?;
    let founder = (PartyId(founder.0), enrolment.public_key);
    let began_ms_ago = (story::DAYS + 1) * DAY_MS;
    let genesis = identity::demo_genesis(validator, founder, now_ms, began_ms_ago)?;
    identity::store_genesis(folder, &genesis)?;
    Ok(genesis)
}

async fn tell(
    folder: &Folder,
    office: &RunningOffice,
    sample: &Sample,
) -> anyhow::Result<Vec<SignInSheet>> {
    say("正在准备示范数据：一个月的邻里往来，逐条按真实规则写入账本。");
    say("Preparing the sample district: a month of neighbours, each act through the real rules.");
    let progress = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed}") {
        progress.set_style(style);
    }
    let story = Story::new(&office.desk, sample, ledger::Timestamp(clock::now_ms()));
    let sheets = story.live(&progress).await?;
    office.desk.vault.release_hashing_memory();
    progress.finish_and_clear();
    let path = folder.sample_complete();
    let draft = path.with_extension("draft");
    fs::write(&draft, serde_json::to_vec_pretty(&sheets)?)
        .and_then(|()| fs::rename(&draft, &path))
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(sheets)
}

fn read_sheets(folder: &Folder) -> anyhow::Result<Option<Vec<SignInSheet>>> {
    let path = folder.sample_complete();
    if !path.exists() {
        return Ok(None);
    }
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let sheets = serde_json::from_slice(&bytes)
        .with_context(|| format!("{} is damaged: start with --fresh", path.display()))?;
    Ok(Some(sheets))
}

fn settings(sample: &Sample, sheets: &[SignInSheet]) -> Settings {
    let demo_people = sample
        .featured()
        .filter_map(|(row, sign_in)| {
            let sheet = sheets.iter().find(|sheet| sheet.key == row.key)?;
            Some(DemoPerson {
                party: PartyId::from_hex(&sheet.party)?,
                name: row.nickname.clone(),
                about_zh: sign_in.what_to_try.zh.clone(),
                about_en: sign_in.what_to_try.en.clone(),
                member_number: sheet.member_number.clone(),
                pin: sign_in.pin.clone(),
            })
        })
        .collect();
    Settings {
        office: Office {
            name: "禅城区共享社区（示范）".to_owned(),
            name_en: Some("Chancheng Shared Community (demo)".to_owned()),
            sponsor: "Linli 示范，非政府网站".to_owned(),
            sponsor_en: Some("the Linli demonstration, not a government site".to_owned()),
            ..Office::default()
        },
        demo: true,
        tls: false,
        trusted_proxies: Vec::new(),
        origin: None,
        staff_passkeys: false,
        observer: false,
        demo_people,
    }
}

/// Where to go and who to be.
fn greet(address: SocketAddr, settings: &Settings) {
    let port = address.port();
    say("");
    say(&format!("  打开 / open   http://localhost:{port}/demo"));
    say("");
    say("  示范人物，点一下即可进入；也可以在登录页输入会员号和密码：");
    say("  Sample people: enter with one click, or sign in with member number and PIN:");
    say("");
    for person in &settings.demo_people {
        say(&format!(
            "  {}  {}  {}",
            person.member_number, person.pin, person.name
        ));
        say(&format!("      {}", person.about_zh));
        say(&format!("      {}", person.about_en));
    }
    say("");
    say("  按 Ctrl-C 停止，数据会保留。 / Ctrl-C stops; the data stays.");
}
