//! Where things stand, as a tone and a word; the tone also chooses colour and icon.

use ledger::state::records::ExchangeStatus;
use projections::listings::ListingStatus;

/// A tone (`calm`, `good`, `wait`, `bad`) and the key of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    pub tone: &'static str,
    pub word: &'static str,
}

const fn status(tone: &'static str, word: &'static str) -> Status {
    Status { tone, word }
}

/// Where a service stands; `is_mine_to_answer` when the reader is the one who was asked.
pub const fn of_exchange(stands: ExchangeStatus, is_mine_to_answer: bool) -> Status {
    match stands {
        ExchangeStatus::Requested if is_mine_to_answer => status("wait", "exchange-to-answer"),
        ExchangeStatus::Requested => status("wait", "exchange-requested"),
        ExchangeStatus::Accepted => status("good", "exchange-accepted"),
        ExchangeStatus::Declined => status("calm", "exchange-declined"),
        ExchangeStatus::Withdrawn => status("calm", "exchange-withdrawn"),
        ExchangeStatus::Cancelled => status("calm", "exchange-cancelled"),
        ExchangeStatus::Completed => status("good", "exchange-completed"),
        ExchangeStatus::NoShow => status("bad", "exchange-no-show"),
        ExchangeStatus::Expired => status("calm", "exchange-expired"),
        ExchangeStatus::Invited if is_mine_to_answer => status("wait", "exchange-to-join"),
        ExchangeStatus::Invited => status("wait", "exchange-invited"),
        ExchangeStatus::Contested => status("wait", "exchange-contested"),
        ExchangeStatus::Lapsed => status("calm", "exchange-lapsed"),
        ExchangeStatus::Stopped => status("calm", "exchange-stopped"),
    }
}

/// Whether a listing takes questions.
pub const fn of_listing(stands: ListingStatus) -> Status {
    match stands {
        ListingStatus::Open => status("good", "listing-open"),
        ListingStatus::Full => status("calm", "listing-full"),
        ListingStatus::Closed => status("calm", "listing-closed"),
        ListingStatus::Expired => status("calm", "listing-expired"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Language, Words};

    #[test]
    fn every_state_has_a_word_in_both_languages() {
        let exchanges = [
            ExchangeStatus::Requested,
            ExchangeStatus::Accepted,
            ExchangeStatus::Declined,
            ExchangeStatus::Withdrawn,
            ExchangeStatus::Cancelled,
            ExchangeStatus::Completed,
            ExchangeStatus::NoShow,
            ExchangeStatus::Expired,
            ExchangeStatus::Invited,
            ExchangeStatus::Contested,
            ExchangeStatus::Lapsed,
            ExchangeStatus::Stopped,
        ];
        let listings = [
            ListingStatus::Open,
            ListingStatus::Full,
            ListingStatus::Closed,
            ListingStatus::Expired,
        ];
        let words = exchanges
            .iter()
            .flat_map(|stands| [of_exchange(*stands, true), of_exchange(*stands, false)])
            .chain(listings.map(of_listing));
        for status in words {
            for language in Language::ALL {
                assert!(Words(language).has(status.word), "{}", status.word);
            }
        }
    }
}
