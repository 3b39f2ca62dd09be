//! One office in a temporary folder: a ledger in memory, a vault, and neighbours who can sign in.

mod gateway;
mod people;

use std::{collections::BTreeMap, sync::Arc};

use ledger::{Genesis, PartyId};
use portal::{
    AppState, Clock, DemoPerson, Office, Settings,
    areas::{Area, Areas},
    content::ContentStore,
    desk::{Desk, TrustBook, person},
    matchmaker::Matchmaker,
    projector,
};
use projections::Projections;
use tempfile::TempDir;
use vault::{
    Argon2Cost, MemberNumber, NewOrganisation, OfficeKey, PersonId, PersonalText, Vault,
    VaultSettings,
};
use verifier::testing::KnownValidators;

use crate::{
    Chain,
    chain::{founder_of, genesis_of},
};

pub use gateway::MemoryGateway;
pub use people::{CAST, Line, Role};

/// The seed of every test office's ledger.
const SEED: u64 = 7;

/// The district of every test office: two subdistricts, three communities.
const AREAS: [(u64, &str, &str); 6] = [
    (440_604, "禅城区", "Chancheng District"),
    (440_604_010, "祖庙街道", "Zumiao Subdistrict"),
    (440_604_010_001, "培德社区", "Peide Community"),
    (440_604_010_003, "同济社区", "Tongji Community"),
    (440_604_011, "石湾镇街道", "Shiwanzhen Subdistrict"),
    (440_604_011_001, "河宕社区", "Hedang Community"),
];

/// Somebody of the cast, enrolled and ready to sign in.
#[derive(Clone, Debug)]
pub struct Member {
    /// Their id on the ledger.
    pub party: PartyId,
    /// Their legal name.
    pub name: &'static str,
    /// The number to sign in with.
    pub number: MemberNumber,
    /// Their PIN.
    pub pin: &'static str,
}

/// An office with everything behind it; its folder goes when it is dropped.
pub struct TestOffice {
    /// What pages go through.
    pub desk: Arc<Desk>,
    /// The district.
    pub areas: Arc<Areas>,
    /// The ledger and its clock.
    pub gateway: Arc<MemoryGateway>,
    members: BTreeMap<&'static str, Member>,
    folder: TempDir,
}

impl TestOffice {
    /// Opens an office with the whole [`CAST`] enrolled.
    pub async fn open() -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let validators = KnownValidators::from_seeds([1]);
        let genesis = Genesis {
            validators: validators.set(),
            ..genesis_of(SEED)
        };
        let views = Projections::open(&folder.path().join("views.db"), &genesis).await;
        let chain = Chain::from_genesis(genesis);
        let gateway = Arc::new(MemoryGateway::new(chain, validators));
        let (progress, projected) = projector::progress();
        let areas = Arc::new(areas());
        let (office, secret) = founder_of(SEED);
        let vault = vault(&folder, office, secret, gateway.wall_ms()).await;
        let content = ContentStore::open(&folder.path().join("content"));
        let desk = Arc::new(Desk {
            office,
            gateway: gateway.clone(),
            vault: Arc::new(vault),
            projections: Arc::new(views.expect("empty read models open")),
            content: content.expect("an empty content store opens"),
            matchmaker: Matchmaker::new(&areas).expect("the district makes a tree"),
            projected,
            trust_book: TrustBook::default(),
        });
        let following = projector::start(desk.clone(), progress).await;
        following.expect("the read models follow the ledger");
        let mut new = Self {
            desk,
            areas,
            gateway,
            members: BTreeMap::new(),
            folder,
        };
        for line in &CAST {
            let member = people::enrol(&new, line).await;
            new.members.insert(line.key, member);
        }
        new
    }

    /// Where the vault keeps its files, for tests that copy them.
    #[must_use]
    pub fn vault_folder(&self) -> std::path::PathBuf {
        self.folder.path().join("vault")
    }

    /// Somebody of the cast, for example `chen`.
    #[must_use]
    pub fn member(&self, key: &str) -> &Member {
        let member = self.members.get(key);
        member.unwrap_or_else(|| panic!("{key} is not in the cast"))
    }

    /// Where the office keeps its files.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The portal's state, of an ordinary network.
    #[must_use]
    pub fn state(&self) -> AppState {
        self.state_with(self.settings())
    }

    /// The portal's state, of a demonstration in which the whole cast is shown.
    #[must_use]
    pub fn demo_state(&self) -> AppState {
        let demo_people = CAST.iter().map(|line| self.demo_person(line)).collect();
        self.state_with(Settings {
            demo: true,
            demo_people,
            ..self.settings()
        })
    }

    /// The portal's state with other settings.
    #[must_use]
    pub fn state_with(&self, settings: Settings) -> AppState {
        let clock: Arc<dyn Clock> = self.gateway.clone();
        AppState::new(clock, settings, self.desk.clone(), self.areas.clone())
    }

    /// Settings of an ordinary office.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings {
            office: Office {
                name: "祖庙街道 · 共享社区".to_owned(),
                sponsor: "祖庙街道办事处（示例）".to_owned(),
                phone: Some("0757-0000-0000".to_owned()),
                ..Office::default()
            },
            origin: Some("http://localhost:8080".to_owned()),
            ..Settings::default()
        }
    }

    /// The `Cookie` header of somebody who is signed in.
    pub async fn cookie(&self, key: &str) -> String {
        let person = person(self.member(key).party);
        let session = self.desk.vault.open_session(person, self.gateway.wall_ms());
        let token = session.await.expect("a member of the cast has a session");
        format!("linli_session={}", token.reveal().as_str())
    }

    /// Lets time pass, on the wall and on the ledger.
    pub fn advance(&self, ms: u64) {
        self.gateway.advance(ms);
    }

    fn demo_person(&self, line: &Line) -> DemoPerson {
        let member = self.member(line.key);
        DemoPerson {
            party: member.party,
            name: line.name.to_owned(),
            about_zh: line.about.0.to_owned(),
            about_en: line.about.1.to_owned(),
            member_number: member.number.to_string(),
            pin: line.pin.to_owned(),
        }
    }
}

fn areas() -> Areas {
    Areas::new(AREAS.map(|(code, name_zh, name_en)| Area {
        code: ledger::AreaCode(code),
        name_zh: name_zh.to_owned(),
        name_en: name_en.to_owned(),
    }))
}

/// A vault that holds the key of the office, with a cost that tests can pay.
async fn vault(folder: &TempDir, office: PartyId, secret: [u8; 32], now_ms: u64) -> Vault {
    let settings = VaultSettings {
        argon2_cost: Argon2Cost {
            memory_kib: 8,
            passes: 1,
            lanes: 1,
        },
        ..VaultSettings::default()
    };
    let key = OfficeKey::from_bytes([7; 32]);
    let vault = Vault::open_with(&folder.path().join("vault"), key, settings).await;
    let vault = vault.expect("an empty vault opens");
    let founder = NewOrganisation {
        person: PersonId(office.0),
        member_number: None,
        name: PersonalText::new("禅城区行政服务中心".to_owned()),
        registration_code: None,
        phone: None,
        address: None,
        sample: true,
        custodial_seed: Some(secret.into()),
    };
    let enrolment = vault.begin_organisation(founder, now_ms, PersonId(office.0));
    let enrolment = enrolment.await.expect("the founder is new");
    let confirmed = vault.confirm_enrolment(enrolment.person).await;
    confirmed.expect("the founder was begun");
    vault
}
