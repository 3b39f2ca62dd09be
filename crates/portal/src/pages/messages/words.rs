//! The sentence, the way and the sign of each notice.

use ledger::state::records::ExchangeStatus;
use projections::notices::{Notice, NoticeCode as Code, Subject};

/// The key of the sentence: the notice's code, and a word more where the same fact reads otherwise.
pub(super) fn key(notice: &Notice, status: Option<ExchangeStatus>) -> String {
    let code = notice.code.code();
    let more = match notice.code {
        Code::Cancelled | Code::LoanCancelled if notice.late => "-late",
        Code::Confirmed if status == Some(ExchangeStatus::Completed) => "-done",
        Code::PointsPaid if notice.exchange.is_none() => {
            return "message-points_donated".to_owned();
        }
        _ => "",
    };
    format!("message-{code}{more}")
}

/// Where to act on a notice, or to see more of what it is about.
pub(super) fn way(
    notice: &Notice,
    status: Option<ExchangeStatus>,
) -> Option<(String, &'static str)> {
    if notice.transfer.is_some() {
        return Some(("/points".to_owned(), "message-go-points"));
    }
    if let Some(exchange) = notice.exchange {
        let action = match (notice.code, status) {
            (Code::Asked, Some(ExchangeStatus::Requested))
            | (Code::Invited, Some(ExchangeStatus::Invited))
            | (Code::TimeProposed, Some(ExchangeStatus::Accepted)) => "message-go-answer",
            (Code::Confirmed, Some(ExchangeStatus::Accepted)) => "message-go-confirm",
            _ => "message-go-exchange",
        };
        return Some((format!("/exchanges/{exchange}"), action));
    }
    match notice.subject {
        Some(subject) => about(subject),
        None => plainly(notice.code),
    }
}

fn about(subject: Subject) -> Option<(String, &'static str)> {
    Some(match subject {
        Subject::Loan(loan) => (format!("/loans/{loan}"), "message-go-loan"),
        Subject::Item(item) => (format!("/items/{item}"), "message-go-item"),
        Subject::Gift(_) => ("/points/gifts".to_owned(), "message-go-gift"),
        Subject::Household(_) => ("/points/family".to_owned(), "message-go-family"),
        Subject::Redemption(claim) => {
            let href = format!("/catalogue/claims/{claim}");
            (href, "message-go-redemption")
        }
        Subject::Attestation(_) => ("/me/endorsements".to_owned(), "message-go-attestation"),
        Subject::Proposal(_) => ("/decisions".to_owned(), "message-go-decisions"),
        // The sentence says all that there is to do: somebody calls, or the counter helps.
        Subject::Activity(activity) => {
            let href = format!("/activities/{activity}");
            return Some((href, "message-go-activity"));
        }
        Subject::Case(case) => (format!("/disputes/{case}"), "message-go-case"),
        Subject::Organisation(_) => return None,
    })
}

fn plainly(code: Code) -> Option<(String, &'static str)> {
    match code {
        Code::ExpiryAnnounced => Some(("/points".to_owned(), "message-go-points")),
        Code::RoleChanged | Code::KeyChanged | Code::Suspended | Code::SuspensionLifted => {
            Some(("/me".to_owned(), "message-go-me"))
        }
        _ => None,
    }
}

pub(super) const fn icon(code: Code) -> &'static str {
    match code {
        Code::Asked | Code::LoanAsked | Code::HouseholdInvited | Code::MemberInvited => "hands",
        Code::Accepted | Code::Confirmed | Code::LoanReserved | Code::ProposalApproved => "check",
        Code::PointsPosted
        | Code::PointsPaid
        | Code::PointsSettled
        | Code::PointsReversed
        | Code::PointsGuaranteed
        | Code::GiftOffered
        | Code::GiftAccepted
        | Code::ExpiryAnnounced
        | Code::RedemptionReserved => "star",
        Code::NoShowReported
        | Code::Cancelled
        | Code::BookingEnded
        | Code::Contested
        | Code::Stopped
        | Code::LoanOverdue
        | Code::LoanDamaged
        | Code::LoanLost
        | Code::ActivityCancelled
        | Code::DisputeFiled
        | Code::Suspended
        | Code::ContentTakenDown => "alert",
        _ => "message",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Language, Words};
    use ledger::{OperationId, Timestamp};

    fn notice(code: Code) -> Notice {
        Notice {
            sequence: 1,
            code,
            exchange: None,
            subject: None,
            transfer: None,
            other: None,
            amount: None,
            minutes: None,
            days: None,
            late: true,
            at: Timestamp(0),
            operation: OperationId([0; 32]),
            is_read: false,
        }
    }

    #[test]
    fn every_notice_has_words_in_both_languages() {
        for code in Code::ALL {
            for status in [None, Some(ExchangeStatus::Completed)] {
                let key = key(&notice(*code), status);
                for language in [Language::Chinese, Language::English] {
                    let said = Words(language).say(&key).set("name", "陈伯");
                    let said = said
                        .set("points", "3")
                        .set("duration", "1")
                        .set("days", 3_u32);
                    assert_ne!(said.to_string(), key, "{key}");
                }
            }
        }
    }
}
