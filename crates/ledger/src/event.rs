//! Facts that an applied operation leaves: past tense, in the order in which they happened.

pub mod activity;
pub mod approval;
pub mod clock;
pub mod content;
pub mod dispute;
pub mod exchange;
pub mod household;
pub mod hut;
pub mod identity;
pub mod item;
pub mod listing;
pub mod loan;
pub mod matching;
pub mod membership;
pub mod party;
pub mod points;
pub mod points_office;
pub mod rating;
pub mod redemption;

pub use self::{
    activity::ActivityEvent, approval::ApprovalEvent, clock::ClockEvent, content::ContentEvent,
    dispute::DisputeEvent, exchange::ExchangeEvent, household::HouseholdEvent, hut::HutEvent,
    identity::IdentityEvent, item::ItemEvent, listing::ListingEvent, loan::LoanEvent,
    matching::MatchingEvent, membership::MembershipEvent, party::PartyEvent, points::PointsEvent,
    points_office::PointsOfficeEvent, rating::RatingEvent, redemption::RedemptionEvent,
};
use crate::{ids::PartyId, points::Points, state::accounts::AccountId};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// Declares one family of events: an enum of facts, the stable name of each, and the way from the
/// family to an [`Event`].
macro_rules! family {
    (
        $(#[$doc:meta])* $family:ident in $variant:ident;
        $($(#[$about:meta])* $event:ident = $name:literal {
            $($(#[$note:meta])* $field:ident: $kind:ty,)*
        })+
    ) => {
        $(#[$doc])*
        #[derive(
            Clone, Debug, PartialEq, Eq, borsh::BorshDeserialize, borsh::BorshSerialize,
            serde::Serialize,
        )]
        #[serde(tag = "type", rename_all = "snake_case")]
        pub enum $family {
            $($(#[$about])* $event { $($(#[$note])* $field: $kind,)* },)+
        }

        impl $family {
            /// The stable names of the family's events.
            pub const NAMES: &'static [&'static str] = &[$($name,)+];

            /// The stable name of an event, for example `listing_published`.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$event { .. } => $name,)+ }
            }
        }

        impl From<$family> for $crate::event::Event {
            fn from(event: $family) -> Self {
                Self::$variant(event)
            }
        }
    };
}
use family;

/// One fact, by family. What the operation itself says is not repeated.
///
/// As JSON, an event is an object of its `type` and its fields; times are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(untagged)]
pub enum Event {
    /// What became of people, organisations, keys, roles and huts.
    Identity(IdentityEvent),
    /// What became of needs and offers.
    Listing(ListingEvent),
    /// What became of services between two parties.
    Exchange(ExchangeEvent),
    /// What became of points.
    Points(PointsEvent),
    /// What the matchmaker left.
    Matching(MatchingEvent),
    /// What became of the clock of a demonstration.
    Clock(ClockEvent),
    /// What became of actions that need two persons.
    Approval(ApprovalEvent),
    /// What became of the network's own affairs.
    Membership(MembershipEvent),
    /// What became of parties after they were enrolled.
    Party(PartyEvent),
    /// What became of things that people lend and give.
    Item(ItemEvent),
    /// What became of loans.
    Loan(LoanEvent),
    /// What became of activities and group sessions.
    Activity(ActivityEvent),
    /// What became of a hut's doors, shelves and kiosks.
    Hut(HutEvent),
    /// What became of ratings.
    Rating(RatingEvent),
    /// What became of disputes and complaints.
    Dispute(DisputeEvent),
    /// What became of content that somebody objected to.
    Content(ContentEvent),
    /// What became of households.
    Household(HouseholdEvent),
    /// What became of the catalogue and of what was redeemed.
    Redemption(RedemptionEvent),
    /// What offices did for the points bank.
    PointsOffice(PointsOfficeEvent),
}

impl Event {
    /// The stable names of all events, by family.
    pub const NAMES: &'static [&'static [&'static str]] = &[
        IdentityEvent::NAMES,
        ListingEvent::NAMES,
        ExchangeEvent::NAMES,
        PointsEvent::NAMES,
        MatchingEvent::NAMES,
        ClockEvent::NAMES,
        ApprovalEvent::NAMES,
        HouseholdEvent::NAMES,
        MembershipEvent::NAMES,
        PartyEvent::NAMES,
        ItemEvent::NAMES,
        LoanEvent::NAMES,
        ActivityEvent::NAMES,
        HutEvent::NAMES,
        RatingEvent::NAMES,
        DisputeEvent::NAMES,
        ContentEvent::NAMES,
        PointsOfficeEvent::NAMES,
        RedemptionEvent::NAMES,
    ];

    /// The stable name of an event, for example `listing_published`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Identity(event) => event.name(),
            Self::Listing(event) => event.name(),
            Self::Exchange(event) => event.name(),
            Self::Points(event) => event.name(),
            Self::Matching(event) => event.name(),
            Self::Clock(event) => event.name(),
            Self::Approval(event) => event.name(),
            Self::Dispute(event) => event.name(),
            Self::Content(event) => event.name(),
            Self::Membership(event) => event.name(),
            Self::Party(event) => event.name(),
            Self::Item(event) => event.name(),
            Self::Loan(event) => event.name(),
            Self::Activity(event) => event.name(),
            Self::Hut(event) => event.name(),
            Self::Rating(event) => event.name(),
            Self::Household(event) => event.name(),
            Self::Redemption(event) => event.name(),
            Self::PointsOffice(event) => event.name(),
        }
    }
}

/// One line of a movement of points: positive is received, negative is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct Leg {
    /// Which account.
    pub account: AccountId,
    /// How much.
    pub amount: Points,
}

impl Leg {
    /// The person or organisation whose own account this is.
    #[must_use]
    pub const fn party(&self) -> Option<PartyId> {
        if let AccountId::Party(party) = self.account {
            Some(party)
        } else {
            None
        }
    }
}
