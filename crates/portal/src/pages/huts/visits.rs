//! Who comes when: what is fetched from a hut and brought back in the next days, to print in the
//! morning.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::state::sharing::LoanStatus;
use projections::{
    Page as Part,
    huts::Hut,
    items::{Loan, LoanFilter},
};

use super::{find_kept, words};
use crate::extract::Path;
use crate::pages::{items, listings};
use crate::view::windows::midnight;
use crate::{AppState, Error, Page, view};

/// Loans of one kind that are looked through.
const LOANS_MAX: u32 = 500;
const DAYS_AHEAD: u32 = 7;

#[derive(Template)]
#[template(path = "huts/visits.html")]
struct VisitsPage {
    page: Page,
    id: String,
    hut: String,
    today: String,
    fetching: Vec<Visit>,
    returning: Vec<Visit>,
}

struct Visit {
    day: u32,
    when: String,
    who: String,
    what: String,
    href: String,
    is_late: bool,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (hut, _) = find_kept(&state, &page, &id).await?;
    view::html(&VisitsPage {
        id: hut.hut.to_string(),
        hut: words(&state, &page, &hut).name,
        today: page.day(state.desk.now().0),
        fetching: visits(&state, &page, &hut, LoanStatus::Reserved).await?,
        returning: visits(&state, &page, &hut, LoanStatus::HandedOver).await?,
        page,
    })
}

async fn visits(
    state: &AppState,
    page: &Page,
    hut: &Hut,
    status: LoanStatus,
) -> Result<Vec<Visit>, Error> {
    let filter = LoanFilter {
        status: Some(status),
        ..LoanFilter::default()
    };
    let part = Part::first(LOANS_MAX);
    let until = state.desk.now().china_day().saturating_add(DAYS_AHEAD);
    let mut found = Vec::new();
    for loan in state.desk.projections.loans(&filter, part).await? {
        if day_of(&loan) <= until {
            found.extend(visit(state, page, hut, &loan).await?);
        }
    }
    found.sort_by_key(|visit| visit.day);
    Ok(found)
}

/// The first day for what is fetched, the last one for what comes back.
fn day_of(loan: &Loan) -> u32 {
    match loan.status {
        LoanStatus::HandedOver => loan.last_day,
        _ => loan.from_day,
    }
}

/// Nothing if the thing does not belong to this hut.
async fn visit(
    state: &AppState,
    page: &Page,
    hut: &Hut,
    loan: &Loan,
) -> Result<Option<Visit>, Error> {
    let item = state.desk.projections.item(loan.item).await?;
    let Some(item) = item.filter(|item| item.terms.hut == Some(hut.hut)) else {
        return Ok(None);
    };
    let day = day_of(loan);
    Ok(Some(Visit {
        day,
        when: page.day(midnight(day).0),
        who: listings::name_of(state, page, loan.borrower).await?,
        what: items::text_of(state, page, &item).title,
        href: format!("/loans/{}", loan.loan),
        is_late: day < state.desk.now().china_day(),
    }))
}
