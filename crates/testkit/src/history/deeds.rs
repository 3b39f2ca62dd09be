//! What somebody in a random history might do next, sensible or not.

use super::Story;
use crate::{
    Actor,
    chain::DISTRICT,
    district::{COMMUNITY, NEXT_COMMUNITY, content_of},
};
use ledger::{
    Action, CategoryCode, ExchangeId, Hash, HutId, ListingId, PartyId, Points, TransferId, Window,
    category::CATEGORIES,
    operation::{
        ClockAction, ExchangeAction, IdentityAction, ListingAction, MatchingAction, PointsAction,
        clock::AdvanceClock,
        exchange::{
            AcceptExchange, CancelExchange, ConfirmService, DeclineExchange, ExpireExchange,
            ReportNoShow, RequestExchange, WithdrawConfirmation, WithdrawNoShow, WithdrawRequest,
        },
        identity::{
            GrantRole, IdentityLevel, RegisterHut, RegisterKey, RegisterOrganisation,
            RegisterPerson, RevokeKey, RevokeRole, Role, Scope,
        },
        listing::{CloseListing, ListingKind, Place, PublishListing},
        matching::RecordMatchRound,
        points::{DonatePoints, SettleTransfer, WithdrawDonation},
    },
    signature::Custody,
    state::{keys, records::ExchangeStatus},
    time::{DAY_MS, HOUR_MS, MINUTE_MS},
};

/// Care and repair: two groups, so that some needs and offers do not fit.
const USUAL: [CategoryCode; 3] = [CategoryCode(201), CategoryCode(205), CategoryCode(211)];

impl Story {
    /// The side whose turn it is moves a recent exchange on, or thinks better of it.
    pub(super) fn next_move(&mut self) -> Option<(Actor, Action)> {
        let id = Self::recent(&mut self.random, &self.exchanges)?;
        let record = self.district.state().get(&keys::exchange(id))?;
        let side = *self.random.pick(&[record.provider, record.receiver])?;
        let asked = record.other_side(record.asked_by)?;
        let (party, action) = match record.status {
            ExchangeStatus::Requested if self.random.chance(75) => (
                asked,
                Action::Exchange(ExchangeAction::AcceptExchange(AcceptExchange {
                    exchange: id,
                })),
            ),
            ExchangeStatus::Requested => (side, self.answer(id)),
            ExchangeStatus::Accepted if self.random.chance(80) => {
                let command = ConfirmService {
                    exchange: id,
                    minutes: record.minutes,
                };
                (
                    side,
                    Action::Exchange(ExchangeAction::ConfirmService(command)),
                )
            }
            ExchangeStatus::Accepted => (side, self.second_thought(id)),
            ExchangeStatus::Completed if self.random.chance(30) => {
                let command = WithdrawConfirmation { exchange: id };
                (
                    side,
                    Action::Exchange(ExchangeAction::WithdrawConfirmation(command)),
                )
            }
            ExchangeStatus::NoShow => {
                let command = WithdrawNoShow { exchange: id };
                (
                    side,
                    Action::Exchange(ExchangeAction::WithdrawNoShow(command)),
                )
            }
            _ => return None,
        };
        let actor = self.actors.iter().find(|actor| actor.party == party)?;
        Some((actor.clone(), action))
    }

    fn answer(&mut self, exchange: ExchangeId) -> Action {
        match self.random.below(3) {
            0 => Action::Exchange(ExchangeAction::DeclineExchange(DeclineExchange {
                exchange,
            })),
            1 => Action::Exchange(ExchangeAction::WithdrawRequest(WithdrawRequest {
                exchange,
            })),
            _ => Action::Exchange(ExchangeAction::ExpireExchange(ExpireExchange { exchange })),
        }
    }

    fn second_thought(&mut self, exchange: ExchangeId) -> Action {
        match self.random.below(3) {
            0 => Action::Exchange(ExchangeAction::CancelExchange(CancelExchange { exchange })),
            1 => Action::Exchange(ExchangeAction::ReportNoShow(ReportNoShow { exchange })),
            _ => Action::Exchange(ExchangeAction::WithdrawConfirmation(WithdrawConfirmation {
                exchange,
            })),
        }
    }

    /// Anything at all by this actor.
    pub(super) fn deed_of(&mut self, actor: &Actor) -> (Actor, Action) {
        if self.random.chance(30) {
            return self.sharing_deed(actor);
        }
        let action = match self.random.below(20) {
            0..=4 => Action::Listing(ListingAction::PublishListing(self.listing())),
            5..=9 => Action::Exchange(ExchangeAction::RequestExchange(self.question())),
            10 => self.identity_deed(),
            11 => self.office_deed(),
            12..=14 => self.points_deed(),
            15 => Action::Listing(ListingAction::CloseListing(CloseListing {
                listing: self.some_listing(),
            })),
            16 => Action::Exchange(ExchangeAction::ExpireExchange(ExpireExchange {
                exchange: self.some_exchange(),
            })),
            _ => {
                let exchange = self.some_exchange();
                if self.random.chance(50) {
                    self.answer(exchange)
                } else {
                    self.second_thought(exchange)
                }
            }
        };
        // What only the office may do is mostly done by the office.
        let needs_office = matches!(
            action,
            Action::Identity(IdentityAction::RegisterPerson(_))
                | Action::Identity(IdentityAction::RegisterOrganisation(_))
                | Action::Identity(IdentityAction::RegisterHut(_))
                | Action::Identity(IdentityAction::GrantRole(_))
                | Action::Identity(IdentityAction::RevokeRole(_))
                | Action::Matching(MatchingAction::RecordMatchRound(_))
                | Action::Clock(ClockAction::AdvanceClock(_))
        );
        if needs_office && self.random.chance(80) {
            (self.district.office(), action)
        } else {
            (actor.clone(), action)
        }
    }

    fn listing(&mut self) -> PublishListing {
        let now = self.district.chain().time();
        // Mostly the same few kinds of help, so that needs and offers often fit each other.
        let category = if self.random.chance(80) {
            self.random.pick(&USUAL).copied()
        } else {
            self.random.pick(CATEGORIES).map(|row| row.code)
        };
        let start = now.plus_ms(self.random.below(DAY_MS));
        let end = start.plus_ms(HOUR_MS);
        let place = match self.random.below(4) {
            0 => Place::Home,
            1 => Place::Remote,
            2 => Place::Hut(self.random.pick(&self.huts).copied().unwrap_or_default()),
            _ => Place::Agreed,
        };
        let area = if self.random.chance(92) {
            COMMUNITY
        } else {
            NEXT_COMMUNITY
        };
        PublishListing {
            kind: if self.random.chance(50) {
                ListingKind::Need
            } else {
                ListingKind::Offer
            },
            category: category.unwrap_or_default(),
            area,
            place,
            windows: vec![Window { start, end }],
            minutes: self.minutes(),
            capacity: u16::try_from(self.random.below(4)).unwrap_or(1),
            content: content_of(&format!("text {}", self.random.below(50))),
            expires_at: now.plus_ms(1 + self.random.below(20 * DAY_MS)),
        }
    }

    fn minutes(&mut self) -> u16 {
        match self.random.below(12) {
            0 => 45,
            1..=3 => 30,
            4 => 480,
            _ => 60,
        }
    }

    fn question(&mut self) -> RequestExchange {
        let now = self.district.chain().time();
        let own_listing = self.random.chance(25).then(|| self.some_listing());
        let start = if self.random.chance(80) {
            now
        } else {
            now.plus_ms(self.random.below(6 * HOUR_MS))
        };
        RequestExchange {
            listing: self.some_listing(),
            own_listing,
            start,
            minutes: self.minutes(),
        }
    }

    fn identity_deed(&mut self) -> Action {
        self.newcomers += 1;
        let (id, secret) = self
            .district
            .identity_of(&format!("newcomer {}", self.newcomers));
        let key = crate::actor::public_key_of(secret);
        let party = self.some_party();
        match self.random.below(5) {
            0 => Action::Identity(IdentityAction::RegisterPerson(RegisterPerson {
                person: if self.random.chance(90) { id } else { party },
                pseudonym: Hash::of(&[&self.random.below(200).to_le_bytes()]),
                level: *self
                    .random
                    .pick(&[IdentityLevel::PhoneChecked, IdentityLevel::Endorsed])
                    .unwrap_or(&IdentityLevel::RealNameChecked),
                community: NEXT_COMMUNITY,
                key,
                custody: Custody::Assisted,
            })),
            1 => Action::Identity(IdentityAction::RegisterOrganisation(RegisterOrganisation {
                organisation: id,
                kind: ledger::operation::identity::OrganisationKind::SocialOrganisation,
                area: DISTRICT,
                content: content_of("an organisation"),
                key,
                custody: Custody::Device,
            })),
            2 | 3 => Action::Identity(IdentityAction::RegisterKey(RegisterKey {
                party,
                key,
                custody: Custody::Device,
            })),
            // Only keys that nobody here signs with: the story must go on.
            _ => Action::Identity(IdentityAction::RevokeKey(RevokeKey {
                key: self
                    .keys
                    .get(self.actors.len()..)
                    .and_then(|spare| self.random.pick(spare).copied())
                    .unwrap_or_default(),
            })),
        }
    }

    fn office_deed(&mut self) -> Action {
        let now = self.district.chain().time();
        let role = *self
            .random
            .pick(&[Role::CommunityWorker, Role::Auditor, Role::HutKeeper])
            .unwrap_or(&Role::Auditor);
        // Mostly the same one, so that there is a role to take back.
        let party = if self.random.chance(70) {
            self.actors[3].party
        } else {
            self.some_party()
        };
        let scope = match self.random.below(3) {
            0 => Scope::Area(COMMUNITY),
            1 => Scope::Organisation(self.actors[2].party),
            _ => Scope::Hut(self.huts[0]),
        };
        match self.random.below(6) {
            0 | 1 => Action::Identity(IdentityAction::GrantRole(GrantRole {
                party,
                role,
                scope,
                until: self.random.chance(50).then(|| now.plus_ms(DAY_MS)),
            })),
            2 => Action::Identity(IdentityAction::RevokeRole(RevokeRole {
                party,
                role,
                scope,
            })),
            3 => Action::Identity(IdentityAction::RegisterHut(RegisterHut {
                hut: HutId(self.random.bytes()),
                community: NEXT_COMMUNITY,
                content: content_of("a hut"),
            })),
            4 => Action::Clock(ClockAction::AdvanceClock(AdvanceClock {
                by_ms: self.random.below(20 * MINUTE_MS),
            })),
            _ => Action::Matching(MatchingAction::RecordMatchRound(RecordMatchRound {
                height: self.random.below(self.district.chain().head().height + 2),
                parameters_version: 1,
                inputs: Hash(self.random.bytes()),
                result: Hash(self.random.bytes()),
            })),
        }
    }

    fn points_deed(&mut self) -> Action {
        let transfer = Self::recent(&mut self.random, &self.transfers);
        let transfer = transfer.unwrap_or(TransferId([1; 16]));
        match self.random.below(6) {
            0 => {
                let tenths = i64::try_from(self.random.below(120)).unwrap_or_default();
                Action::Points(PointsAction::DonatePoints(DonatePoints {
                    amount: Points(tenths),
                }))
            }
            1 => Action::Points(PointsAction::WithdrawDonation(WithdrawDonation {
                transfer,
            })),
            _ => {
                let transfer = self.random.pick(&self.transfers).copied();
                Action::Points(PointsAction::SettleTransfer(SettleTransfer {
                    transfer: transfer.unwrap_or(TransferId([1; 16])),
                }))
            }
        }
    }

    fn some_listing(&mut self) -> ListingId {
        Self::recent(&mut self.random, &self.listings).unwrap_or(ListingId([1; 16]))
    }

    fn some_exchange(&mut self) -> ExchangeId {
        Self::recent(&mut self.random, &self.exchanges).unwrap_or(ExchangeId([1; 16]))
    }

    pub(super) fn some_party(&mut self) -> PartyId {
        self.random.pick(&self.parties).copied().unwrap_or_default()
    }
}
