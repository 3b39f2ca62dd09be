//! The invented people of a practice network: at each office somebody at the counter, and two
//! neighbours who live nearby.

use anyhow::Context as _;
use ledger::{
    PartyId,
    operation::identity::{GrantRole, Role, Scope},
};
use portal::desk::{Desk, NewResident, person};
use vault::{IdNumber, PersonalText, Pin, PinPolicy};

use super::offices::Plan;
use crate::{clock, serve::PracticePerson};

/// The PIN of everybody: they are invented.
const PIN: &str = "258147";
const NEIGHBOURS: [&str; 8] = [
    "阿珍",
    "老周",
    "小梁",
    "罗姨",
    "冯伯",
    "阿强",
    "何姐",
    "苏老师",
];

/// Enrols the people of the office at `place` of the list; the founder says who the first one is.
pub(super) async fn enrol(
    founder: &Desk,
    desk: &Desk,
    plan: &Plan,
    place: usize,
) -> anyhow::Result<Vec<PracticePerson>> {
    let mut people = Vec::new();
    let (name, about) = match plan.staff {
        Role::Auditor => ("审计员", ("核对这本账。", "Checks the ledger.")),
        _ => (
            "窗口",
            ("在窗口登记街坊。", "At the counter: enrols neighbours."),
        ),
    };
    let staff = format!("{}的{name}", plan.name_zh);
    let staff = enrol_one(desk, plan, (place, 0), &staff).await?;
    people.push(card(&staff, name, about));
    let grant = GrantRole {
        party: staff.party,
        role: plan.staff,
        scope: Scope::Area(plan.area),
        until: None,
    };
    founder.act(founder.office, grant.into()).await?;
    for number in 1..=2 {
        let name = NEIGHBOURS[(2 * place + number - 1) % NEIGHBOURS.len()];
        let neighbour = enrol_one(desk, plan, (place, number), name).await?;
        let about = ("住在附近的街坊。", "A neighbour who lives nearby.");
        people.push(card(&neighbour, name, about));
    }
    Ok(people)
}

struct Enrolled {
    party: PartyId,
    member_number: String,
}

async fn enrol_one(
    desk: &Desk,
    plan: &Plan,
    (place, number): (usize, usize),
    name: &str,
) -> anyhow::Result<Enrolled> {
    // Area 000000 belongs to nobody.
    let digits = format!("00000019700101{:03}", 10 * (place + 1) + number);
    let new = NewResident {
        name: PersonalText::new(name.to_owned()),
        id_number: IdNumber::complete(&digits).context("a practice ID number")?,
        phone: None,
        address: None,
        nickname: Some(PersonalText::new(name.to_owned())),
        community: plan.community,
        guardian: None,
    };
    let enrolled = desk.enrol(desk.office, new, clock::now_ms()).await?;
    let pin = Pin::parse(PIN).context("the practice PIN")?;
    let (who, policy) = (person(enrolled.person), PinPolicy::SampleAllowed);
    desk.vault
        .set_pin(who, pin, policy, clock::now_ms())
        .await?;
    Ok(Enrolled {
        party: enrolled.person,
        member_number: enrolled.member_number.to_string(),
    })
}

fn card(enrolled: &Enrolled, name: &str, about: (&str, &str)) -> PracticePerson {
    PracticePerson {
        party: enrolled.party.to_string(),
        name: name.to_owned(),
        about_zh: about.0.to_owned(),
        about_en: about.1.to_owned(),
        member_number: enrolled.member_number.clone(),
        pin: PIN.to_owned(),
    }
}
