//! One exchange: who, what, when, where it stands, what can be done now, and what happened so far.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    PartyId, Points,
    operation::listing::ListingKind,
    state::{
        accounts::AccountId,
        keys,
        records::{ExchangeStatus, Funding},
    },
    time::MINUTE_MS,
};
use projections::exchanges::Exchange;

use super::acts::{self, Act};
use super::timeline::{self, Happened};
use super::{find, next, rating, status_for, subject, title_of};
use crate::extract::Path;
use crate::forms::{Choice, FieldErrors};
use crate::pages::listings::{lengths, name_of, pack, place_words};
use crate::told::amount;
use crate::view::{categories, statuses::Status};
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "exchanges/show.html")]
struct ExchangePage {
    page: Page,
    id: String,
    title: String,
    /// Who helps whom, from the reader's side.
    with: String,
    other: String,
    status: Status,
    /// What happens next, in words.
    next: String,
    acts: Vec<Act>,
    /// Another time that is proposed: beginning in milliseconds, and minutes.
    proposed: Option<(u64, u16)>,
    /// The minutes to confirm, and those to choose from.
    minutes: String,
    lengths: Vec<Choice>,
    minutes_left: u64,
    /// The clock would have to move before the service can be confirmed.
    is_early: bool,
    facts: Vec<(String, String)>,
    listings: Vec<(String, String)>,
    happened: Vec<Happened>,
    /// The service is over and can be rated.
    rates: bool,
    /// What a dispute would be about: its kind and its id.
    dispute: (&'static str, String),
    errors: FieldErrors,
}

impl ExchangePage {
    fn can(&self, act: &str) -> bool {
        self.acts.iter().any(|possible| possible.code() == act)
    }
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
    minutes: &str,
) -> Result<Response, Error> {
    let mut document = filled(state, page, id).await?;
    let field = if minutes.is_empty() { "now" } else { "minutes" };
    document.errors.add(field, complaint);
    if !minutes.is_empty() {
        minutes.clone_into(&mut document.minutes);
    }
    view::html_again(&document)
}

async fn filled(state: &AppState, page: Page, id: &str) -> Result<ExchangePage, Error> {
    let (exchange, other) = find(state, &page, id).await?;
    let me = page.actor()?;
    let now = state.desk.now();
    let pack = pack(state);
    let name = name_of(state, &page, other).await?;
    let stated = acts::statement(&exchange, other).map(|statement| statement.minutes);
    let left_ms = acts::reflection_ends(&exchange, &pack)
        .0
        .saturating_sub(now.0);
    let helps = if me == exchange.provider {
        "exchange-you-help"
    } else {
        "exchange-helps-you"
    };
    Ok(ExchangePage {
        id: exchange.exchange.to_string(),
        title: title_of(state, &page, &exchange).await?,
        with: page.t.say(helps).set("name", &*name).to_string(),
        status: status_for(&exchange, me),
        next: next::words(state, &page, &exchange, &name)?,
        acts: acts::all_possible(state, &exchange, me, &pack),
        proposed: proposed(state, &exchange),
        minutes: stated.unwrap_or(exchange.minutes).to_string(),
        lengths: lengths(&page),
        minutes_left: left_ms.div_ceil(MINUTE_MS),
        is_early: next::is_early(&exchange, now),
        facts: facts(state, &page, &exchange, me).await?,
        listings: listings(state, &page, &exchange).await?,
        happened: timeline::of(state, &page, &exchange, &name).await?,
        rates: rating::is_offered(&exchange),
        dispute: dispute(&exchange, other),
        errors: FieldErrors::default(),
        other: name,
        page,
    })
}

/// The record itself while the two sides contradict each other, then the points that moved; else
/// how the other side behaved.
fn dispute(exchange: &Exchange, other: PartyId) -> (&'static str, String) {
    match exchange.transfer {
        _ if exchange.status == ExchangeStatus::Contested => {
            ("exchange", exchange.exchange.to_string())
        }
        Some(transfer) => ("transfer", transfer.to_string()),
        None => ("party", other.to_string()),
    }
}

fn proposed(state: &AppState, exchange: &Exchange) -> Option<(u64, u16)> {
    let ledger = state.desk.gateway.head().state;
    let record = ledger.get(&keys::exchange(exchange.exchange))?;
    let proposed = record.proposed?;
    Some((proposed.start.0, proposed.minutes))
}

async fn facts(
    state: &AppState,
    page: &Page,
    exchange: &Exchange,
    me: PartyId,
) -> Result<Vec<(String, String)>, Error> {
    let t = page.t;
    let mut facts = vec![
        (t.get("exchange-row-start"), page.moment(exchange.start.0)),
        (
            t.get("exchange-row-minutes"),
            page.duration(u64::from(exchange.minutes)),
        ),
    ];
    if let Some(listing) = subject(state, exchange).await? {
        let place = place_words(state, page, listing.place).await?;
        let category = categories::name(t, listing.category);
        facts.push((t.get("new-row-category"), category));
        facts.push((t.get("new-row-place"), place));
    }
    facts.push((
        t.get("exchange-row-points"),
        points(state, page, exchange, me),
    ));
    Ok(facts)
}

/// What the points do, from the reader's side.
fn points(state: &AppState, page: &Page, exchange: &Exchange, me: PartyId) -> String {
    let t = page.t;
    if let Some(moved) = moved(state, exchange, me) {
        let key = if moved.is_positive() {
            "exchange-points-received"
        } else {
            "exchange-points-given"
        };
        let size = Points(moved.0.saturating_abs());
        return t.say(key).set("points", amount(t, size)).to_string();
    }
    let key = match exchange.funding {
        Funding::Issued => "exchange-points-issued",
        Funding::Paid if me == exchange.receiver => "exchange-points-held",
        Funding::Paid => "exchange-points-paid",
    };
    t.say(key)
        .set("points", amount(t, exchange.price))
        .to_string()
}

/// What the completed service moved on the reader's account.
fn moved(state: &AppState, exchange: &Exchange, me: PartyId) -> Option<Points> {
    let ledger = state.desk.gateway.head().state;
    let transfer = ledger.get(&keys::transfer(exchange.transfer?))?;
    let mine = |account: &AccountId| *account == AccountId::Party(me);
    let leg = transfer.legs.iter().find(|leg| mine(&leg.account))?;
    Some(leg.amount)
}

/// The listings behind it, to look at again.
async fn listings(
    state: &AppState,
    page: &Page,
    exchange: &Exchange,
) -> Result<Vec<(String, String)>, Error> {
    let mut links = Vec::new();
    for id in std::iter::once(exchange.listing).chain(exchange.own_listing) {
        if let Some(listing) = state.desk.projections.listing(id).await? {
            let key = match listing.kind {
                ListingKind::Need => "exchange-see-need",
                ListingKind::Offer => "exchange-see-offer",
            };
            links.push((page.t.get(key), format!("/listings/{id}")));
        }
    }
    Ok(links)
}
