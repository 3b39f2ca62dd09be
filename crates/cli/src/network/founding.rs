//! The founding of a practice network: every office makes its keys, the first one names them all in
//! genesis, and then, with all of them running, registers the others.

use std::path::Path;

use anyhow::Context as _;
use ledger::{
    Action, Genesis, PartyId, ValidatorSet,
    operation::identity::{GrantRole, RegisterOrganisation, Scope},
    signature::{Custody, PublicKey},
};
use node::Peer;
use portal::content::PlaceText;
use vault::{NewOrganisation, PersonId, PersonalText, Vault};

use super::{new::Ports, offices::Plan, people};
use crate::{
    clock,
    folder::Folder,
    identity,
    office::{Company, Opening, RunningOffice, open_vault},
    sample::Sample,
    serve::PracticePerson,
};

/// Blocks per epoch where a consortium is practised: a change of offices takes effect in seconds.
const EPOCH_BLOCKS: u64 = 256;

/// What came of it, in the order of the plans.
pub(super) struct Founded {
    /// Validator keys.
    pub(super) keys: Vec<[u8; 32]>,
    pub(super) people: Vec<Vec<PracticePerson>>,
    /// The trust file of the new network.
    pub(super) trust: String,
}

/// An office with keys.
struct Member {
    folder: Folder,
    vault: Vault,
    organisation: PartyId,
    /// The organisation's key.
    public: [u8; 32],
    /// The validator's key.
    key: [u8; 32],
}

/// Makes the folders below `out`; the first office is the founder.
pub(super) async fn found(out: &Path, plans: &[Plan], ports: &[Ports]) -> anyhow::Result<Founded> {
    let mut members = Vec::new();
    for plan in plans {
        members.push(make(Folder::new(&out.join(&plan.slug)), plan).await?);
    }
    let keys: Vec<[u8; 32]> = members.iter().map(|member| member.key).collect();
    let public: Vec<_> = members
        .iter()
        .map(|one| (one.organisation, one.public))
        .collect();
    let genesis = genesis(&keys, public[0])?;
    let sample = Sample::load()?;
    let mut offices = Vec::new();
    for (place, member) in members.into_iter().enumerate() {
        identity::store_genesis(&member.folder, &genesis)?;
        let company = company(&keys, ports, place);
        offices.push(open(member, &genesis, &sample, company).await?);
    }
    register(&offices, plans, &public).await?;
    let mut everybody = Vec::new();
    for (place, (office, plan)) in offices.iter().zip(plans).enumerate() {
        let people = people::enrol(&offices[0].desk, &office.desk, plan, place).await?;
        let path = Folder::new(&out.join(&plan.slug)).practice_people();
        std::fs::write(&path, serde_json::to_vec_pretty(&people)?)?;
        everybody.push(people);
    }
    let trust = offices[0].desk.trust().await?.to_json();
    for office in offices {
        office.stop().await;
    }
    Ok(Founded {
        keys,
        people: everybody,
        trust,
    })
}

/// Keys and an empty vault that holds the organisation's key.
async fn make(folder: Folder, plan: &Plan) -> anyhow::Result<Member> {
    let vault = open_vault(&folder).await?;
    let organisation = PersonId::random()?;
    let new = NewOrganisation {
        person: organisation,
        member_number: None,
        name: PersonalText::new(plan.name_zh.clone()),
        registration_code: None,
        phone: None,
        address: None,
        sample: true,
        custodial_seed: None,
    };
    let now_ms = clock::now_ms();
    let enrolment = vault.begin_organisation(new, now_ms, organisation).await?;
    vault.confirm_enrolment(organisation).await?;
    let seed = identity::validator_seed(&folder)?;
    let organisation = PartyId(organisation.0);
    identity::store_office(&folder, organisation)?;
    Ok(Member {
        folder,
        vault,
        organisation,
        public: enrolment.public_key,
        key: node::public_key_of(seed).context("a validator key is not usable")?,
    })
}

fn genesis(keys: &[[u8; 32]], founder: (PartyId, [u8; 32])) -> anyhow::Result<Genesis> {
    let mut genesis = identity::demo_genesis(keys[0], founder, clock::now_ms(), 0)?;
    genesis.validators = ValidatorSet::new(keys.to_vec());
    genesis.epoch_blocks = EPOCH_BLOCKS;
    Ok(genesis)
}

fn company(keys: &[[u8; 32]], ports: &[Ports], me: usize) -> Company {
    let others = keys.iter().zip(ports).enumerate();
    let others = others.filter(|(place, _)| *place != me);
    Company {
        listen: Some(ports[me].node),
        peers: others
            .map(|(_, (key, ports))| Peer {
                key: *key,
                address: ports.node,
            })
            .collect(),
    }
}

async fn open(
    member: Member,
    genesis: &Genesis,
    sample: &Sample,
    company: Company,
) -> anyhow::Result<RunningOffice> {
    let lock = member.folder.lock()?;
    RunningOffice::open(Opening {
        folder: &member.folder,
        lock,
        genesis: genesis.clone(),
        vault: member.vault,
        divisions: &sample.divisions,
        office: member.organisation,
        company,
    })
    .await
}

/// The founder registers the other organisations and says what they may do.
async fn register(
    offices: &[RunningOffice],
    plans: &[Plan],
    public: &[(PartyId, [u8; 32])],
) -> anyhow::Result<()> {
    let founder = &offices[0].desk;
    for ((office, plan), (organisation, key)) in offices.iter().zip(plans).zip(public).skip(1) {
        let text = PlaceText {
            name_zh: plan.name_zh.clone(),
            name_en: plan.name_en.clone(),
            about_zh: plan.about_zh.to_owned(),
            about_en: plan.about_en.to_owned(),
            ..PlaceText::default()
        };
        // Both know the words: the one who says them, and the one whom they are about.
        office.desk.content.put(&text)?;
        let content = founder.content.put(&text)?;
        let mut actions = vec![Action::from(RegisterOrganisation {
            organisation: *organisation,
            kind: ledger::operation::identity::OrganisationKind::Department,
            area: plan.area,
            content,
            key: PublicKey::Ed25519(*key),
            custody: Custody::Custodial,
        })];
        actions.extend(plan.roles.iter().map(|role| {
            Action::from(GrantRole {
                party: *organisation,
                role: *role,
                scope: Scope::Area(plan.area),
                until: None,
            })
        }));
        let done = founder.act_all(founder.office, actions).await?;
        office.desk.projected(done.height).await?;
    }
    Ok(())
}
