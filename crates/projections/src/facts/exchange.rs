//! Which event names which action about services and ratings, and the status that an event brings.

use ledger::{
    Action, Event, ExchangeId, OperationId,
    event::{ExchangeEvent, ListingEvent, RatingEvent},
    operation::{ExchangeAction, ListingAction, RatingAction},
    state::records::ExchangeStatus,
};

/// The stable name of each action beside that of the event by which it is known.
const NAMED: &[(&str, &str)] = &[
    ("request_exchange", "exchange_requested"),
    ("invite_to_exchange", "exchange_invited"),
    ("accept_exchange", "exchange_accepted"),
    ("decline_exchange", "exchange_declined"),
    ("withdraw_request", "request_withdrawn"),
    ("cancel_exchange", "exchange_cancelled"),
    ("confirm_service", "service_confirmed"),
    ("withdraw_confirmation", "confirmation_withdrawn"),
    ("report_no_show", "no_show_reported"),
    ("withdraw_no_show", "no_show_withdrawn"),
    ("expire_exchange", "exchange_expired"),
    ("accept_invitation", "invitation_accepted"),
    ("withdraw_answer", "answer_withdrawn"),
    ("propose_time", "time_proposed"),
    ("agree_time", "time_agreed"),
    ("drop_time", "time_dropped"),
    ("restore_time", "time_restored"),
    ("open_check_in", "check_in_opened"),
    ("repeat_code", "both_checked_in"),
    ("finish_service", "service_finished"),
    ("withdraw_check_in", "check_in_withdrawn"),
    ("contest_service", "service_contested"),
    ("withdraw_contest", "contest_withdrawn"),
    ("answer_no_show", "no_show_answered"),
    ("witness_service", "service_witnessed"),
    ("end_silence", "silence_ended"),
    ("stop_exchange", "exchange_stopped"),
];

/// Whether an event names an action about a service, a rating or a licence, at this position of its
/// operation.
pub(super) fn names(event: &Event, action: &Action, at: (OperationId, u32)) -> bool {
    match (action, event) {
        (Action::Exchange(action), Event::Exchange(event)) => {
            named(action, event, ExchangeId::derive(at.0, at.1))
        }
        (Action::Rating(action), Event::Rating(event)) => rating_named(action, event),
        (
            Action::Listing(ListingAction::AttestLicence(one)),
            Event::Listing(ListingEvent::LicenceAttested { party }),
        ) => one.party == *party,
        (
            Action::Listing(ListingAction::RevokeLicence(one)),
            Event::Listing(ListingEvent::LicenceRevoked { party }),
        ) => one.party == *party,
        _ => false,
    }
}

/// Whether this event names this action, which makes the exchange `made` if it makes one.
fn named(action: &ExchangeAction, event: &ExchangeEvent, made: ExchangeId) -> bool {
    // What ends because points behind it were reversed is a consequence of something else.
    let is_consequence = matches!(event, ExchangeEvent::ExchangeCancelled { by: None, .. });
    !is_consequence
        && action.exchange().unwrap_or(made) == event.exchange()
        && NAMED.contains(&(action.name(), event.name()))
}

/// Whether this event names this action about a rating.
fn rating_named(action: &RatingAction, event: &RatingEvent) -> bool {
    match (action, event) {
        (RatingAction::CommitRating(one), RatingEvent::RatingCommitted { exchange, .. }) => {
            one.exchange == *exchange
        }
        (RatingAction::WithdrawRating(one), RatingEvent::RatingWithdrawn { exchange, .. }) => {
            one.exchange == *exchange
        }
        (RatingAction::OpenRating(one), RatingEvent::RatingOpened { exchange, by, .. }) => {
            (one.exchange, one.by) == (*exchange, *by)
        }
        (RatingAction::ReplyToRating(one), RatingEvent::RatingReplied { exchange, .. }) => {
            one.exchange == *exchange
        }
        (RatingAction::WithdrawReply(one), RatingEvent::ReplyWithdrawn { exchange, .. }) => {
            one.exchange == *exchange
        }
        (RatingAction::EndRating(one), RatingEvent::RatingEnded { exchange, by, .. }) => {
            (one.exchange, one.by) == (*exchange, *by)
        }
        _ => false,
    }
}

/// The status that an event brings an exchange to.
pub(crate) const fn status_after(event: &Event) -> Option<(ExchangeId, ExchangeStatus)> {
    let Event::Exchange(event) = event else {
        return None;
    };
    let status = match event {
        ExchangeEvent::ExchangeRequested { .. } => ExchangeStatus::Requested,
        ExchangeEvent::ExchangeInvited { .. } => ExchangeStatus::Invited,
        ExchangeEvent::ExchangeAccepted { .. }
        | ExchangeEvent::ConfirmationWithdrawn { .. }
        | ExchangeEvent::NoShowWithdrawn { .. }
        | ExchangeEvent::ContestWithdrawn { no_show: false, .. } => ExchangeStatus::Accepted,
        ExchangeEvent::ExchangeDeclined { .. } => ExchangeStatus::Declined,
        ExchangeEvent::RequestWithdrawn { .. } => ExchangeStatus::Withdrawn,
        ExchangeEvent::ExchangeCancelled { .. } => ExchangeStatus::Cancelled,
        ExchangeEvent::ServiceCompleted { .. } => ExchangeStatus::Completed,
        ExchangeEvent::NoShowReported { .. }
        | ExchangeEvent::NoShowUpheld { .. }
        | ExchangeEvent::ContestWithdrawn { no_show: true, .. } => ExchangeStatus::NoShow,
        ExchangeEvent::ExchangeExpired { .. } => ExchangeStatus::Expired,
        ExchangeEvent::ServiceContested { .. } | ExchangeEvent::NoShowAnswered { .. } => {
            ExchangeStatus::Contested
        }
        ExchangeEvent::ExchangeLapsed { .. } => ExchangeStatus::Lapsed,
        ExchangeEvent::ExchangeStopped { .. } => ExchangeStatus::Stopped,
        ExchangeEvent::ServiceConfirmed { .. }
        | ExchangeEvent::BookingRepriced { .. }
        | ExchangeEvent::InvitationAccepted { .. }
        | ExchangeEvent::AnswerWithdrawn { .. }
        | ExchangeEvent::TimeProposed { .. }
        | ExchangeEvent::TimeAgreed { .. }
        | ExchangeEvent::TimeDropped { .. }
        | ExchangeEvent::TimeRestored { .. }
        | ExchangeEvent::CheckInOpened { .. }
        | ExchangeEvent::BothCheckedIn { .. }
        | ExchangeEvent::ServiceFinished { .. }
        | ExchangeEvent::CheckInWithdrawn { .. }
        | ExchangeEvent::ServiceWitnessed { .. }
        | ExchangeEvent::SilenceEnded { .. } => return None,
    };
    Some((event.exchange(), status))
}
