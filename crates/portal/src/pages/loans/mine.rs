//! 我的借还: what I borrow, and what of mine others have.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{PartyId, state::sharing::LoanStatus};
use projections::{
    Page as Part,
    items::{Loan, LoanFilter},
};

use super::status_of;
use crate::pages::items::text_of;
use crate::pages::listings::name_of;
use crate::view::{statuses::Status, windows::midnight};
use crate::{AppState, Error, Page, view};

const LOANS_MAX: u32 = 60;

#[derive(Template)]
#[template(path = "loans/mine.html")]
struct MinePage {
    page: Page,
    /// The sections with anything in them: the key of the heading, and the lines.
    sections: Vec<(&'static str, Vec<Line>)>,
}

struct Line {
    href: String,
    title: String,
    with: String,
    when: String,
    status: Status,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let me = page.actor()?;
    let borrowing = LoanFilter {
        borrower: Some(me),
        ..LoanFilter::default()
    };
    let lending = LoanFilter {
        lender: Some(me),
        ..LoanFilter::default()
    };
    let views = &state.desk.projections;
    let mut loans = views.loans(&borrowing, Part::first(LOANS_MAX)).await?;
    loans.extend(views.loans(&lending, Part::first(LOANS_MAX)).await?);
    let (mut waiting, mut borrowed, mut lent, mut past) = (vec![], vec![], vec![], vec![]);
    for loan in &loans {
        let line = line(&state, &page, loan, me).await?;
        match loan.status {
            LoanStatus::Requested if loan.lender == me => waiting.push(line),
            LoanStatus::Returned if loan.lender == me => waiting.push(line),
            _ if is_over(loan.status) => past.push(line),
            _ if loan.borrower == me => borrowed.push(line),
            _ => lent.push(line),
        }
    }
    let mut sections = vec![
        ("loans-waiting", waiting),
        ("loans-borrowed", borrowed),
        ("loans-lent", lent),
        ("loans-past", past),
    ];
    sections.retain(|(_, lines)| !lines.is_empty());
    view::html(&MinePage { sections, page })
}

const fn is_over(status: LoanStatus) -> bool {
    matches!(
        status,
        LoanStatus::Closed
            | LoanStatus::Declined
            | LoanStatus::Withdrawn
            | LoanStatus::Cancelled
            | LoanStatus::Missed
            | LoanStatus::Expired
            | LoanStatus::Void
    )
}

async fn line(state: &AppState, page: &Page, loan: &Loan, me: PartyId) -> Result<Line, Error> {
    let item = state.desk.projections.item(loan.item).await?;
    let title = item.map(|item| text_of(state, page, &item).title);
    let (key, other) = if loan.borrower == me {
        ("loan-line-from", loan.lender)
    } else {
        ("loan-line-to", loan.borrower)
    };
    let name = name_of(state, page, other).await?;
    let day = |day: u32| page.day(midnight(day).0);
    let when = page
        .t
        .say("loan-days-words")
        .set("from", day(loan.from_day));
    Ok(Line {
        href: format!("/loans/{}", loan.loan),
        title: title.unwrap_or_default(),
        with: page.t.say(key).set("name", name).to_string(),
        when: when.set("last", day(loan.last_day)).to_string(),
        status: status_of(loan, state.desk.now().china_day()),
    })
}
