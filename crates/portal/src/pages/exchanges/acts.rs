//! What one side may do with an exchange now: the same answer as the rules', before asking them.

mod course;

use ledger::{
    Action, ExchangeId, PartyId, Timestamp,
    operation::exchange::{
        AcceptExchange, AcceptInvitation, AgreeTime, AnswerNoShow, CancelExchange, ConfirmService,
        ContestService, DeclineExchange, DropTime, ReportNoShow, RestoreTime, StopExchange,
        WithdrawAnswer, WithdrawConfirmation, WithdrawContest, WithdrawNoShow, WithdrawRequest,
    },
    rule_pack::RulePack,
    state::{
        keys,
        records::{ExchangeStatus, Statement},
    },
    time::DAY_MS,
};
use projections::exchanges::Exchange;

use crate::AppState;

/// One thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Accept,
    Decline,
    WithdrawRequest,
    Cancel,
    Confirm,
    WithdrawConfirmation,
    ReportNoShow,
    WithdrawNoShow,
    Join,
    Unjoin,
    AgreeTime,
    DropTime,
    RestoreTime,
    Contest,
    WithdrawContest,
    AnswerNoShow,
    Stop,
}

impl Act {
    /// As the ledger is told; a confirmation and a contradiction carry minutes, and an agreement
    /// on another time repeats the proposal of which the page spoke.
    pub(super) fn action(self, exchange: ExchangeId, said: Said) -> Action {
        let minutes = said.minutes;
        match self {
            Self::Accept => AcceptExchange { exchange }.into(),
            Self::Decline => DeclineExchange { exchange }.into(),
            Self::WithdrawRequest => WithdrawRequest { exchange }.into(),
            Self::Cancel => CancelExchange { exchange }.into(),
            Self::Confirm => ConfirmService { exchange, minutes }.into(),
            Self::WithdrawConfirmation => WithdrawConfirmation { exchange }.into(),
            Self::ReportNoShow => ReportNoShow { exchange }.into(),
            Self::WithdrawNoShow => WithdrawNoShow { exchange }.into(),
            Self::Join => AcceptInvitation { exchange }.into(),
            Self::Unjoin => WithdrawAnswer { exchange }.into(),
            Self::AgreeTime => AgreeTime {
                exchange,
                start: said.start,
                minutes,
            }
            .into(),
            Self::DropTime => DropTime { exchange }.into(),
            Self::RestoreTime => RestoreTime { exchange }.into(),
            Self::Contest => ContestService { exchange, minutes }.into(),
            Self::WithdrawContest => WithdrawContest { exchange }.into(),
            Self::AnswerNoShow => AnswerNoShow { exchange }.into(),
            Self::Stop => StopExchange {
                exchange,
                incident: None,
            }
            .into(),
        }
    }

    /// The last part of its address, by which templates ask for it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::WithdrawRequest => "withdraw",
            Self::Cancel => "cancel",
            Self::Confirm => "confirm",
            Self::WithdrawConfirmation => "withdraw-confirmation",
            Self::ReportNoShow => "no-show",
            Self::WithdrawNoShow => "withdraw-no-show",
            Self::Join => "join",
            Self::Unjoin => "unjoin",
            Self::AgreeTime => "agree-time",
            Self::DropTime => "drop-time",
            Self::RestoreTime => "restore-time",
            Self::Contest => "contest",
            Self::WithdrawContest => "withdraw-contest",
            Self::AnswerNoShow => "answer-no-show",
            Self::Stop => "stop",
        }
    }

    /// What the next page says once.
    pub(super) const fn notice(self) -> &'static str {
        match self {
            Self::Accept => "exchange-accepted",
            Self::Decline => "exchange-declined",
            Self::WithdrawRequest => "exchange-withdrawn",
            Self::Cancel => "exchange-cancelled",
            Self::Confirm => "exchange-confirmed",
            Self::WithdrawConfirmation => "exchange-confirmation-withdrawn",
            Self::ReportNoShow => "exchange-no-show",
            Self::WithdrawNoShow => "exchange-no-show-withdrawn",
            Self::Join => "exchange-joined",
            Self::Unjoin => "exchange-unjoined",
            Self::AgreeTime => "exchange-time-agreed",
            Self::DropTime => "exchange-time-dropped",
            Self::RestoreTime => "exchange-time-restored",
            Self::Contest => "exchange-contested",
            Self::WithdrawContest => "exchange-contest-withdrawn",
            Self::AnswerNoShow => "exchange-no-show-answered",
            Self::Stop => "exchange-stopped",
        }
    }
}

/// What a form says beside which button was pressed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    pub(super) start: Timestamp,
    pub(super) minutes: u16,
}

/// Everything that one of the two sides can do now, as the ledger knows it.
pub(super) fn all_possible(
    state: &AppState,
    exchange: &Exchange,
    me: PartyId,
    pack: &RulePack,
) -> Vec<Act> {
    let now = state.desk.now();
    let mut acts = possible(exchange, me, now, pack);
    let ledger = state.desk.gateway.head().state;
    if let Some(record) = ledger.get(&keys::exchange(exchange.exchange)) {
        acts.extend(course::possible(&record, me, now, pack));
    }
    acts
}

/// What this side has said about the service.
pub(super) fn statement(exchange: &Exchange, party: PartyId) -> Option<Statement> {
    if party == exchange.provider {
        exchange.provider_statement
    } else {
        exchange.receiver_statement
    }
}

/// The last moment at which the newest step can be taken back.
pub(super) const fn reflection_ends(exchange: &Exchange, pack: &RulePack) -> Timestamp {
    exchange.changed_at.plus_ms(pack.reflection_ms)
}

/// Whether a question has waited too long: it has ended, even where nobody has said so yet.
pub(super) fn is_overdue(exchange: &Exchange, now: Timestamp) -> bool {
    let is_open = exchange.status == ExchangeStatus::Requested;
    is_open && now > exchange.start.max(exchange.changed_at.plus_ms(DAY_MS))
}

/// Everything that one of the two sides can do now.
pub(super) fn possible(
    exchange: &Exchange,
    me: PartyId,
    now: Timestamp,
    pack: &RulePack,
) -> Vec<Act> {
    let asked_by_me = exchange.asked_by == me;
    let can_reflect = now <= reflection_ends(exchange, pack);
    match exchange.status {
        ExchangeStatus::Requested if asked_by_me => vec![Act::WithdrawRequest],
        ExchangeStatus::Requested if is_overdue(exchange, now) => Vec::new(),
        ExchangeStatus::Requested => vec![Act::Accept, Act::Decline],
        ExchangeStatus::Accepted => while_agreed(exchange, me, now),
        ExchangeStatus::Completed if can_reflect => vec![Act::WithdrawConfirmation],
        ExchangeStatus::NoShow if can_reflect && exchange.no_show_by == Some(me) => {
            vec![Act::WithdrawNoShow]
        }
        ExchangeStatus::Completed
        | ExchangeStatus::NoShow
        | ExchangeStatus::Declined
        | ExchangeStatus::Withdrawn
        | ExchangeStatus::Cancelled
        | ExchangeStatus::Expired
        | ExchangeStatus::Invited
        | ExchangeStatus::Contested
        | ExchangeStatus::Lapsed
        | ExchangeStatus::Stopped => Vec::new(),
    }
}

fn while_agreed(exchange: &Exchange, me: PartyId, now: Timestamp) -> Vec<Act> {
    let other = exchange.other_side(me);
    let other_stated = other.is_some_and(|other| statement(exchange, other).is_some());
    let has_begun = exchange.start <= now;
    match (statement(exchange, me).is_some(), other_stated) {
        (true, _) => vec![Act::WithdrawConfirmation],
        (false, true) => vec![Act::Confirm],
        (false, false) if has_begun => vec![Act::Confirm, Act::ReportNoShow, Act::Cancel],
        (false, false) => vec![Act::Cancel],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::{ListingId, OperationId, Points, state::records::Funding, time::MINUTE_MS};

    const PROVIDER: PartyId = PartyId([1; 16]);
    const RECEIVER: PartyId = PartyId([2; 16]);
    const START: Timestamp = Timestamp(100 * MINUTE_MS);

    fn exchange(status: ExchangeStatus) -> Exchange {
        Exchange {
            sequence: 1,
            exchange: ExchangeId([0; 16]),
            listing: ListingId([0; 16]),
            own_listing: None,
            provider: PROVIDER,
            receiver: RECEIVER,
            asked_by: RECEIVER,
            funding: Funding::Issued,
            price: Points::ZERO,
            start: START,
            minutes: 60,
            status,
            asked_at: Timestamp(0),
            changed_at: Timestamp(0),
            provider_statement: None,
            receiver_statement: None,
            no_show_by: None,
            cancelled_by: None,
            cancelled_late: false,
            transfer: None,
            operation: OperationId([0; 32]),
        }
    }

    fn can(exchange: &Exchange, me: PartyId, now: Timestamp) -> Vec<Act> {
        possible(exchange, me, now, &RulePack::chancheng())
    }

    #[test]
    fn only_the_asked_side_answers() {
        let asked = exchange(ExchangeStatus::Requested);
        let now = Timestamp(0);
        assert_eq!(can(&asked, PROVIDER, now), [Act::Accept, Act::Decline]);
        assert_eq!(can(&asked, RECEIVER, now), [Act::WithdrawRequest]);
        let a_day_later = Timestamp(DAY_MS + 1);
        assert!(can(&asked, PROVIDER, a_day_later).is_empty());
        assert_eq!(can(&asked, RECEIVER, a_day_later), [Act::WithdrawRequest]);
    }

    #[test]
    fn the_service_is_confirmed_from_its_start_on() {
        let agreed = exchange(ExchangeStatus::Accepted);
        let early = START.minus_ms(1);
        assert_eq!(can(&agreed, PROVIDER, early), [Act::Cancel]);
        let all = [Act::Confirm, Act::ReportNoShow, Act::Cancel];
        assert_eq!(can(&agreed, PROVIDER, START), all);
    }

    #[test]
    fn one_statement_leaves_the_other_side_only_to_confirm() {
        let stated = Exchange {
            receiver_statement: Some(Statement {
                minutes: 60,
                at: START,
            }),
            ..exchange(ExchangeStatus::Accepted)
        };
        assert_eq!(can(&stated, PROVIDER, START), [Act::Confirm]);
        assert_eq!(can(&stated, RECEIVER, START), [Act::WithdrawConfirmation]);
    }

    #[test]
    fn what_was_said_can_be_taken_back_for_ten_minutes() {
        let done = exchange(ExchangeStatus::Completed);
        let last = Timestamp(10 * MINUTE_MS);
        assert_eq!(can(&done, PROVIDER, last), [Act::WithdrawConfirmation]);
        assert!(can(&done, PROVIDER, last.plus_ms(1)).is_empty());
        let missed = Exchange {
            no_show_by: Some(RECEIVER),
            ..exchange(ExchangeStatus::NoShow)
        };
        assert_eq!(can(&missed, RECEIVER, last), [Act::WithdrawNoShow]);
        assert!(can(&missed, PROVIDER, last).is_empty());
    }
}
