//! What the two sides of an exchange write to each other; nobody else reads it, and each side may
//! stop hearing from the other.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{PartyId, time::DAY_MS};
use projections::exchanges::Exchange;
use serde::Deserialize;
use vault::{Letter, Topic};

use super::{find, title_of};
use crate::desk::{order::commitment, party, person};
use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::pages::listings::{missing_words, name_of};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, view};

const WORDS_CHARACTERS_MAX: usize = 500;
/// How long one may write after the last change of an exchange.
const OPEN_MS: u64 = 30 * DAY_MS;

#[derive(Template)]
#[template(path = "exchanges/talk.html")]
struct TalkPage {
    page: Page,
    id: String,
    title: String,
    other: String,
    messages: Vec<Message>,
    /// Why nothing can be written, as the key of a sentence.
    closed: Option<&'static str>,
    is_blocked: bool,
    words: String,
    errors: FieldErrors,
}

struct Message {
    id: String,
    who: String,
    when: String,
    words: String,
    /// Of the other side, and still shown.
    can_report: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct TalkForm {
    words: String,
}

/// How an address names a message.
pub(crate) fn letter_id(letter: &Letter) -> String {
    ledger::CaseId(letter.id).to_string()
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let nothing = (String::new(), FieldErrors::default());
    view::html(&filled(&state, page, &id, nothing).await?)
}

pub(crate) async fn write(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<TalkForm>,
) -> Result<Response, Error> {
    let (exchange, other) = find(&state, &page, &id).await?;
    let me = page.actor()?;
    let words = form.words.trim().to_owned();
    let mut errors = FieldErrors::default();
    if words.is_empty() {
        errors.add("words", page.t.get("talk-words-missing"));
    }
    if words.chars().count() > WORDS_CHARACTERS_MAX {
        errors.add("words", page.t.get("talk-words-long"));
    }
    if let Some(why) = closed(&state, (&exchange, me, other)).await? {
        errors.add("words", page.t.get(why));
    }
    if !errors.is_empty() {
        return view::html_again(&filled(&state, page, &id, (form.words, errors)).await?);
    }
    let place = (Topic::Talk, &exchange.exchange.0[..]);
    state.desk.add_words(me, place, words).await?;
    Ok(back(&page, &id, "talk-sent"))
}

/// Does not want to hear from the other side any more, or does again.
pub(crate) async fn silence(
    State(state): State<AppState>,
    page: Page,
    Path((id, act)): Path<(String, String)>,
) -> Result<Response, Error> {
    let (_, other) = find(&state, &page, &id).await?;
    let (since, notice) = match act.as_str() {
        "block" => (Some(state.desk.now().0), "talk-blocked"),
        "unblock" => (None, "talk-unblocked"),
        _ => return Err(Error::not_found()),
    };
    let sides = (person(page.actor()?), person(other));
    state.desk.vault.set_silence(sides, since).await?;
    Ok(back(&page, &id, notice))
}

fn back(page: &Page, id: &str, notice: &'static str) -> Response {
    let path = LocalPath::parse(&format!("/exchanges/{id}/talk"));
    see_other_with_notice(&path, notice, page.tls())
}

async fn closed(
    state: &AppState,
    (exchange, me, other): (&Exchange, PartyId, PartyId),
) -> Result<Option<&'static str>, Error> {
    let vault = &state.desk.vault;
    if vault.is_silent(person(me), person(other)).await? {
        return Ok(Some("talk-closed-by-you"));
    }
    let is_late = state.desk.now() > exchange.changed_at.plus_ms(OPEN_MS);
    // Whoever was silenced learns no more than that the conversation is over.
    let is_over = is_late || vault.is_silent(person(other), person(me)).await?;
    Ok(is_over.then_some("talk-closed"))
}

async fn filled(
    state: &AppState,
    page: Page,
    id: &str,
    (words, errors): (String, FieldErrors),
) -> Result<TalkPage, Error> {
    let (exchange, other) = find(state, &page, id).await?;
    let me = page.actor()?;
    let name = name_of(state, &page, other).await?;
    let letters = state.desk.vault.letters(Topic::Talk, &exchange.exchange.0);
    let mut messages = Vec::new();
    for letter in letters.await? {
        let is_mine = party(letter.author) == me;
        let content = commitment(&letter);
        let is_down = state.desk.takedown(&content).is_some();
        messages.push(Message {
            id: letter_id(&letter),
            who: if is_mine {
                page.t.get("talk-you")
            } else {
                name.clone()
            },
            when: page.moment(letter.written_ms),
            words: if is_down {
                missing_words(state, &page, &content)
            } else {
                letter.words
            },
            can_report: !is_mine && !is_down,
        });
    }
    Ok(TalkPage {
        id: exchange.exchange.to_string(),
        title: title_of(state, &page, &exchange).await?,
        closed: closed(state, (&exchange, me, other)).await?,
        is_blocked: state
            .desk
            .vault
            .is_silent(person(me), person(other))
            .await?,
        other: name,
        messages,
        words,
        errors,
        page,
    })
}
