//! The catalogue of one's community: services first, each with its price and what is left.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::state::{accounts::AccountId, bank::EntryKind};
use projections::catalogue::{CatalogueClaim, ClaimStatus};

use super::{community, left, record_of, words_of};
use crate::told::amount;
use crate::view::statuses::Status;
use crate::{AppState, Error, Page, view};

const CLAIMS_SHOWN_MAX: u32 = 20;

#[derive(Template)]
#[template(path = "catalogue/list.html")]
struct CataloguePage {
    page: Page,
    available: String,
    services: Vec<Line>,
    goods: Vec<Line>,
    claims: Vec<ClaimLine>,
}

struct Line {
    href: String,
    title: String,
    price: String,
    left: u32,
    sponsor: String,
}

struct ClaimLine {
    href: String,
    title: String,
    when: String,
    status: Status,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let me = page.actor()?;
    let projections = &state.desk.projections;
    let (mut services, mut goods) = (Vec::new(), Vec::new());
    for entry in projections.catalogue(community(&state, me)?).await? {
        let Some(record) = record_of(&state, entry.entry) else {
            continue;
        };
        let sponsor = state.desk.name(entry.sponsor, page.language).await?;
        let line = Line {
            href: format!("/catalogue/{}", entry.entry),
            title: words_of(&state, &page, &entry).title,
            price: amount(page.t, entry.price),
            left: left(&record),
            sponsor: sponsor.unwrap_or_default(),
        };
        match entry.kind {
            EntryKind::Service => services.push(line),
            EntryKind::DonatedGoods => goods.push(line),
        }
    }
    let account = projections.account(AccountId::Party(me)).await?;
    let claims = claims(&state, &page).await?;
    view::html(&CataloguePage {
        available: amount(page.t, account.available),
        services,
        goods,
        claims,
        page,
    })
}

async fn claims(state: &AppState, page: &Page) -> Result<Vec<ClaimLine>, Error> {
    let projections = &state.desk.projections;
    let mut lines = Vec::new();
    for claim in projections
        .claims_of(page.actor()?, CLAIMS_SHOWN_MAX)
        .await?
    {
        let Some(entry) = projections.catalogue_entry(claim.entry).await? else {
            continue;
        };
        lines.push(ClaimLine {
            href: format!("/catalogue/claims/{}", claim.redemption),
            title: words_of(state, page, &entry).title,
            when: page.moment(claim.asked_at.0),
            status: status_of(&claim),
        });
    }
    Ok(lines)
}

/// A claim's status as word and tone.
pub(crate) const fn status_of(claim: &CatalogueClaim) -> Status {
    let (tone, word) = match claim.status {
        ClaimStatus::Queued => ("wait", "claim-queued"),
        ClaimStatus::Reserved => ("good", "claim-reserved"),
        ClaimStatus::Given => ("good", "claim-given"),
        ClaimStatus::TakenBack => ("calm", "claim-taken-back"),
        ClaimStatus::Failed => ("calm", "claim-failed"),
        ClaimStatus::Expired => ("calm", "claim-expired"),
    };
    Status { tone, word }
}
