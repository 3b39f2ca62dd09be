//! A circle of two or three as one of its members reads it: what they give, what they get.

use ledger::PartyId;
use ledger::state::records::ExchangeStatus;

use super::{find_text, name_of};
use crate::matchmaker::{HelpCircle, Suggestion};
use crate::{AppState, Error, Page};

/// A circle in words.
pub(super) struct CircleCard {
    pub(super) people: usize,
    pub(super) gives: Side,
    pub(super) gets: Side,
    /// How many of its helps both sides have agreed on.
    pub(super) agreed: usize,
}

/// What the reader gives, or what they get.
pub(super) struct Side {
    pub(super) title: String,
    pub(super) who: String,
    /// The key of where it stands.
    pub(super) standing: &'static str,
    /// Where to ask, or where the appointment is.
    pub(super) href: String,
    pub(super) action: &'static str,
}

impl CircleCard {
    /// Nothing for somebody who is not in it.
    pub(super) async fn of(
        state: &AppState,
        page: &Page,
        circle: &HelpCircle,
        me: PartyId,
    ) -> Result<Option<Self>, Error> {
        let given = circle.helps.iter().find(|help| help.serving == me);
        let got = circle.helps.iter().find(|help| help.served == me);
        let (Some(given), Some(got)) = (given, got) else {
            return Ok(None);
        };
        let mut agreed = 0;
        for help in &circle.helps {
            let exchange = state.desk.exchange_of(help).await?;
            agreed += usize::from(exchange.is_some_and(|one| is_agreed(one.status)));
        }
        Ok(Some(Self {
            people: circle.helps.len(),
            gives: Side::of(state, page, given, me).await?,
            gets: Side::of(state, page, got, me).await?,
            agreed,
        }))
    }
}

impl Side {
    async fn of(
        state: &AppState,
        page: &Page,
        help: &Suggestion,
        me: PartyId,
    ) -> Result<Self, Error> {
        // One asks with one's own listing for the other's.
        let (own, other, partner) = match help.serving == me {
            true => (help.offer, help.need, help.served),
            false => (help.need, help.offer, help.serving),
        };
        let (standing, href, action) = match state.desk.exchange_of(help).await? {
            Some(exchange) => (
                match is_agreed(exchange.status) {
                    true => "circle-agreed",
                    false => "circle-asked",
                },
                format!("/exchanges/{}", exchange.exchange),
                "circle-see",
            ),
            None => (
                "circle-open",
                format!("/listings/{other}/ask?own={own}"),
                match help.serving == me {
                    true => "match-help",
                    false => "match-ask",
                },
            ),
        };
        Ok(Self {
            title: find_text(state, page, other).await?,
            who: name_of(state, page, partner).await?,
            standing,
            href,
            action,
        })
    }
}

const fn is_agreed(status: ExchangeStatus) -> bool {
    matches!(status, ExchangeStatus::Accepted | ExchangeStatus::Completed)
}
