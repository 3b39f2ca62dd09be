//! The typed values of the state other than the books.

use crate::{
    area::AreaCode,
    category::CategoryCode,
    hash::Hash,
    ids::{ListingId, NetworkId, PartyId, TransferId},
    operation::{
        identity::{IdentityLevel, OrganisationKind},
        listing::{ContentRef, ListingKind},
    },
    points::Points,
    signature::{Custody, PublicKey},
    state::accounts::AccountId,
    state::service::{Attendance, Contest, EarlierTime, Invitation, ProposedTime},
    time::{MINUTE_MS, Timestamp},
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Counters and switches of the network.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Meta {
    /// The network this state belongs to.
    pub network: NetworkId,
    /// Whether the clock may be moved.
    pub demo: bool,
    /// Block time minus the offices' clocks, in milliseconds; zero unless `demo`.
    pub clock_offset_ms: i64,
    /// The district that all areas lie in.
    pub district: AreaCode,
    /// Blocks per epoch.
    pub epoch_blocks: u64,
    /// The index that the next key gets.
    pub next_key: u32,
    /// How many matching rounds were recorded.
    pub match_rounds: u64,
}

/// What kind of party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum PartyKind {
    /// A natural person, with what was checked and the issuer's pseudonym.
    Person {
        /// What was checked.
        level: IdentityLevel,
        /// The issuer's keyed pseudonym.
        pseudonym: Hash,
    },
    /// An organisation, with its public description.
    Organisation {
        /// What it is.
        kind: OrganisationKind,
        /// Name and description.
        content: ContentRef,
    },
}

/// Whether a party takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Standing {
    /// Takes part.
    Active,
    /// Cannot act, and cannot be asked, until then.
    Suspended(Timestamp),
    /// Has left for good.
    Closed,
}

/// A person or an organisation.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Party {
    /// Person or organisation.
    pub kind: PartyKind,
    /// The community a person lives in, or the area an organisation works in.
    pub area: AreaCode,
    /// The organisation that enrolled it.
    pub registered_by: PartyId,
    /// Whether it takes part.
    pub standing: Standing,
}

/// A registered key.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct KeyRecord {
    /// Whose.
    pub party: PartyId,
    /// The key.
    pub key: PublicKey,
    /// Who holds the private half.
    pub custody: Custody,
    /// No longer usable.
    pub revoked: bool,
    /// Not usable until then.
    pub suspended_until: Option<Timestamp>,
}

/// A role that is held.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct RoleGrant {
    /// By whom it was given.
    pub granted_by: PartyId,
    /// Until when, or without an end.
    pub until: Option<Timestamp>,
}

/// A sharing hut.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Hut {
    /// Where it stands.
    pub community: AreaCode,
    /// Name, address and hours.
    pub content: ContentRef,
}

/// A need or an offer.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Listing {
    /// Need or offer.
    pub kind: ListingKind,
    /// Whose.
    pub owner: PartyId,
    /// What.
    pub category: CategoryCode,
    /// Where.
    pub area: AreaCode,
    /// How many exchanges may run at the same time.
    pub capacity: u16,
    /// How many run now (accepted and not yet ended); above the capacity only when a confirmation
    /// was taken back after the place had been given to another.
    pub running: u16,
    /// Closed by its owner.
    pub closed: bool,
    /// Closes by itself.
    pub expires_at: Timestamp,
}

/// Who pays for a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Funding {
    /// A need is free for the one in need: the points are issued.
    Issued,
    /// An offer booked without a need: the receiver pays with points.
    Paid,
}

/// Where an exchange stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum ExchangeStatus {
    /// One side asked.
    Requested,
    /// Both sides agreed.
    Accepted,
    /// Both sides confirmed the service.
    Completed,
    /// The asked side said no.
    Declined,
    /// The asking side took it back.
    Withdrawn,
    /// Ended before the service.
    Cancelled,
    /// One side did not come.
    NoShow,
    /// Nobody answered in time.
    Expired,
    /// Somebody proposed it, and not both sides have said yes.
    Invited,
    /// One side contradicts the other: a witness or a panel decides.
    Contested,
    /// Ended without a service on record; nothing counts against anyone.
    Lapsed,
    /// Ended at once because one side felt unsafe.
    Stopped,
}

/// One side's statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Statement {
    /// How long the service took, in minutes.
    pub minutes: u16,
    /// When it was stated.
    pub at: Timestamp,
}

/// One service between two parties.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Exchange {
    /// The listing that was asked for.
    pub listing: ListingId,
    /// The asking side's own listing, if it belongs to one.
    pub own_listing: Option<ListingId>,
    /// Who serves.
    pub provider: PartyId,
    /// Who is served.
    pub receiver: PartyId,
    /// Who asked.
    pub asked_by: PartyId,
    /// What kind of help.
    pub category: CategoryCode,
    /// Who pays.
    pub funding: Funding,
    /// Points held for a paid exchange.
    pub price: Points,
    /// The account that holds them: the receiver's own, granted points, or the household's.
    pub payer: AccountId,
    /// Agreed beginning.
    pub start: Timestamp,
    /// Agreed duration.
    pub minutes: u16,
    /// Where it stands.
    pub status: ExchangeStatus,
    /// When the status last changed.
    pub changed_at: Timestamp,
    /// When the asked side said yes. What is taken back later does not make the agreement younger.
    pub agreed_at: Option<Timestamp>,
    /// The provider's statement.
    pub provider_statement: Option<Statement>,
    /// The receiver's statement.
    pub receiver_statement: Option<Statement>,
    /// Who reported a no-show.
    pub no_show_by: Option<PartyId>,
    /// The movement of points of the completed service.
    pub transfer: Option<TransferId>,
    /// Minutes that counted towards the caps, to give back on reversal.
    pub counted_minutes: u32,
    /// Who has said yes, when somebody else proposed it.
    pub invitation: Option<Invitation>,
    /// Another time that one side proposes.
    pub proposed: Option<ProposedTime>,
    /// The time before the newest agreement on another one.
    pub earlier: Option<EarlierTime>,
    /// What happened at the door.
    pub attendance: Option<Attendance>,
    /// One side's contradiction; after a no-show report also once it was decided.
    pub contest: Option<Contest>,
}

/// A licence that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Licence {
    /// Who saw it.
    pub attested_by: PartyId,
    /// Until when it is valid.
    pub until: Timestamp,
}

impl Exchange {
    /// The agreed end.
    #[must_use]
    pub fn end(&self) -> Timestamp {
        let minutes = u64::from(self.minutes);
        self.start.plus_ms(minutes.saturating_mul(MINUTE_MS))
    }

    /// Whether both sides have met at the door.
    #[must_use]
    pub fn has_met(&self) -> bool {
        self.attendance
            .is_some_and(|attendance| attendance.met_at.is_some())
    }

    /// The only statement there is, with the one who made it.
    #[must_use]
    pub fn claim(&self) -> Option<(PartyId, Statement)> {
        match (self.provider_statement, self.receiver_statement) {
            (Some(statement), None) => Some((self.provider, statement)),
            (None, Some(statement)) => Some((self.receiver, statement)),
            _ => None,
        }
    }

    /// Whether it takes places of its listings: a no-show report gives them back.
    #[must_use]
    pub fn takes_places(&self) -> bool {
        match self.status {
            ExchangeStatus::Accepted => true,
            ExchangeStatus::Contested => self.no_show_by.is_none(),
            ExchangeStatus::Requested
            | ExchangeStatus::Invited
            | ExchangeStatus::Completed
            | ExchangeStatus::Declined
            | ExchangeStatus::Withdrawn
            | ExchangeStatus::Cancelled
            | ExchangeStatus::NoShow
            | ExchangeStatus::Expired
            | ExchangeStatus::Lapsed
            | ExchangeStatus::Stopped => false,
        }
    }

    /// Whether the receiver's points are promised to it now.
    #[must_use]
    pub fn holds_points(&self) -> bool {
        self.price.is_positive()
            && (self.status == ExchangeStatus::Requested || self.takes_places())
    }

    /// The other side, when `party` is one of the two.
    #[must_use]
    pub fn other_side(&self, party: PartyId) -> Option<PartyId> {
        if party == self.provider {
            Some(self.receiver)
        } else if party == self.receiver {
            Some(self.provider)
        } else {
            None
        }
    }
}
