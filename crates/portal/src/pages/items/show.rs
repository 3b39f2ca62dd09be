//! One thing: how it looks, where it is, when it is free, how often it was used, and what the
//! reader can do about it.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    PartyId, Points,
    operation::item::Approval,
    state::{keys, sharing::Shelf},
};
use projections::items::Item;

use super::calendar::{Cell, Days};
use super::form::condition_code;
use super::{distance_word, find, place_words, status_of, text_of};
use crate::content::ItemText;
use crate::extract::Path;
use crate::forms::FieldErrors;
use crate::pages::listings::{community_of, name_of};
use crate::told::amount;
use crate::view::{Markup, categories, statuses::Status};
use crate::{AppState, Error, Page, item_code, view};

#[derive(Template)]
#[template(path = "items/show.html")]
struct ItemPage {
    page: Page,
    id: String,
    text: ItemText,
    status: Status,
    facts: Vec<(String, String)>,
    /// "Used 31 times by 19 households."
    used: String,
    weeks: Vec<Vec<Cell>>,
    is_mine: bool,
    can_reserve: bool,
    /// It is offered to the reader for good.
    can_take: bool,
    is_given: bool,
    shelf: &'static str,
    code: String,
    qr: Option<Markup>,
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

async fn filled(state: &AppState, page: Page, id: &str) -> Result<ItemPage, Error> {
    let me = page.actor()?;
    let item = find(state, id).await?;
    let days = Days::of(state, &item).await?;
    let calendar = state.desk.projections.item_calendar(item.item).await?;
    let code = item_code::of(item.item);
    let is_mine = item.owner == me;
    let status = status_of(&item, &calendar, state.desk.now().china_day());
    Ok(ItemPage {
        id: item.item.to_string(),
        text: text_of(state, &page, &item),
        facts: facts(state, &page, &item, me).await?,
        used: used(state, &page, &item).await?,
        weeks: days.weeks(&page),
        is_mine,
        can_reserve: !is_mine && item.shelf == Shelf::Offered && status.tone != "bad",
        can_take: item.offered_to == Some(me),
        is_given: item.offered_to.is_some(),
        shelf: match item.shelf {
            Shelf::Offered => "offered",
            Shelf::Paused => "paused",
            Shelf::Recalled => "recalled",
        },
        status,
        qr: label(state, &page, &code).filter(|_| is_mine),
        code,
        errors: FieldErrors::default(),
        page,
    })
}

/// The address that a phone's camera opens.
pub(crate) fn address(state: &AppState, code: &str) -> String {
    let origin = state.settings.origin.as_deref().unwrap_or_default();
    format!("{origin}/i/{code}")
}

fn label(state: &AppState, page: &Page, code: &str) -> Option<Markup> {
    let label = page.t.say("item-qr-label").set("code", code).to_string();
    view::qr::svg(address(state, code).as_bytes(), &label).ok()
}

async fn facts(
    state: &AppState,
    page: &Page,
    item: &Item,
    me: PartyId,
) -> Result<Vec<(String, String)>, Error> {
    let t = page.t;
    let terms = &item.terms;
    let condition = t.get(&format!("condition-{}", condition_code(terms.condition)));
    let deposit = match terms.deposit {
        Points::ZERO => t.get("item-no-deposit"),
        points => t
            .say("item-deposit-words")
            .set("points", amount(t, points))
            .to_string(),
    };
    let approval = match terms.approval {
        Approval::Instant => t.get("item-approval-instant"),
        Approval::OnRequest => t.get("item-approval-on_request"),
    };
    let home = community_of(state, me)?;
    let distance = t.get(distance_word(home, item.area));
    let area = state.areas.name(item.area, page.language);
    let credit = state.desk.projections.lender_credit(item.owner).await?;
    let owner = name_of(state, page, item.owner).await?;
    let lender = t.say("item-lender").set("name", owner).set("count", credit);
    Ok(vec![
        (
            t.get("item-row-category"),
            categories::name(t, terms.category),
        ),
        (t.get("item-row-condition"), condition),
        (
            t.get("item-row-place"),
            place_words(state, page, item).await?,
        ),
        (t.get("item-row-area"), format!("{area} · {distance}")),
        (t.get("item-row-owner"), lender.to_string()),
        (
            t.get("item-row-days"),
            t.say("item-days")
                .set("days", u32::from(terms.loan_days))
                .to_string(),
        ),
        (t.get("item-row-deposit"), deposit),
        (t.get("item-row-approval"), approval),
    ])
}

/// People who registered as one household count once.
async fn used(state: &AppState, page: &Page, item: &Item) -> Result<String, Error> {
    let times = state.desk.projections.item_use(item.item).await?.times;
    let borrowers = state.desk.projections.item_borrowers(item.item).await?;
    let ledger = state.desk.gateway.head().state;
    let household = |party: PartyId| match ledger.get(&keys::household_of(party)) {
        Some(household) => household.0,
        None => party.0,
    };
    let households: BTreeSet<[u8; 16]> = borrowers.into_iter().map(household).collect();
    let sentence = page.t.say(if times == 0 {
        "item-unused"
    } else {
        "item-used"
    });
    Ok(sentence
        .set("times", times)
        .set("households", households.len())
        .to_string())
}
