//! For whom the reader answers: a guardian sees what a minor did, agrees, and takes it back.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use vault::{GuardianState, Guardianship, PersonId};

use crate::desk::{party, person};
use crate::extract::Path;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, view};

const DEEDS_SHOWN_MAX: u32 = 20;

#[derive(Template)]
#[template(path = "account/wards.html")]
struct WardsPage {
    page: Page,
    wards: Vec<Ward>,
}

struct Ward {
    id: PersonId,
    name: String,
    tone: &'static str,
    state: String,
    since: String,
    until: String,
    agreed: bool,
    deeds: Vec<Deed>,
}

struct Deed {
    what: String,
    when: String,
    operation: String,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let reader = person(page.actor()?);
    let mut wards = Vec::new();
    for one in state.desk.vault.wards(reader, page.now_ms).await? {
        wards.push(ward(&state, &page, &one).await?);
    }
    view::html(&WardsPage { page, wards })
}

pub(crate) async fn act(
    State(state): State<AppState>,
    page: Page,
    Path((id, act)): Path<(String, String)>,
) -> Result<Response, Error> {
    let reader = person(page.actor()?);
    let minor = ledger::PartyId::from_hex(&id).ok_or_else(Error::not_found)?;
    let (next, notice) = match act.as_str() {
        "agree" => (GuardianState::Agreed, "ward-agreed"),
        "end" => (GuardianState::Ended, "ward-ended"),
        _ => return Err(Error::not_found()),
    };
    let vault = &state.desk.vault;
    let moved = vault.move_guardianship((reader, person(minor)), next, page.now_ms);
    moved.await?;
    let path = LocalPath::parse("/me/wards");
    Ok(see_other_with_notice(&path, notice, page.tls()))
}

async fn ward(state: &AppState, page: &Page, one: &Guardianship) -> Result<Ward, Error> {
    let name = state.desk.name(party(one.minor), page.language).await?;
    let agreed = one.state == GuardianState::Agreed;
    Ok(Ward {
        id: one.minor,
        name: name.unwrap_or_default(),
        tone: if agreed { "good" } else { "wait" },
        state: page.t.get(&format!("ward-state-{}", one.state.code())),
        since: view::format::full_day(page.t, one.changed_ms),
        until: view::format::full_day(page.t, one.of_age_ms),
        agreed,
        deeds: deeds(state, page, one.minor).await?,
    })
}

/// What was recorded in the minor's name, newest first.
async fn deeds(state: &AppState, page: &Page, minor: PersonId) -> Result<Vec<Deed>, Error> {
    let first = projections::Page::first(DEEDS_SHOWN_MAX);
    let rows = state
        .desk
        .projections
        .operations_of(party(minor), first)
        .await?;
    let deed = |row: &projections::operations::OperationRow| {
        let names = row.names.iter();
        let words = names.map(|name| page.t.get(&format!("action-{name}")));
        Deed {
            what: words.collect::<Vec<_>>().join("、"),
            when: page.moment(row.time.0),
            operation: row.operation.to_string(),
        }
    };
    Ok(rows.iter().map(deed).collect())
}
