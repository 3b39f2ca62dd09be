//! Whom the course of a service concerns, and what they are told.

use super::{NoticeCode as Code, To, Words, of_minutes, plain};
use ledger::{ExchangeId, event::ExchangeEvent};

pub(super) const fn about(event: &ExchangeEvent) -> Option<(ExchangeId, To, Words)> {
    let (to, words) = match event {
        ExchangeEvent::ExchangeInvited { .. } => (To::Both, plain(Code::Invited)),
        ExchangeEvent::InvitationAccepted { by, .. } => {
            (To::Other(*by), plain(Code::InvitationAccepted))
        }
        ExchangeEvent::AnswerWithdrawn { by, .. } => (To::Other(*by), plain(Code::AnswerWithdrawn)),
        ExchangeEvent::TimeProposed { by, .. } => (To::Other(*by), plain(Code::TimeProposed)),
        ExchangeEvent::TimeAgreed { .. } => (To::Both, plain(Code::TimeAgreed)),
        ExchangeEvent::TimeDropped { by, .. } => (To::Other(*by), plain(Code::TimeDropped)),
        ExchangeEvent::TimeRestored { by, .. } => (To::Other(*by), plain(Code::TimeRestored)),
        ExchangeEvent::BothCheckedIn { by, .. } => (To::Other(*by), plain(Code::CheckedIn)),
        ExchangeEvent::ServiceContested { by, minutes, .. } => {
            (To::Other(*by), of_minutes(Code::Contested, *minutes))
        }
        ExchangeEvent::ContestWithdrawn { by, .. } => {
            (To::Other(*by), plain(Code::ContestWithdrawn))
        }
        ExchangeEvent::NoShowAnswered { by, .. } => (To::Other(*by), plain(Code::NoShowAnswered)),
        ExchangeEvent::NoShowUpheld { .. } => (To::Both, plain(Code::NoShowUpheld)),
        ExchangeEvent::ServiceWitnessed { minutes, .. } => {
            (To::Both, of_minutes(Code::Witnessed, *minutes))
        }
        // What lapses is told when it has lapsed.
        ExchangeEvent::SilenceEnded { minutes, .. } if *minutes > 0 => {
            (To::Both, of_minutes(Code::SilenceEnded, *minutes))
        }
        ExchangeEvent::ExchangeLapsed { .. } => (To::Both, plain(Code::Lapsed)),
        ExchangeEvent::ExchangeStopped { by, .. } => (To::Other(*by), plain(Code::Stopped)),
        _ => return None,
    };
    Some((event.exchange(), to, words))
}
