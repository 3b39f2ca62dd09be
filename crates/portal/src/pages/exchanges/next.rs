//! What happens next, in one or two sentences, from the reader's side.

use ledger::{
    PartyId, Timestamp,
    state::{
        keys,
        records::{self, ExchangeStatus},
    },
};
use projections::exchanges::Exchange;

use super::acts::{is_overdue, statement};
use crate::i18n::Sentence;
use crate::{AppState, Error, Page};

pub(super) fn words(
    state: &AppState,
    page: &Page,
    exchange: &Exchange,
    other: &str,
) -> Result<String, Error> {
    let me = page.actor()?;
    let ledger = state.desk.gateway.head().state;
    let record = ledger.get(&keys::exchange(exchange.exchange));
    if let Some(sentence) = record.and_then(|record| course(page, &record, me)) {
        return Ok(sentence.set("name", other).to_string());
    }
    Ok(usual(page, exchange, me, other))
}

/// About an invitation, another time, or a contradiction.
fn course(page: &Page, exchange: &records::Exchange, me: PartyId) -> Option<Sentence> {
    let say = |key: &str| Some(page.t.say(key));
    match exchange.status {
        ExchangeStatus::Invited => {
            let invitation = exchange.invitation.unwrap_or_default();
            let by_provider = me == exchange.provider && invitation.provider;
            let by_receiver = me == exchange.receiver && invitation.receiver;
            say(if by_provider || by_receiver {
                "next-joined"
            } else {
                "next-join"
            })
        }
        ExchangeStatus::Accepted => exchange.proposed.map(|proposed| {
            let key = if proposed.by == me {
                "next-time-mine"
            } else {
                "next-time-theirs"
            };
            let time = page.t.say(key).set("time", page.moment(proposed.start.0));
            time.set("duration", page.duration(u64::from(proposed.minutes)))
        }),
        ExchangeStatus::Contested if exchange.contest.is_some_and(|one| one.by == me) => {
            say("next-contested-mine")
        }
        ExchangeStatus::Contested => say("next-contested-theirs"),
        ExchangeStatus::Lapsed => say("next-lapsed"),
        ExchangeStatus::Stopped => say("next-stopped"),
        _ => None,
    }
}

fn usual(page: &Page, exchange: &Exchange, me: PartyId, other: &str) -> String {
    let asked_by_me = exchange.asked_by == me;
    let say = |key: &str| page.t.say(key).set("name", other);
    match exchange.status {
        ExchangeStatus::Requested if is_overdue(exchange, Timestamp(page.now_ms)) => {
            say("next-overdue")
        }
        ExchangeStatus::Requested if asked_by_me => say("next-wait-for-answer"),
        ExchangeStatus::Requested => say("next-answer"),
        ExchangeStatus::Accepted => while_agreed(page, exchange, me, say),
        ExchangeStatus::Completed if exchange.provider == me => say("next-completed-provider"),
        ExchangeStatus::Completed => say("next-completed-receiver"),
        ExchangeStatus::Declined if asked_by_me => say("next-declined"),
        ExchangeStatus::NoShow if exchange.no_show_by == Some(me) => say("next-no-show-mine"),
        ExchangeStatus::NoShow => say("next-no-show-theirs"),
        ExchangeStatus::Cancelled if exchange.cancelled_by.is_none() => say("next-ended"),
        ExchangeStatus::Cancelled if exchange.cancelled_late => say("next-cancelled-late"),
        ExchangeStatus::Declined
        | ExchangeStatus::Withdrawn
        | ExchangeStatus::Cancelled
        | ExchangeStatus::Expired
        | ExchangeStatus::Invited
        | ExchangeStatus::Contested
        | ExchangeStatus::Lapsed
        | ExchangeStatus::Stopped => say("next-over"),
    }
    .to_string()
}

fn while_agreed(
    page: &Page,
    exchange: &Exchange,
    me: PartyId,
    say: impl Fn(&str) -> Sentence,
) -> Sentence {
    let length = |minutes: u16| page.duration(u64::from(minutes));
    let mine = statement(exchange, me);
    let other = exchange.other_side(me);
    let theirs = other.and_then(|other| statement(exchange, other));
    match (mine, theirs) {
        (Some(mine), _) => say("next-wait-for-confirmation").set("duration", length(mine.minutes)),
        (None, Some(theirs)) => say("next-confirm-too").set("duration", length(theirs.minutes)),
        (None, None) if is_early(exchange, Timestamp(page.now_ms)) => {
            say("next-early").set("time", page.moment(exchange.start.0))
        }
        (None, None) => say("next-confirm"),
    }
}

/// Agreed, and the service has not begun.
pub(super) fn is_early(exchange: &Exchange, now: Timestamp) -> bool {
    exchange.status == ExchangeStatus::Accepted && now < exchange.start
}
