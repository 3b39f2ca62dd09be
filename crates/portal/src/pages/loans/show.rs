//! One loan: who, what, which days, what comes next and what can be done now.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{Points, state::sharing::LoanStatus};

use super::acts::{self, Act};
use super::{Case, Side, find, status_of};
use crate::extract::Path;
use crate::forms::{Choice, FieldErrors};
use crate::pages::items::{place_words, text_of};
use crate::pages::listings::name_of;
use crate::told::amount;
use crate::view::{statuses::Status, windows::midnight};
use crate::{AppState, Error, Page, item_code, view};

#[derive(Template)]
#[template(path = "loans/show.html")]
struct LoanPage {
    page: Page,
    id: String,
    item: String,
    title: String,
    photo: Option<String>,
    with: String,
    status: Status,
    next: String,
    acts: Vec<Act>,
    /// `hand-over` or `return`, when the reader can state it.
    statement: Option<&'static str>,
    decides: bool,
    longer: Vec<Choice>,
    last_day: String,
    facts: Vec<(String, String)>,
    /// Whom a complaint would be about; a keeper or a worker has none.
    other: Option<String>,
    receipt: String,
    errors: FieldErrors,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    view::html(&filled(&state, page, &id).await?)
}

/// The page as things stand now, above it why the last step was refused.
pub(super) async fn again(
    state: &AppState,
    page: Page,
    id: &str,
    complaint: String,
) -> Result<Response, Error> {
    let mut document = filled(state, page, id).await?;
    document.errors.add("now", complaint);
    view::html_again(&document)
}

async fn filled(state: &AppState, page: Page, id: &str) -> Result<LoanPage, Error> {
    let case = find(state, &page, id).await?;
    let text = text_of(state, &page, &case.item);
    let today = state.desk.now().china_day();
    Ok(LoanPage {
        id: case.loan.loan.to_string(),
        item: case.item.item.to_string(),
        title: text.title,
        photo: text.photo.map(|hash| format!("/photos/{hash}")),
        with: with(state, &page, &case).await?,
        status: status_of(&case.loan, today),
        next: next(&page, &case, today),
        acts: acts::possible(state, &case),
        statement: acts::statement(state, &case),
        decides: acts::decides(&case),
        longer: longer(&page, &case, today),
        last_day: String::new(),
        facts: facts(state, &page, &case).await?,
        other: match case.side {
            Side::Borrower => Some(case.loan.lender.to_string()),
            Side::Owner => Some(case.loan.borrower.to_string()),
            Side::Keeper(_) | Side::Worker => None,
        },
        receipt: format!("/receipts/{}", case.loan.operation),
        errors: FieldErrors::default(),
        page,
    })
}

/// Who lends to whom, from the reader's side.
async fn with(state: &AppState, page: &Page, case: &Case) -> Result<String, Error> {
    let lender = name_of(state, page, case.loan.lender).await?;
    let borrower = name_of(state, page, case.loan.borrower).await?;
    let key = match case.side {
        Side::Borrower => "loan-with-borrower",
        Side::Owner => "loan-with-owner",
        Side::Keeper(_) | Side::Worker => "loan-with-keeper",
    };
    let sentence = page.t.say(key).set("lender", lender);
    Ok(sentence.set("borrower", borrower).to_string())
}

/// What happens next, from the reader's side.
fn next(page: &Page, case: &Case, today: u32) -> String {
    let loan = &case.loan;
    let is_borrower = case.side == Side::Borrower;
    let late = today > loan.last_day;
    let key = match loan.status {
        LoanStatus::Requested if is_borrower => "loan-next-wait",
        LoanStatus::Requested => "loan-next-answer",
        LoanStatus::Reserved if today < loan.from_day => "loan-next-early",
        LoanStatus::Reserved if loan.lender_stated || loan.borrower_stated => "loan-next-other",
        LoanStatus::Reserved => "loan-next-pick-up",
        LoanStatus::HandedOver if loan.lender_stated || loan.borrower_stated => "loan-next-other",
        LoanStatus::HandedOver if loan.merged_at.is_some() && is_borrower => "loan-next-kiosk",
        LoanStatus::HandedOver if late && is_borrower => "loan-next-late",
        LoanStatus::HandedOver if late => "loan-next-late-lender",
        LoanStatus::HandedOver => "loan-next-return",
        LoanStatus::Returned if is_borrower => "loan-next-inspected",
        LoanStatus::Returned => "loan-next-inspect",
        LoanStatus::Damage
        | LoanStatus::Loss
        | LoanStatus::Contested
        | LoanStatus::ReturnContested => "loan-next-decision",
        _ => "loan-next-over",
    };
    let day = |day: u32| page.day(midnight(day).0);
    let late_days = today.saturating_sub(loan.last_day);
    let sentence = page.t.say(key).set("from", day(loan.from_day));
    let sentence = sentence.set("last", day(loan.last_day));
    sentence.set("days", late_days).to_string()
}

/// Up to when the borrower can ask to keep it.
fn longer(page: &Page, case: &Case, today: u32) -> Vec<Choice> {
    let first = case.loan.last_day.saturating_add(1).max(today);
    let latest = today.saturating_add(case.item.terms.loan_days.into());
    (first..=latest)
        .map(|day| Choice::new(day, page.day(midnight(day).0)))
        .collect()
}

async fn facts(state: &AppState, page: &Page, case: &Case) -> Result<Vec<(String, String)>, Error> {
    let (t, loan) = (page.t, &case.loan);
    let day = |day: u32| page.day(midnight(day).0);
    let days = t.say("loan-days-words").set("from", day(loan.from_day));
    let mut facts = vec![
        (
            t.get("loan-row-days"),
            days.set("last", day(loan.last_day)).to_string(),
        ),
        (
            t.get("item-row-place"),
            place_words(state, page, &case.item).await?,
        ),
        (t.get("loan-row-code"), item_code::of(case.item.item)),
    ];
    if let Some(proposed) = loan.proposed_day {
        facts.push((t.get("loan-row-proposed"), day(proposed)));
    }
    if loan.deposit != Points::ZERO {
        let held = t
            .say("item-deposit-words")
            .set("points", amount(t, loan.deposit));
        facts.push((t.get("item-row-deposit"), held.to_string()));
    }
    Ok(facts)
}
