//! 消息: what others have done that concerns the reader, and where to act on it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::state::records::ExchangeStatus;
use projections::notices::{Notice, NoticeCode};
use serde::Deserialize;

use crate::extract::Query;
use crate::told::amount;
use crate::{AppState, Error, Page, view};

const NOTICES_PER_PAGE: u32 = 20;

#[derive(Template)]
#[template(path = "messages/list.html")]
struct MessagesPage {
    page: Page,
    unread: Vec<Message>,
    read: Vec<Message>,
    previous: Option<String>,
    next: Option<String>,
}

/// A notice in words.
struct Message {
    sentence: String,
    when: String,
    /// Where to act, and in which words.
    href: String,
    action: String,
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
    view::html(&MessagesPage {
        next: next.map(|notice| format!("/messages?before={}", notice.sequence)),
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
        .say(key(notice, status))
        .set("name", name)
        .set("points", amount(t, points))
        .set("duration", page.duration(minutes));
    let (href, action) = way(notice, status);
    Ok(Message {
        sentence: sentence.to_string(),
        when: page.moment(notice.at.0),
        href,
        action: t.get(action),
        icon: icon(notice.code),
    })
}

/// The sentence of a notice; the codes are stable.
fn key(notice: &Notice, status: Option<ExchangeStatus>) -> &'static str {
    match notice.code {
        NoticeCode::Asked => "message-asked",
        NoticeCode::Accepted => "message-accepted",
        NoticeCode::Declined => "message-declined",
        NoticeCode::RequestWithdrawn => "message-request_withdrawn",
        NoticeCode::RequestExpired => "message-request_expired",
        NoticeCode::Cancelled if notice.late => "message-cancelled-late",
        NoticeCode::Cancelled => "message-cancelled",
        NoticeCode::BookingEnded => "message-booking_ended",
        NoticeCode::BookingGuaranteed => "message-booking_guaranteed",
        NoticeCode::Confirmed if status == Some(ExchangeStatus::Completed) => {
            "message-confirmed-done"
        }
        NoticeCode::Confirmed => "message-confirmed",
        NoticeCode::ConfirmationWithdrawn => "message-confirmation_withdrawn",
        NoticeCode::NoShowReported => "message-no_show_reported",
        NoticeCode::NoShowWithdrawn => "message-no_show_withdrawn",
        NoticeCode::Invited => "message-invited",
        NoticeCode::InvitationAccepted => "message-invitation_accepted",
        NoticeCode::AnswerWithdrawn => "message-answer_withdrawn",
        NoticeCode::TimeProposed => "message-time_proposed",
        NoticeCode::TimeAgreed => "message-time_agreed",
        NoticeCode::TimeDropped => "message-time_dropped",
        NoticeCode::TimeRestored => "message-time_restored",
        NoticeCode::CheckedIn => "message-checked_in",
        NoticeCode::Contested => "message-contested",
        NoticeCode::ContestWithdrawn => "message-contest_withdrawn",
        NoticeCode::NoShowAnswered => "message-no_show_answered",
        NoticeCode::NoShowUpheld => "message-no_show_upheld",
        NoticeCode::Witnessed => "message-witnessed",
        NoticeCode::SilenceEnded => "message-silence_ended",
        NoticeCode::Lapsed => "message-lapsed",
        NoticeCode::Stopped => "message-stopped",
        NoticeCode::PointsPosted => "message-points_posted",
        NoticeCode::PointsPaid if notice.exchange.is_none() => "message-points_donated",
        NoticeCode::PointsPaid => "message-points_paid",
        NoticeCode::PointsSettled => "message-points_settled",
        NoticeCode::PointsReversed => "message-points_reversed",
        NoticeCode::PointsGuaranteed => "message-points_guaranteed",
    }
}

/// Where to act on a notice, as long as there is something to do.
fn way(notice: &Notice, status: Option<ExchangeStatus>) -> (String, &'static str) {
    let about_points = notice.transfer.is_some();
    match notice.exchange {
        Some(exchange) if !about_points => {
            let action = match (notice.code, status) {
                (NoticeCode::Asked, Some(ExchangeStatus::Requested))
                | (NoticeCode::Invited, Some(ExchangeStatus::Invited))
                | (NoticeCode::TimeProposed, Some(ExchangeStatus::Accepted)) => "message-go-answer",
                (NoticeCode::Confirmed, Some(ExchangeStatus::Accepted)) => "message-go-confirm",
                _ => "message-go-exchange",
            };
            (format!("/exchanges/{exchange}"), action)
        }
        _ => ("/points".to_owned(), "message-go-points"),
    }
}

const fn icon(code: NoticeCode) -> &'static str {
    match code {
        NoticeCode::Asked => "hands",
        NoticeCode::Accepted | NoticeCode::Confirmed => "check",
        NoticeCode::PointsPosted
        | NoticeCode::PointsPaid
        | NoticeCode::PointsSettled
        | NoticeCode::PointsReversed
        | NoticeCode::PointsGuaranteed => "star",
        NoticeCode::NoShowReported
        | NoticeCode::Cancelled
        | NoticeCode::BookingEnded
        | NoticeCode::Contested
        | NoticeCode::Stopped => "alert",
        _ => "message",
    }
}
