//! One resident at the counter: who they are, a new sign-in code, an end to lost sessions.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::state::keys;
use vault::{Field, NameBasis, PersonId};

use super::handover::in_groups;
use super::{clerk_and_resident, read};
use crate::desk::{party, person};
use crate::extract::Path;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "counter/person.html")]
struct PersonPage {
    page: Page,
    resident: String,
    name: String,
    member_number: String,
    phone: Option<String>,
    community: String,
    enrolled: String,
    sessions: usize,
    /// How the real name was checked, by whom and when; one line each.
    checks: Vec<String>,
    is_minor: bool,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(resident): Path<String>,
) -> Result<Response, Error> {
    let pair = clerk_and_resident(&state, &page, &resident)?;
    let who = person(pair.1);
    let vault = &state.desk.vault;
    let subject = vault.subject(who).await?;
    let sessions = vault.sessions(who, page.wall_ms).await?.len();
    let fields = [Field::Name, Field::MemberNumber, Field::Phone];
    let data = read(&state, &page, pair, &fields).await?;
    let record = state.desk.gateway.head().state.get(&keys::party(pair.1));
    let area = record.ok_or_else(Error::not_found)?.area;
    view::html(&PersonPage {
        name: data.field(Field::Name).unwrap_or_default().to_owned(),
        member_number: in_groups(data.field(Field::MemberNumber).unwrap_or_default()),
        phone: data.field(Field::Phone).map(str::to_owned),
        community: state.areas.name(area, page.language),
        enrolled: view::format::full_day(page.t, subject.enrolled_ms),
        sessions,
        checks: checks(&state, &page, who).await?,
        is_minor: state.desk.is_minor(pair.1).await?,
        resident,
        page,
    })
}

async fn checks(state: &AppState, page: &Page, who: PersonId) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    for check in state.desk.vault.name_checks(who).await? {
        let clerk = state.desk.name(party(check.clerk), page.language).await?;
        let sentence = page.t.say(match check.basis {
            NameBasis::Document => "person-check-document",
            NameBasis::Register => "person-check-register",
        });
        let sentence = sentence.set("clerk", clerk.unwrap_or_default());
        lines.push(sentence.set("when", page.moment(check.at_ms)).to_string());
    }
    Ok(lines)
}

/// For a lost phone: nobody is signed in with it any more; the PIN stays.
pub(crate) async fn end_sessions(
    State(state): State<AppState>,
    page: Page,
    Path(resident): Path<String>,
) -> Result<Response, Error> {
    let (_, resident) = clerk_and_resident(&state, &page, &resident)?;
    let ended = state.desk.vault.close_all_sessions(person(resident));
    ended.await?;
    let path = format!("/counter/people/{resident}");
    let notice = "counter-sessions-ended";
    Ok(see_other_with_notice(
        &LocalPath::parse(&path),
        notice,
        page.tls(),
    ))
}
