//! Words of the story language for areas, people, times and points, and events in words.

use super::Story;
use ledger::{
    AreaCode, CategoryCode, Event, Hash, PartyId, Points,
    category::CATEGORIES,
    event::{
        ApprovalEvent, ClockEvent, ExchangeEvent, HouseholdEvent, IdentityEvent, Leg, ListingEvent,
        MatchingEvent, MembershipEvent, PointsEvent, PointsOfficeEvent, RedemptionEvent,
    },
    state::accounts::AccountId,
    time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS},
};

/// Everybody a story may enrol.
pub(crate) const PEOPLE: &[&str] = &[
    "clerk",
    "committee",
    "ann",
    "bob",
    "cat",
    "phil",
    "dan",
    "zoe",
    "yan",
    "shop",
    "max",
    "liu",
    "guild",
    "choir",
    "clinic",
];

/// The id that a name gets when it is enrolled.
pub(crate) fn party(name: &str) -> PartyId {
    PartyId(short(name))
}

/// The private key that belongs to a name.
pub(crate) fn secret(name: &str) -> [u8; 32] {
    Hash::of(&[b"secret of ", name.as_bytes()]).0
}

/// The first sixteen bytes of a name's hash.
pub(crate) fn short(name: &str) -> [u8; 16] {
    let hash = Hash::of(&[name.as_bytes()]);
    std::array::from_fn(|at| hash.0[at])
}

pub(crate) fn area(name: &str) -> AreaCode {
    AreaCode(match name {
        "district" => 440_604,
        "street" => 440_604_001,
        "riverside" => 440_604_001_001,
        "hillside" => 440_604_001_002,
        "elsewhere" => 440_605_001_001,
        "nowhere" => 7,
        _ => panic!("no area is called {name}"),
    })
}

pub(crate) fn category(slug: &str) -> CategoryCode {
    CATEGORIES
        .iter()
        .find(|row| row.slug == slug)
        .map_or(CategoryCode(9), |row| row.code)
}

/// `11m`, `2h`, `3d`, `5s`, or milliseconds without a unit.
pub(crate) fn duration(text: &str) -> u64 {
    let digits = text.trim_end_matches(|letter: char| letter.is_alphabetic());
    let number: u64 = digits
        .parse()
        .unwrap_or_else(|_| panic!("{text} is no duration"));
    number
        * match &text[digits.len()..] {
            "" => 1,
            "s" => SECOND_MS,
            "m" => MINUTE_MS,
            "h" => HOUR_MS,
            "d" => DAY_MS,
            unit => panic!("no unit is called {unit}"),
        }
}

/// `3` or `5.5` or `-1`.
pub(crate) fn points(text: &str) -> Points {
    let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
    let number: i64 = format!("{whole}{tenth}")
        .parse()
        .unwrap_or_else(|_| panic!("{text} is no amount"));
    Points(number)
}

impl Story {
    /// A fact in a few words.
    pub(crate) fn event(&self, event: &Event) -> String {
        self.event_of_people(event)
            .or_else(|| self.event_of_exchange(event))
            .or_else(|| self.event_of_course(event))
            .or_else(|| self.event_of_points(event))
            .or_else(|| self.event_of_network(event))
            .or_else(|| self.event_of_parties(event))
            .or_else(|| self.event_of_disputes(event))
            .or_else(|| self.event_of_sharing(event))
            .or_else(|| self.event_of_bank(event))
            .unwrap_or_else(|| format!("{event:?}"))
    }

    fn event_of_people(&self, event: &Event) -> Option<String> {
        let name = |party: &PartyId| self.name(*party);
        Some(match event {
            Event::Identity(IdentityEvent::OrganisationRegistered { organisation, .. }) => {
                format!("{} registered", name(organisation))
            }
            Event::Identity(IdentityEvent::PersonRegistered { person, .. }) => {
                format!("{} enrolled", name(person))
            }
            Event::Identity(IdentityEvent::KeyRegistered { party, .. }) => {
                format!("{} has another key", name(party))
            }
            Event::Identity(IdentityEvent::KeyRevoked { party, .. }) => {
                format!("a key of {} revoked", name(party))
            }
            Event::Identity(IdentityEvent::RoleGranted { party }) => {
                format!("{} has a role", name(party))
            }
            Event::Identity(IdentityEvent::RoleRevoked { party }) => {
                format!("{} lost a role", name(party))
            }
            Event::Identity(IdentityEvent::HutRegistered { .. }) => "hut registered".to_owned(),
            Event::Listing(ListingEvent::ListingPublished { .. }) => "published".to_owned(),
            Event::Listing(ListingEvent::ListingClosed { .. }) => "closed".to_owned(),
            Event::Matching(MatchingEvent::MatchRoundRecorded { round }) => {
                format!("round {round} recorded")
            }
            Event::Clock(ClockEvent::ClockAdvanced { offset_ms }) => {
                format!("clock {}m ahead", offset_ms / 60_000)
            }
            Event::Approval(ApprovalEvent::ActionProposed { .. }) => "proposed".to_owned(),
            Event::Approval(ApprovalEvent::ActionApproved { proposed_by, .. }) => {
                format!("approved for {}", name(proposed_by))
            }
            Event::Approval(ApprovalEvent::ProposalWithdrawn { .. }) => "taken back".to_owned(),
            Event::Approval(ApprovalEvent::ProposalExpired { .. }) => "proposal over".to_owned(),
            _ => return None,
        })
    }

    fn event_of_exchange(&self, event: &Event) -> Option<String> {
        let name = |party: &PartyId| self.name(*party);
        Some(match event {
            Event::Exchange(ExchangeEvent::ExchangeRequested {
                provider,
                receiver,
                price,
                ..
            }) => {
                format!(
                    "{} may serve {} for {price}",
                    name(provider),
                    name(receiver)
                )
            }
            Event::Exchange(ExchangeEvent::ExchangeAccepted { .. }) => "accepted".to_owned(),
            Event::Exchange(ExchangeEvent::ExchangeDeclined { .. }) => "declined".to_owned(),
            Event::Exchange(ExchangeEvent::RequestWithdrawn { .. }) => "withdrawn".to_owned(),
            Event::Exchange(ExchangeEvent::ExchangeCancelled { by, late, .. }) => {
                let by = by.map_or_else(|| "nobody".to_owned(), |by| self.name(by));
                format!("cancelled by {by}{}", if *late { " late" } else { "" })
            }
            Event::Exchange(ExchangeEvent::ServiceConfirmed { by, minutes, .. }) => {
                format!("{} confirmed {minutes}", name(by))
            }
            Event::Exchange(ExchangeEvent::ServiceCompleted { minutes, .. }) => {
                format!("completed {minutes}")
            }
            Event::Exchange(ExchangeEvent::ConfirmationWithdrawn { by, .. }) => {
                format!("{} took the confirmation back", name(by))
            }
            Event::Exchange(ExchangeEvent::NoShowReported { by, .. }) => {
                format!("{} reported a no-show", name(by))
            }
            Event::Exchange(ExchangeEvent::NoShowWithdrawn { by, .. }) => {
                format!("{} took the no-show back", name(by))
            }
            Event::Exchange(ExchangeEvent::ExchangeExpired { .. }) => "expired".to_owned(),
            _ => return None,
        })
    }

    fn event_of_points(&self, event: &Event) -> Option<String> {
        Some(match event {
            Event::Points(PointsEvent::PointsHeld {
                account, amount, ..
            }) => {
                format!("held {} {amount}", self.account(*account))
            }
            Event::Points(PointsEvent::PointsReleased {
                account, amount, ..
            }) => {
                format!("released {} {amount}", self.account(*account))
            }
            Event::Points(PointsEvent::PointsPosted { legs, .. }) => {
                let leg = |leg: &Leg| format!("{} {}", self.account(leg.account), leg.amount);
                format!(
                    "posted {}",
                    legs.iter().map(leg).collect::<Vec<_>>().join(" ")
                )
            }
            Event::Points(PointsEvent::TransferSettled { .. }) => "settled".to_owned(),
            Event::Points(PointsEvent::TransferReversed { .. }) => "reversed".to_owned(),
            Event::Points(PointsEvent::TransferGuaranteed { .. }) => "guaranteed".to_owned(),
            Event::Exchange(ExchangeEvent::BookingRepriced {
                price, guaranteed, ..
            }) => {
                let by = if *guaranteed { " by guarantee" } else { "" };
                format!("repriced to {price}{by}")
            }
            _ => return None,
        })
    }

    fn event_of_network(&self, event: &Event) -> Option<String> {
        let Event::Membership(event) = event else {
            return None;
        };
        Some(match event {
            MembershipEvent::SeatClaimed { organisation, .. } => {
                format!("{} claimed", self.name(*organisation))
            }
            MembershipEvent::ChangeProposed { .. } => "proposed".to_owned(),
            MembershipEvent::ChangeApproved { by, .. } => format!("{} approved", self.name(*by)),
            MembershipEvent::ChangeWithdrawn { .. } => "withdrawn".to_owned(),
            MembershipEvent::ValidatorsChanged { .. } => "servers change".to_owned(),
            MembershipEvent::UpgradeScheduled { version, .. } => format!("rules {version} due"),
        })
    }

    fn event_of_bank(&self, event: &Event) -> Option<String> {
        Some(match event {
            Event::Points(event) => self.event_of_gift(event)?,
            Event::Household(event) => self.event_of_household(event),
            Event::Redemption(event) => self.event_of_redemption(event),
            Event::PointsOffice(event) => self.event_of_office(event),
            _ => return None,
        })
    }

    fn event_of_gift(&self, event: &PointsEvent) -> Option<String> {
        let by = |by: &Option<PartyId>| by.map_or_else(|| "nobody".to_owned(), |by| self.name(by));
        Some(match event {
            PointsEvent::TransferCorrected {
                bearer, shortfall, ..
            } => format!("corrected, {} bears {shortfall}", self.account(*bearer)),
            PointsEvent::GiftOffered {
                receiver, amount, ..
            } => format!("offered {} {amount}", self.name(*receiver)),
            PointsEvent::GiftAccepted { .. } => "accepted gift".to_owned(),
            PointsEvent::GiftDeclined { .. } => "declined gift".to_owned(),
            PointsEvent::GiftWithdrawn { by: who, .. } => format!("gift withdrawn by {}", by(who)),
            PointsEvent::GiftExpired { .. } => "gift expired".to_owned(),
            PointsEvent::BeneficiaryNamed { .. } => "beneficiary".to_owned(),
            PointsEvent::PointsPassedOn { .. } => "passed on".to_owned(),
            PointsEvent::ExpiryAnnounced { amount, .. } => format!("{amount} will expire"),
            PointsEvent::PointsExpired { .. } => "points expired".to_owned(),
            _ => return None,
        })
    }

    fn event_of_household(&self, event: &HouseholdEvent) -> String {
        match event {
            HouseholdEvent::HouseholdRegistered { .. } => "household".to_owned(),
            HouseholdEvent::HouseholdInvited { person, .. } => {
                format!("{} invited", self.name(*person))
            }
            HouseholdEvent::HouseholdJoined { person, .. } => {
                format!("{} joined", self.name(*person))
            }
            HouseholdEvent::HouseholdLeft { person, .. } => format!("{} left", self.name(*person)),
        }
    }

    fn event_of_redemption(&self, event: &RedemptionEvent) -> String {
        match event {
            RedemptionEvent::EntryPublished { .. } => "entry".to_owned(),
            RedemptionEvent::EntryClosed { .. } => "entry closed".to_owned(),
            RedemptionEvent::RedemptionReserved { person, price, .. } => {
                format!("reserved for {} at {price}", self.name(*person))
            }
            RedemptionEvent::RedemptionQueued { person, .. } => {
                format!("{} queues", self.name(*person))
            }
            RedemptionEvent::RedemptionCancelled { by, .. } => {
                let by = by.map_or_else(|| "nobody".to_owned(), |by| self.name(by));
                format!("redemption cancelled by {by}")
            }
            RedemptionEvent::RedemptionConsumed { .. } => "consumed".to_owned(),
            RedemptionEvent::ConsumptionWithdrawn { by, .. } => {
                format!("{} took the consumption back", self.name(*by))
            }
            RedemptionEvent::RedemptionExpired { .. } => "redemption expired".to_owned(),
            RedemptionEvent::QueueAdmitted { count, .. } => format!("{count} admitted"),
        }
    }

    fn event_of_office(&self, event: &PointsOfficeEvent) -> String {
        match event {
            PointsOfficeEvent::RulePackAdopted { .. } => "pack adopted".to_owned(),
            PointsOfficeEvent::StandingRecorded { person } => {
                format!("standing of {}", self.name(*person))
            }
            PointsOfficeEvent::ReserveFunded { .. } => "funded".to_owned(),
            PointsOfficeEvent::PointsGranted { person, .. } => {
                format!("granted to {}", self.name(*person))
            }
            PointsOfficeEvent::AccountClosed { person } => {
                format!("account of {} closed", self.name(*person))
            }
        }
    }

    fn account(&self, account: AccountId) -> String {
        match account {
            AccountId::Issuance => "issuance".to_owned(),
            AccountId::Party(party) => self.name(party),
            AccountId::Pool(_) => "pool".to_owned(),
            AccountId::Honour(party) => format!("honour-of-{}", self.name(party)),
            AccountId::Grant(party) => format!("grant-of-{}", self.name(party)),
            AccountId::Household(_) => "household".to_owned(),
            AccountId::Sponsor(_) => "sponsor".to_owned(),
            AccountId::Reserve(_) => "reserve".to_owned(),
        }
    }
}
