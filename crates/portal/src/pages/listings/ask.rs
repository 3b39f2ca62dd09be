//! Asking for an offer, or answering a need: when, how long, and what it costs; then once more.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::category::share_a_group;
use ledger::{
    Action, ExchangeId, ListingId, Points, Timestamp,
    category::category,
    operation::{
        ExchangeAction,
        exchange::RequestExchange,
        listing::{ListingKind, MINUTES_MAX},
    },
    state::accounts::AccountId,
};
use projections::{
    Page as Part,
    listings::{Filter, Listing, ListingStatus},
};
use serde::Deserialize;

use super::hours::Starts;
use super::{code, community_of, find, name_of, pack, text_of};
use crate::extract::{Form, Path, Query};
use crate::forms::{Choice, FieldErrors};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::told::amount;
use crate::view::{categories, format};
use crate::{AppState, Error, Page, rejected, view};

mod agreement;

/// The most of the reader's own listings that are offered to choose from.
const OWN_MAX: u32 = 20;
/// As soon as possible.
const NOW: &str = "now";
/// No listing of one's own: for an offer this means paying with points.
const WITHOUT: &str = "none";

#[derive(Template)]
#[template(path = "listings/ask.html")]
struct AskPage {
    page: Page,
    kind: &'static str,
    id: String,
    title: String,
    owner: String,
    /// The reader's own listings that this could belong to; empty when there are none.
    owns: Vec<Choice>,
    /// Whether one can begin at once, and the later hours by day.
    can_now: bool,
    days: Vec<(String, Vec<Choice>)>,
    lengths: Vec<Choice>,
    /// What an hour costs and what the reader has; only for an offer.
    price_hint: String,
    params: AskForm,
    errors: FieldErrors,
    /// Everything in one sentence, and what follows, before it is sent.
    check: Option<(String, String)>,
}

impl AskPage {
    /// The sentence for needs or for offers.
    fn word(&self, key: &str) -> String {
        self.page.t.get(&format!("{key}-{}", self.kind))
    }

    fn heading(&self) -> String {
        let sentence = self.page.t.say(&format!("ask-title-{}", self.kind));
        sentence.set("name", &*self.owner).to_string()
    }

    /// The form again, with what was chosen.
    fn form_address(&self) -> String {
        let AskForm {
            own,
            start,
            minutes,
            ..
        } = &self.params;
        format!(
            "/listings/{}/ask?own={own}&start={start}&minutes={minutes}&edit=1",
            self.id
        )
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskForm {
    own: String,
    start: String,
    minutes: String,
    /// Set by whoever wants to change what was chosen.
    edit: String,
}

/// The two listings and what the reader could choose.
struct Question {
    asked: Listing,
    owns: Vec<Listing>,
}

/// A choice that can be sent.
struct Chosen {
    own: Option<ListingId>,
    start: Timestamp,
    is_now: bool,
    minutes: u16,
    price: Points,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Query(params): Query<AskForm>,
) -> Result<Response, Error> {
    let question = question(&state, &page, &id, &params).await?;
    if params.minutes.is_empty() || !params.edit.is_empty() {
        let fresh = question.usual(params);
        return view::html(&filled(&state, page, &question, fresh).await?);
    }
    let mut errors = FieldErrors::default();
    let chosen = chosen(&state, &page, &question, &params, &mut errors).await?;
    let document = filled(&state, page, &question, params).await?;
    match chosen {
        Some(chosen) => {
            let check = agreement::words(&state, &document, &question, &chosen).await?;
            view::html(&AskPage {
                check: Some(check),
                ..document
            })
        }
        None => view::html_again(&AskPage { errors, ..document }),
    }
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<AskForm>,
) -> Result<Response, Error> {
    let question = question(&state, &page, &id, &form).await?;
    let mut errors = FieldErrors::default();
    let chosen = chosen(&state, &page, &question, &form, &mut errors).await?;
    if let Some(chosen) = chosen {
        let action = Action::Exchange(ExchangeAction::RequestExchange(RequestExchange {
            listing: question.asked.listing,
            own_listing: chosen.own,
            start: chosen.start,
            minutes: chosen.minutes,
        }));
        match state.desk.act(page.actor()?, action).await {
            Ok(done) => {
                let exchange = ExchangeId::derive(done.operation, 0);
                let path = LocalPath::parse(&format!("/exchanges/{exchange}"));
                return Ok(see_other_with_notice(&path, "exchange-asked", page.tls()));
            }
            Err(error) => errors.add("start", rejected::sentence(page.t, error)?),
        }
    }
    let document = filled(&state, page, &question, form).await?;
    view::html_again(&AskPage { errors, ..document })
}

/// The listing in the address, if it takes questions from this reader.
async fn question(
    state: &AppState,
    page: &Page,
    id: &str,
    form: &AskForm,
) -> Result<Question, Error> {
    let me = page.actor()?;
    community_of(state, me)?;
    let asked = find(state, id).await?;
    if asked.owner == me {
        return Err(Error::not_found());
    }
    if asked.status_at(state.desk.now()) != ListingStatus::Open {
        return Err(Error::stale());
    }
    let filter = Filter {
        kind: Some(match asked.kind {
            ListingKind::Need => ListingKind::Offer,
            ListingKind::Offer => ListingKind::Need,
        }),
        owner: Some(me),
        open_at: Some(state.desk.now()),
        ..Filter::default()
    };
    let mut owns = state
        .desk
        .projections
        .listings(&filter, Part::first(OWN_MAX))
        .await?;
    owns.retain(|own| share_a_group(own.category, asked.category));
    // What is of another kind is offered only where the reader came from it.
    let group = |code| category(code).map(|row| row.group);
    owns.retain(|own| {
        group(own.category) == group(asked.category) || own.listing.to_string() == form.own
    });
    Ok(Question { asked, owns })
}

impl Question {
    /// The listing of one's own that a form names.
    fn own(&self, form: &AskForm) -> Option<&Listing> {
        let id = ListingId::from_hex(&form.own)?;
        self.owns.iter().find(|own| own.listing == id)
    }

    /// The form before anything was chosen, with what most people mean.
    fn usual(&self, form: AskForm) -> AskForm {
        let own = self.own(&form);
        let need = match self.asked.kind {
            ListingKind::Need => Some(&self.asked),
            ListingKind::Offer => own,
        };
        let usual = need.unwrap_or(&self.asked).minutes.to_string();
        // Whether to pay is a question of its own; giving has a plain answer.
        let is_open_question = self.asked.kind == ListingKind::Offer && !self.owns.is_empty();
        let own = match own {
            Some(own) => own.listing.to_string(),
            None if is_open_question && form.own != WITHOUT => String::new(),
            None => WITHOUT.to_owned(),
        };
        let minutes = if form.minutes.is_empty() {
            usual
        } else {
            form.minutes
        };
        AskForm {
            own,
            minutes,
            ..form
        }
    }

    fn starts(&self, form: &AskForm, now: Timestamp) -> Starts {
        let own = self.own(form).map_or(&[][..], |own| &own.windows);
        Starts::between(&self.asked.windows, own, now)
    }
}

/// What the form says, or complaints and nothing.
async fn chosen(
    state: &AppState,
    page: &Page,
    question: &Question,
    form: &AskForm,
    errors: &mut FieldErrors,
) -> Result<Option<Chosen>, Error> {
    let t = page.t;
    let own = question.own(form).map(|own| own.listing);
    if own.is_none() && form.own != WITHOUT {
        errors.add("own", t.get("ask-own-error"));
    }
    let now = state.desk.now();
    let starts = question.starts(form, now);
    let is_now = form.start == NOW && starts.now;
    let later = form.start.parse().ok().map(Timestamp);
    let start = match later.filter(|start| starts.has(*start)) {
        Some(start) => start,
        None if is_now => now,
        None => {
            errors.add("start", t.get("ask-start-error"));
            now
        }
    };
    let minutes = form.minutes.parse().unwrap_or(0);
    if !pack(state).minutes_fit(minutes, MINUTES_MAX) {
        errors.add("minutes", t.get("rejection-minutes_invalid"));
    }
    let is_paid = question.asked.kind == ListingKind::Offer && own.is_none();
    let price = match is_paid {
        true => pack(state).points_for(question.asked.category, u32::from(minutes)),
        false => Some(Points::ZERO),
    };
    let price = price.unwrap_or(Points::ZERO);
    if is_paid && errors.is_empty() && available(state, page).await? < price {
        errors.add("minutes", t.get("rejection-balance_too_low"));
    }
    Ok(errors.is_empty().then_some(Chosen {
        own,
        start,
        is_now,
        minutes,
        price,
    }))
}

async fn available(state: &AppState, page: &Page) -> Result<Points, Error> {
    let account = AccountId::Party(page.actor()?);
    Ok(state.desk.projections.account(account).await?.available)
}

async fn filled(
    state: &AppState,
    page: Page,
    question: &Question,
    params: AskForm,
) -> Result<AskPage, Error> {
    let asked = &question.asked;
    let starts = question.starts(&params, state.desk.now());
    Ok(AskPage {
        kind: code(asked.kind),
        id: asked.listing.to_string(),
        title: text_of(state, &page, asked).title,
        owner: name_of(state, &page, asked.owner).await?,
        owns: owns(state, &page, question),
        can_now: starts.now,
        days: days(&page, &starts),
        lengths: super::lengths(&page),
        price_hint: price_hint(state, &page, asked).await?,
        errors: FieldErrors::default(),
        check: None,
        params,
        page,
    })
}

/// The hours of each day, as a select shows them.
fn days(page: &Page, starts: &Starts) -> Vec<(String, Vec<Choice>)> {
    let hour = |day: &str, start: &Timestamp| {
        let time = format::time(page.t, start.0);
        let sentence = page.t.say("format-moment").set("day", day);
        Choice::new(start.0, sentence.set("time", time))
    };
    let day = |(_, hours): (&u32, &Vec<Timestamp>)| {
        let label = page.day(hours.first().map_or(0, |first| first.0));
        let choices = hours.iter().map(|start| hour(&label, start)).collect();
        (label, choices)
    };
    starts.days.iter().map(day).collect()
}

/// Without a listing of one's own there is nothing to choose.
fn owns(state: &AppState, page: &Page, question: &Question) -> Vec<Choice> {
    if question.owns.is_empty() {
        return Vec::new();
    }
    let (key, without) = match question.asked.kind {
        ListingKind::Need => ("ask-with-offer", "ask-without-offer"),
        ListingKind::Offer => ("ask-for-need", "ask-with-points"),
    };
    let mut choices: Vec<Choice> = question
        .owns
        .iter()
        .map(|own| {
            let title = text_of(state, page, own).title;
            let label = page.t.say(key).set("title", title);
            Choice::new(own.listing, label).hint(categories::name(page.t, own.category))
        })
        .collect();
    choices.push(Choice::new(WITHOUT, page.t.get(without)));
    choices
}

async fn price_hint(state: &AppState, page: &Page, asked: &Listing) -> Result<String, Error> {
    if asked.kind == ListingKind::Need {
        return Ok(String::new());
    }
    let hour = pack(state)
        .points_for(asked.category, 60)
        .unwrap_or(Points::ZERO);
    let sentence = page
        .t
        .say("ask-price-hint")
        .set("price", amount(page.t, hour));
    let available = available(state, page).await?;
    Ok(sentence
        .set("available", amount(page.t, available))
        .to_string())
}
