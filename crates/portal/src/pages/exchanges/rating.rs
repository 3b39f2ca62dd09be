//! Rating a service: one to five stars and a few words, sealed until both have spoken; then open,
//! with a right of reply.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, ExchangeId, PartyId, Rejection,
    operation::rating::{ReplyToRating, STARS_MAX, WithdrawRating, WithdrawReply},
    rules::rating::WINDOW_MS,
    state::{keys, records::ExchangeStatus, service::Rating},
};
use projections::exchanges::Exchange;
use serde::Deserialize;

use super::{find, title_of};
use crate::content::RatingText;
use crate::desk::ActError;
use crate::extract::{Form, Path};
use crate::forms::{Choice, FieldErrors};
use crate::pages::listings::{missing_words, name_of, pack};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected, view};

const WORDS_CHARACTERS_MAX: usize = 200;

#[derive(Template)]
#[template(path = "exchanges/rating.html")]
struct RatingPage {
    page: Page,
    id: String,
    title: String,
    other: String,
    mine: Said,
    theirs: Said,
    /// The reader can rate now.
    open: bool,
    can_withdraw: bool,
    can_reply: bool,
    can_withdraw_reply: bool,
    form: RatingForm,
    errors: FieldErrors,
}

/// What one side said.
#[derive(Default)]
struct Said {
    sealed: bool,
    stars: u8,
    /// The stars in words.
    verdict: String,
    words: String,
    reply: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct RatingForm {
    stars: String,
    words: String,
    reply: String,
}

impl RatingPage {
    fn stars(&self) -> Vec<Choice> {
        let choice = |stars: u8| {
            let label = self.page.t.get(&format!("rating-stars-{stars}"));
            Choice::new(stars, label)
        };
        (1..=STARS_MAX).rev().map(choice).collect()
    }
}

/// Whether a service can be rated or its ratings be seen.
pub(super) fn is_offered(exchange: &Exchange) -> bool {
    exchange.status == ExchangeStatus::Completed
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let nothing = (RatingForm::default(), FieldErrors::default());
    view::html(&filled(&state, page, &id, nothing).await?)
}

pub(crate) async fn rate(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<RatingForm>,
) -> Result<Response, Error> {
    let (exchange, _) = find(&state, &page, &id).await?;
    let mut errors = FieldErrors::default();
    let stars = form.stars.parse().ok();
    let stars = stars.filter(|stars| (1..=STARS_MAX).contains(stars));
    if stars.is_none() {
        errors.add("stars", page.t.get("rating-stars-error"));
    }
    let words = form.words.trim().to_owned();
    complain_about(&page, "words", &words, &mut errors);
    let (Some(stars), true) = (stars, errors.is_empty()) else {
        return view::html_again(&filled(&state, page, &id, (form, errors)).await?);
    };
    let said = (stars, words);
    match state
        .desk
        .rate(page.actor()?, exchange.exchange, said)
        .await
    {
        Ok(()) => Ok(back(&page, exchange.exchange, "rated")),
        Err(error) => {
            errors.add("stars", rejected::sentence(page.t, error)?);
            view::html_again(&filled(&state, page, &id, (form, errors)).await?)
        }
    }
}

pub(crate) async fn act(
    State(state): State<AppState>,
    page: Page,
    Path((id, act)): Path<(String, String)>,
    Form(form): Form<RatingForm>,
) -> Result<Response, Error> {
    let (exchange, _) = find(&state, &page, &id).await?;
    let exchange = exchange.exchange;
    let (action, notice) = match act.as_str() {
        "withdraw" => (
            Action::from(WithdrawRating { exchange }),
            "rating-withdrawn",
        ),
        "withdraw-reply" => (Action::from(WithdrawReply { exchange }), "reply-withdrawn"),
        "reply" => {
            let mut errors = FieldErrors::default();
            let words = form.reply.trim().to_owned();
            if words.is_empty() {
                errors.add("reply", page.t.get("rating-reply-empty"));
            }
            complain_about(&page, "reply", &words, &mut errors);
            if !errors.is_empty() {
                return view::html_again(&filled(&state, page, &id, (form, errors)).await?);
            }
            let text = RatingText { words };
            let words = state.desk.content.put(&text).map_err(Error::internal)?;
            (Action::from(ReplyToRating { exchange, words }), "replied")
        }
        _ => return Err(Error::not_found()),
    };
    match state.desk.act(page.actor()?, action).await {
        Ok(_) => Ok(back(&page, exchange, notice)),
        Err(ActError::Rejected(Rejection::WithdrawalTooLate)) => {
            Ok(back(&page, exchange, "rating-final"))
        }
        // Somebody was faster: the page tells how things stand.
        Err(ActError::Rejected(_)) => Ok(back(&page, exchange, "rating-changed")),
        Err(error) => Err(error.into()),
    }
}

fn complain_about(page: &Page, field: &'static str, words: &str, errors: &mut FieldErrors) {
    if words.chars().count() > WORDS_CHARACTERS_MAX {
        errors.add(field, page.t.get("rating-words-long"));
    }
}

fn back(page: &Page, exchange: ExchangeId, notice: &'static str) -> Response {
    let path = LocalPath::parse(&format!("/exchanges/{exchange}/rating"));
    see_other_with_notice(&path, notice, page.tls())
}

async fn filled(
    state: &AppState,
    page: Page,
    id: &str,
    (form, errors): (RatingForm, FieldErrors),
) -> Result<RatingPage, Error> {
    let (exchange, other) = find(state, &page, id).await?;
    if !is_offered(&exchange) {
        return Err(Error::stale());
    }
    let me = page.actor()?;
    let (mine, theirs) = (
        rating(state, &exchange, me),
        rating(state, &exchange, other),
    );
    let now = state.desk.now();
    let reflection_ms = pack(state).reflection_ms;
    let ledger = state.desk.gateway.head().state;
    let record = ledger.get(&keys::exchange(exchange.exchange));
    let ends = record.map(|record| record.changed_at.plus_ms(WINDOW_MS));
    let is_fresh = |at: ledger::Timestamp| now <= at.plus_ms(reflection_ms);
    let sealed = |one: &Rating| one.opened.is_none();
    let theirs_open = theirs.as_ref().is_some_and(|one| one.opened.is_some());
    let reply = theirs.as_ref().and_then(|one| one.reply);
    Ok(RatingPage {
        id: exchange.exchange.to_string(),
        title: title_of(state, &page, &exchange).await?,
        other: name_of(state, &page, other).await?,
        open: mine.is_none() && ends.is_some_and(|ends| now <= ends),
        can_withdraw: mine
            .as_ref()
            .is_some_and(|one| sealed(one) && is_fresh(one.at)),
        can_reply: theirs_open && reply.is_none(),
        can_withdraw_reply: reply.is_some_and(|reply| is_fresh(reply.at)),
        mine: said(state, &page, mine.as_ref()),
        theirs: said(state, &page, theirs.as_ref()),
        form,
        errors,
        page,
    })
}

fn rating(state: &AppState, exchange: &Exchange, by: PartyId) -> Option<Rating> {
    let ledger = state.desk.gateway.head().state;
    ledger.get(&keys::rating(exchange.exchange, by))
}

fn said(state: &AppState, page: &Page, rating: Option<&Rating>) -> Said {
    let Some(rating) = rating else {
        return Said::default();
    };
    let words = |content: ledger::operation::listing::ContentRef| {
        let text: Option<RatingText> = state.desk.words(&content.hash);
        text.map_or_else(
            || missing_words(state, page, &content.hash),
            |text| text.words,
        )
    };
    let opened = rating.opened.map(|opened| opened.rating);
    Said {
        sealed: opened.is_none(),
        stars: opened.map_or(0, |opened| opened.stars),
        verdict: opened.map_or_else(String::new, |opened| {
            page.t.get(&format!("rating-stars-{}", opened.stars))
        }),
        words: opened
            .and_then(|opened| opened.words)
            .map(words)
            .unwrap_or_default(),
        reply: rating
            .reply
            .map(|reply| words(reply.words))
            .unwrap_or_default(),
    }
}
