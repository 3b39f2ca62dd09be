//! A thing on the keeper's desk: where the ledger says it is, and the one thing to do about it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, Hash, HutId,
    operation::{
        hut::{DepositItem, FindItem, ReceiveItem, WithdrawItem},
        item::Condition,
    },
    state::sharing::{LoanStatus, Whereabouts},
};
use projections::{
    Page as Part,
    huts::Hut,
    items::{Item, Loan, LoanFilter},
};
use serde::Deserialize;

use super::{find_kept, words};
use crate::extract::{Form, Path};
use crate::forms::{Choice, FieldErrors};
use crate::pages::{items, listings, loans};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::view::{statuses::Status, windows::midnight};
use crate::{AppState, Error, Page, rejected, view};

/// The loans of a thing that can be under way at a time.
const LIVE_MAX: u32 = 32;

#[derive(Template)]
#[template(path = "huts/thing.html")]
struct ThingPage {
    page: Page,
    id: String,
    hut: String,
    item: String,
    title: String,
    place: String,
    owner: String,
    /// The code of what can be done, as in the addresses.
    act: Option<&'static str>,
    loans: Vec<Line>,
    conditions: Vec<Choice>,
    condition: String,
    errors: FieldErrors,
}

/// A loan under way.
struct Line {
    href: String,
    who: String,
    when: String,
    status: Status,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ThingForm {
    condition: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path((id, item)): Path<(String, String)>,
) -> Result<Response, Error> {
    let (hut, _) = find_kept(&state, &page, &id).await?;
    let item = items::find(&state, &item).await?;
    let before = items::condition_code(item.terms.condition).to_owned();
    let errors = FieldErrors::default();
    view::html(&filled(&state, page, (&hut, &item), (before, errors)).await?)
}

/// Carries out what the page offered; if things changed meanwhile, the ledger says so.
pub(crate) async fn press(
    State(state): State<AppState>,
    page: Page,
    Path((id, item, act)): Path<(String, String, String)>,
    Form(form): Form<ThingForm>,
) -> Result<Response, Error> {
    let (hut, me) = find_kept(&state, &page, &id).await?;
    let item = items::find(&state, &item).await?;
    let mut errors = FieldErrors::default();
    let looks = items::condition(&form.condition);
    if act == "deposit" && looks.is_none() {
        errors.add("condition", page.t.get("item-condition-error"));
    } else {
        let looks = looks.unwrap_or(item.terms.condition);
        let (action, notice) = action(&act, &item, hut.hut, looks).ok_or_else(Error::not_found)?;
        match state.desk.act(me, action).await {
            Ok(_) => {
                let path = LocalPath::parse(&format!("/huts/{}/desk", hut.hut));
                return Ok(see_other_with_notice(&path, notice, page.tls()));
            }
            Err(error) => errors.add("now", rejected::sentence(page.t, error)?),
        }
    }
    view::html_again(&filled(&state, page, (&hut, &item), (form.condition, errors)).await?)
}

fn action(
    act: &str,
    item: &Item,
    hut: HutId,
    condition: Condition,
) -> Option<(Action, &'static str)> {
    let item = item.item;
    Some(match act {
        "deposit" => {
            let photo = Hash::ZERO;
            let deposit = DepositItem {
                item,
                condition,
                photo,
            };
            (deposit.into(), "hut-deposited")
        }
        "withdraw" => (WithdrawItem { item }.into(), "hut-withdrawn"),
        "receive" => (ReceiveItem { item }.into(), "hut-received"),
        "found" => (FindItem { item, hut }.into(), "hut-found"),
        _ => return None,
    })
}

/// What can be done with a thing that lies on the desk of this hut.
fn act_for(item: &Item, hut: HutId, live: &[Loan]) -> Option<&'static str> {
    match item.place {
        Whereabouts::Owner if item.terms.hut == Some(hut) => Some("deposit"),
        Whereabouts::Hut(at) if at == hut && live.is_empty() => Some("withdraw"),
        Whereabouts::Transit(to) if to == hut => Some("receive"),
        Whereabouts::Missing(_) | Whereabouts::Lost => Some("found"),
        Whereabouts::Owner
        | Whereabouts::Hut(_)
        | Whereabouts::Transit(_)
        | Whereabouts::Borrower(_) => None,
    }
}

async fn filled(
    state: &AppState,
    page: Page,
    (hut, item): (&Hut, &Item),
    (condition, errors): (String, FieldErrors),
) -> Result<ThingPage, Error> {
    let live = live_loans(state, item).await?;
    let mut lines = Vec::new();
    for loan in &live {
        lines.push(line(state, &page, loan).await?);
    }
    Ok(ThingPage {
        id: hut.hut.to_string(),
        hut: words(state, &page, hut).name,
        item: item.item.to_string(),
        title: items::text_of(state, &page, item).title,
        place: items::place_words(state, &page, item).await?,
        owner: listings::name_of(state, &page, item.owner).await?,
        act: act_for(item, hut.hut, &live),
        loans: lines,
        conditions: items::conditions(&page),
        condition,
        errors,
        page,
    })
}

async fn live_loans(state: &AppState, item: &Item) -> Result<Vec<Loan>, Error> {
    let filter = LoanFilter {
        item: Some(item.item),
        ..LoanFilter::default()
    };
    let part = Part::first(LIVE_MAX);
    let mut found = state.desk.projections.loans(&filter, part).await?;
    found.retain(|loan| is_live(loan.status));
    Ok(found)
}

const fn is_live(status: LoanStatus) -> bool {
    matches!(
        status,
        LoanStatus::Requested
            | LoanStatus::Reserved
            | LoanStatus::HandedOver
            | LoanStatus::Returned
            | LoanStatus::Damage
            | LoanStatus::Loss
            | LoanStatus::Contested
            | LoanStatus::ReturnContested
    )
}

/// A loan leads to its own page, where it is handed over and taken back.
async fn line(state: &AppState, page: &Page, loan: &Loan) -> Result<Line, Error> {
    let day = |day: u32| page.day(midnight(day).0);
    let when = page
        .t
        .say("loan-days-words")
        .set("from", day(loan.from_day));
    Ok(Line {
        href: format!("/loans/{}", loan.loan),
        who: listings::name_of(state, page, loan.borrower).await?,
        when: when.set("last", day(loan.last_day)).to_string(),
        status: loans::status_of(loan, state.desk.now().china_day()),
    })
}
