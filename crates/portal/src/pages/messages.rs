//! 消息: what others have done that concerns the reader, and where to act on it.

mod words;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use projections::notices::Notice;
use serde::Deserialize;

use crate::extract::Query;
use crate::session::Role;
use crate::told::amount;
use crate::{AppState, Error, Page, view};

const NOTICES_PER_PAGE: u32 = 20;

#[derive(Template)]
#[template(path = "messages/list.html")]
struct MessagesPage {
    page: Page,
    /// How many pairs of listings the matching has told of and the reader has not looked at;
    /// nothing for whoever has no listings.
    found: Option<u64>,
    unread: Vec<Message>,
    read: Vec<Message>,
    previous: Option<String>,
    next: Option<String>,
}

/// A notice in words.
struct Message {
    sentence: String,
    when: String,
    /// Where to act, and in which words; nothing where the notice says all.
    way: Option<(String, String)>,
    icon: &'static str,
}

#[derive(Deserialize)]
pub(crate) struct MessagesParams {
    before: Option<i64>,
}

/// Looking at the newest page reads everything on it; the next visit shows it as read.
pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Query(params): Query<MessagesParams>,
) -> Result<Response, Error> {
    let me = page.actor()?;
    let part = projections::Page {
        before: params.before,
        limit: NOTICES_PER_PAGE + 1,
    };
    let mut found = state.desk.projections.notices(me, part).await?;
    let more = found.len() > usize::try_from(NOTICES_PER_PAGE).unwrap_or_default();
    if more {
        found.pop();
    }
    let (mut unread, mut read) = (Vec::new(), Vec::new());
    for notice in &found {
        let message = in_words(&state, &page, notice).await?;
        if notice.is_read {
            &mut read
        } else {
            &mut unread
        }
        .push(message);
    }
    if let Some(newest) = found.first().filter(|newest| !newest.is_read) {
        let seen = state.desk.projections.mark_read(me, newest.sequence);
        seen.await?;
    }
    let next = found.last().filter(|_| more);
    let publishes = page
        .reader
        .as_ref()
        .is_some_and(|one| one.is(Role::Resident) && one.minority.is_none());
    let new = state.desk.projections.unread_matches(me).await?;
    view::html(&MessagesPage {
        next: next.map(|notice| format!("/messages?before={}", notice.sequence)),
        found: publishes.then_some(new),
        previous: params.before.map(|_| "/messages".to_owned()),
        unread,
        read,
        page,
    })
}

async fn in_words(state: &AppState, page: &Page, notice: &Notice) -> Result<Message, Error> {
    let t = page.t;
    let name = match notice.other {
        Some(other) => state.desk.name(other, page.language).await?,
        None => None,
    };
    let name = name.unwrap_or_else(|| t.get("points-neighbour"));
    let status = match notice.exchange {
        Some(exchange) => state.desk.projections.exchange(exchange).await?,
        None => None,
    };
    let status = status.map(|exchange| exchange.status);
    let points = ledger::Points(notice.amount.unwrap_or_default().0.saturating_abs());
    let minutes = u64::from(notice.minutes.unwrap_or_default());
    let sentence = t
        .say(&words::key(notice, status))
        .set("name", name)
        .set("points", amount(t, points))
        .set("days", notice.days.unwrap_or_default())
        .set("duration", page.duration(minutes));
    Ok(Message {
        sentence: sentence.to_string(),
        when: page.moment(notice.at.0),
        way: words::way(notice, status).map(|(href, action)| (href, t.get(action))),
        icon: words::icon(notice.code),
    })
}
