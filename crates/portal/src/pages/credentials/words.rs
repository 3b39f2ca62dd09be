//! Claims, facts and states in the reader's words.

use credentials::{Kind, status::Status};
use ledger::PartyId;
use serde_json::Value;

use crate::desk::credentials::Claim;
use crate::i18n::Language;
use crate::view::categories;
use crate::{AppState, Page};

/// What a credential is about: "Service hours in 2026".
pub(super) fn title(state: &AppState, page: &Page, claim: &Claim) -> String {
    let about = match claim.kind {
        Kind::Membership => {
            let organisation_id = claim.about.split('/').next().unwrap_or_default();
            organisation(state, page, organisation_id)
        }
        Kind::SkillLicence => category(page, &claim.about),
        Kind::ServiceHours | Kind::IdentityLevel | Kind::AgeOverSixty => claim.about.clone(),
    };
    let key = format!("credential-kind-{}", claim.kind.code());
    page.t.say(&key).set("about", about).to_string()
}

/// A kind without saying about what.
pub(super) fn kind(page: &Page, kind: Kind) -> String {
    page.t.get(&format!("credential-name-{}", kind.code()))
}

/// One fact: "at least 40 hours: yes".
pub(super) fn fact(state: &AppState, page: &Page, name: &str, value: &Value) -> String {
    let said = match (name, value) {
        ("organisation", Value::String(id)) => organisation(state, page, id),
        ("category", Value::String(code)) => category(page, code),
        ("level" | "capacity", Value::String(code)) => {
            let key = format!("credential-{name}-{code}");
            known(page, &key).unwrap_or_else(|| code.clone())
        }
        (_, Value::Bool(true)) => page.t.get("credential-yes"),
        (_, Value::Bool(false)) => page.t.get("credential-no"),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    };
    format!(
        "{}{}{said}",
        fact_name(page, name),
        page.t.get("credential-colon")
    )
}

/// What a fact is called, whatever it says.
pub(super) fn fact_name(page: &Page, name: &str) -> String {
    if let Some(hours) = name.strip_prefix("hours_at_least_") {
        let hours: u32 = hours.parse().unwrap_or_default();
        return page
            .t
            .say("credential-hours-at-least")
            .set("count", hours)
            .to_string();
    }
    known(page, &format!("credential-fact-{name}")).unwrap_or_else(|| name.to_owned())
}

/// Whether it holds: tone and word.
pub(super) fn standing(page: &Page, status: Status) -> (&'static str, String) {
    match status {
        Status::Valid => ("good", page.t.get("credential-valid")),
        Status::Revoked => ("bad", page.t.get("credential-revoked")),
        Status::Suspended => ("wait", page.t.get("credential-suspended")),
    }
}

fn organisation(state: &AppState, page: &Page, id: &str) -> String {
    let text = PartyId::from_hex(id).and_then(|id| state.desk.organisation_text(id));
    text.map_or_else(
        || page.t.get("credential-organisation-unnamed"),
        |text| match page.language {
            Language::Chinese => text.name_zh,
            Language::English => text.name_en,
        },
    )
}

fn category(page: &Page, code: &str) -> String {
    let parsed = categories::parse(code);
    parsed.map_or_else(|| code.to_owned(), |code| categories::name(page.t, code))
}

fn known(page: &Page, key: &str) -> Option<String> {
    page.t.has(key).then(|| page.t.get(key))
}
