//! What happened before today: each event is one operation that goes through the rules.

use super::{Moment, SampleListing};
use serde::Deserialize;

/// One thing that somebody did about an exchange.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct PastEvent {
    /// When.
    pub(crate) at: Moment,
    /// Which exchange; a request begins it.
    pub(crate) exchange: String,
    /// The person or organisation that did it.
    pub(crate) by: String,
    /// What was done.
    #[serde(flatten)]
    pub(crate) deed: Deed,
}

/// What somebody did; the names are those of the ledger's actions.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub(crate) enum Deed {
    /// Asked for an offer, or answered a need.
    Request {
        /// The other side's listing.
        listing: String,
        /// The asking side's own listing.
        own_listing: Option<String>,
        /// When the service should begin.
        start: Moment,
        /// How long it should take.
        minutes: u16,
    },
    /// Said yes.
    Accept,
    /// Said no.
    Decline,
    /// Took the question back.
    WithdrawRequest,
    /// Ended what was agreed.
    Cancel,
    /// Stated that the service took place.
    Confirm {
        /// How long it took.
        minutes: u16,
    },
    /// Took that statement back.
    WithdrawConfirmation,
    /// Stated that the other side did not come.
    ReportNoShow,
    /// Took that report back.
    WithdrawNoShow,
    /// Stated that nobody answered in time.
    Expire,
}

/// One operation of the month before today.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'a> {
    /// A listing is published.
    Publish(&'a SampleListing),
    /// Something happens in an exchange.
    Event(&'a PastEvent),
}

impl Step<'_> {
    /// When it happened.
    pub(crate) const fn at(&self) -> Moment {
        match self {
            Self::Publish(listing) => listing.published,
            Self::Event(event) => event.at,
        }
    }
}
