//! 我的积分: what can be used, what is not final yet, what is promised, and line by line why.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    PartyId, Points,
    state::accounts::{AccountId, Cause},
};
use projections::{
    exchanges::Exchange,
    passbook::{Account, Line, LineStatus},
};
use serde::Deserialize;

use crate::extract::Query;
use crate::told::{amount, category_words};
use crate::{AppState, Error, Page, view};

const LINES_PER_PAGE: u32 = 20;
/// Points stay pending for ten minutes, so that the newest lines hold all of them.
const PENDING_LINES_MAX: u32 = 100;

#[derive(Template)]
#[template(path = "points/passbook.html")]
struct PassbookPage {
    page: Page,
    /// How many can be used now, without the word.
    available: String,
    /// What a second look at the number needs, each in one sentence.
    notes: Vec<String>,
    lines: Vec<LineInWords>,
    previous: Option<String>,
    next: Option<String>,
    can_donate: bool,
}

/// One line in words.
pub(super) struct LineInWords {
    pub(super) what: String,
    pub(super) when: String,
    amount: String,
    is_gain: bool,
    /// The points did not stay: shown crossed out.
    is_undone: bool,
    tone: &'static str,
    pub(super) status: String,
    exchange: Option<String>,
    receipt: String,
    /// Where the giver of a donation takes it back.
    withdraw: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct PassbookParams {
    before: Option<i64>,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Query(params): Query<PassbookParams>,
) -> Result<Response, Error> {
    let me = page.actor()?;
    let projections = &state.desk.projections;
    let account = projections.account(AccountId::Party(me)).await?;
    let part = projections::Page {
        before: params.before,
        limit: LINES_PER_PAGE + 1,
    };
    let mut found = projections.passbook(AccountId::Party(me), part).await?;
    let more = found.len() > usize::try_from(LINES_PER_PAGE).unwrap_or_default();
    if more {
        found.pop();
    }
    let next = found.last().filter(|_| more);
    let next = next.map(|line| format!("/points?before={}", line.sequence));
    let mut lines = Vec::new();
    for line in &found {
        lines.push(in_words(&state, &page, me, line).await?);
    }
    view::html(&PassbookPage {
        available: account.available.to_string(),
        notes: notes(&state, &page, me, &account).await?,
        lines,
        previous: params.before.map(|_| "/points".to_owned()),
        next,
        can_donate: super::donate::most(&account).is_positive(),
        page,
    })
}

async fn notes(
    state: &AppState,
    page: &Page,
    me: PartyId,
    account: &Account,
) -> Result<Vec<String>, Error> {
    let newest = projections::Page::first(PENDING_LINES_MAX);
    let newest = state
        .desk
        .projections
        .passbook(AccountId::Party(me), newest)
        .await?;
    let pending = newest
        .iter()
        .filter(|line| line.status == LineStatus::Pending);
    let (mut arriving, mut leaving) = (0, 0);
    for line in pending {
        if line.amount.is_positive() {
            arriving += line.amount.0;
        } else {
            leaving -= line.amount.0;
        }
    }
    let sums = [
        ("points-arriving", Points(arriving)),
        ("points-leaving", Points(leaving)),
        ("points-held", account.held),
    ];
    Ok(sums
        .into_iter()
        .filter(|(_, sum)| sum.is_positive())
        .map(|(key, sum)| {
            let points = amount(page.t, sum);
            page.t.say(key).set("points", points).to_string()
        })
        .collect())
}

pub(super) async fn in_words(
    state: &AppState,
    page: &Page,
    me: PartyId,
    line: &Line,
) -> Result<LineInWords, Error> {
    let what = match line.exchange {
        Some(id) => match state.desk.projections.exchange(id).await? {
            Some(exchange) => service(state, page, me, &exchange).await?,
            None => page.t.get("points-line-service"),
        },
        None => page.t.get(cause_words(line.cause)),
    };
    let (tone, status) = status(page, line);
    let is_undone = matches!(line.status, LineStatus::Reversed | LineStatus::Lifted);
    let is_gain = line.amount.is_positive() && !is_undone;
    let can_withdraw = matches!(line.cause, Cause::Donation | Cause::Contribution(_))
        && line.amount.0 < 0
        && line.status == LineStatus::Pending
        && page.now_ms <= line.settles_at.0;
    Ok(LineInWords {
        what,
        when: page.moment(line.posted_at.0),
        amount: signed(line.amount),
        is_gain,
        is_undone,
        tone,
        status,
        exchange: line
            .exchange
            .map(|exchange| format!("/exchanges/{exchange}")),
        receipt: format!("/receipts/{}", line.operation),
        withdraw: can_withdraw.then(|| format!("/points/donations/{}/withdraw", line.transfer)),
    })
}

/// Why points moved that no service is behind.
const fn cause_words(cause: Cause) -> &'static str {
    match cause {
        Cause::Service(_) => "points-line-service",
        Cause::Donation => "points-line-donation",
        Cause::Gift(_) => "points-line-gift",
        Cause::Redemption(_) => "points-line-redemption",
        Cause::Grant(_) => "points-line-grant",
        Cause::Contribution(_) | Cause::Dissolution(_) => "points-line-household",
        Cause::Legacy(_) => "points-line-legacy",
        Cause::Expiry => "points-line-expiry",
        Cause::Funding => "points-line-funding",
        Cause::Guarantee => "points-line-guarantee",
        Cause::Correction(_) => "points-line-correction",
        Cause::Deposit(_) => "points-line-deposit",
        Cause::Activity(_) => "points-line-activity",
    }
}

async fn service(
    state: &AppState,
    page: &Page,
    me: PartyId,
    exchange: &Exchange,
) -> Result<String, Error> {
    let other = exchange.other_side(me);
    let name = match other {
        Some(other) => state.desk.name(other, page.language).await?,
        None => None,
    };
    let name = name.unwrap_or_else(|| page.t.get("points-neighbour"));
    let listing = state.desk.projections.listing(exchange.listing).await?;
    let category = listing.map_or_else(String::new, |listing| {
        category_words(page.t, listing.category)
    });
    let key = if exchange.provider == me {
        "points-line-helped"
    } else {
        "points-line-was-helped"
    };
    let stated = exchange.provider_statement.map(|stated| stated.minutes);
    let minutes = u64::from(stated.unwrap_or(exchange.minutes));
    let sentence = page.t.say(key).set("name", name).set("category", category);
    Ok(sentence.set("duration", page.duration(minutes)).to_string())
}

fn status(page: &Page, line: &Line) -> (&'static str, String) {
    let t = page.t;
    match line.status {
        LineStatus::Pending => {
            let until = page.moment(line.settles_at.0);
            let words = t.say("points-status-pending").set("until", until);
            ("wait", words.to_string())
        }
        LineStatus::Settled => ("good", t.get("points-status-settled")),
        LineStatus::Corrected => ("calm", t.get("points-status-corrected")),
        LineStatus::Reversed => ("calm", t.get("points-status-reversed")),
        LineStatus::Lifted => ("calm", t.get("points-status-lifted")),
    }
}

/// `+5.5` or `−12`, with a real minus sign.
fn signed(points: Points) -> String {
    if points.0 < 0 {
        return format!("−{}", Points(points.0.saturating_neg()));
    }
    format!("+{points}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_carry_their_sign() {
        assert_eq!(signed(Points(55)), "+5.5");
        assert_eq!(signed(Points(-120)), "−12");
    }
}
