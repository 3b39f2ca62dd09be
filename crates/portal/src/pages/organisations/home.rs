//! The desk of an organisation: what it gives for points, who waits for it, what was given.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{PartyId, state::bank::EntryKind, time::DAY_MS};
use projections::catalogue::{CatalogueClaim, CatalogueEntry, ClaimStatus};

use super::{led, name};
use crate::extract::Path;
use crate::forms::FieldErrors;
use crate::pages::catalogue::{browse::status_of, claims::is_fresh, left, record_of, words_of};
use crate::redirect::{LocalPath, see_other};
use crate::told::amount;
use crate::view::statuses::Status;
use crate::{AppState, Error, Page, view};

/// How far back what was given is shown.
const GIVEN_SHOWN_MS: u64 = 30 * DAY_MS;

#[derive(Template)]
#[template(path = "organisations/choose.html")]
struct ChoosePage {
    page: Page,
    /// Address and name.
    organisations: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "organisations/home.html")]
pub(super) struct HomePage {
    page: Page,
    id: String,
    /// Where the link leads.
    new_entry: String,
    name: String,
    entries: Vec<EntryLine>,
    claims: Vec<ClaimLine>,
    code: String,
    errors: FieldErrors,
}

struct EntryLine {
    id: String,
    title: String,
    kind: &'static str,
    price: String,
    left: u32,
    is_open: bool,
}

struct ClaimLine {
    id: String,
    title: String,
    when: String,
    status: Status,
    can_end: bool,
    can_withdraw: bool,
}

/// Whoever leads one organisation is led to it.
pub(crate) async fn choose(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let all = state.desk.organisations_led_by(page.actor()?);
    if let [only] = all.as_slice() {
        return Ok(see_other(&LocalPath::parse(&format!(
            "/organisations/{only}"
        ))));
    }
    let mut organisations = Vec::new();
    for one in all {
        let path = format!("/organisations/{one}");
        organisations.push((path, name(&state, &page, one).await?));
    }
    view::html(&ChoosePage {
        page,
        organisations,
    })
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let organisation = led(&state, &page, &id)?;
    let nothing = (String::new(), FieldErrors::default());
    view::html(&filled(&state, page, organisation, nothing).await?)
}

/// The desk, with the code as typed and what is wrong with it.
pub(super) async fn filled(
    state: &AppState,
    page: Page,
    organisation: PartyId,
    (code, errors): (String, FieldErrors),
) -> Result<HomePage, Error> {
    Ok(HomePage {
        id: organisation.to_string(),
        new_entry: format!("/organisations/{organisation}/entries/new"),
        name: name(state, &page, organisation).await?,
        entries: entries(state, &page, organisation).await?,
        claims: claims(state, &page, organisation).await?,
        code,
        errors,
        page,
    })
}

async fn entries(
    state: &AppState,
    page: &Page,
    organisation: PartyId,
) -> Result<Vec<EntryLine>, Error> {
    let all = state.desk.projections.entries_of(organisation).await?;
    let line = |entry: CatalogueEntry| {
        let record = record_of(state, entry.entry);
        EntryLine {
            id: entry.entry.to_string(),
            title: words_of(state, page, &entry).title,
            kind: match entry.kind {
                EntryKind::Service => "entry-kind-service",
                EntryKind::DonatedGoods => "entry-kind-donated_goods",
            },
            price: amount(page.t, entry.price),
            left: record.as_ref().map_or(0, left),
            is_open: !entry.closed,
        }
    };
    Ok(all.into_iter().map(line).collect())
}

async fn claims(
    state: &AppState,
    page: &Page,
    organisation: PartyId,
) -> Result<Vec<ClaimLine>, Error> {
    let since = state.desk.now().minus_ms(GIVEN_SHOWN_MS);
    let projections = &state.desk.projections;
    let mut lines = Vec::new();
    for claim in projections.claims_on(organisation, since).await? {
        let Some(entry) = projections.catalogue_entry(claim.entry).await? else {
            continue;
        };
        lines.push(ClaimLine {
            title: words_of(state, page, &entry).title,
            ..line(page, &claim)
        });
    }
    Ok(lines)
}

fn line(page: &Page, claim: &CatalogueClaim) -> ClaimLine {
    ClaimLine {
        id: claim.redemption.to_string(),
        title: String::new(),
        when: page.moment(claim.changed_at.0),
        status: status_of(claim),
        can_end: matches!(claim.status, ClaimStatus::Queued | ClaimStatus::Reserved),
        can_withdraw: is_fresh(claim, page.now_ms),
    }
}
