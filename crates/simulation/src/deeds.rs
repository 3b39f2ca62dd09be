//! What a resident might do next.

use crate::district::{District, Resident};
use ledger::{
    Action, AreaCode, CategoryCode, Hash, PartyId, Points, Timestamp,
    operation::{
        exchange::{
            AcceptExchange, CancelExchange, ConfirmService, DeclineExchange, RequestExchange,
            WithdrawConfirmation,
        },
        identity::{IdentityLevel, RegisterPerson},
        listing::{CloseListing, ContentRef, ListingKind, Place, PublishListing},
        points::{DonatePoints, SettleTransfer, WithdrawDonation},
    },
    signature::{Custody, PublicKey},
    state::{keys, records::ExchangeStatus},
    time::DAY_MS,
};
use node::{Head, simulation::Chance};
use testkit::Actor;

/// 祖庙街道.
const COMMUNITY: AreaCode = AreaCode(440_604_010_001);
/// One kind of help, so that everybody can help everybody.
const CATEGORY: CategoryCode = CategoryCode(205);

/// Somebody is enrolled by the district's office.
pub(crate) fn enrol(person: PartyId, key: PublicKey) -> Action {
    Action::from(RegisterPerson {
        person,
        pseudonym: Hash::of(&[b"pseudonym", &person.0]),
        level: IdentityLevel::RealNameChecked,
        community: COMMUNITY,
        key,
        custody: Custody::Device,
    })
}

fn recent<T: Copy>(chance: Chance<'_>, items: &[T]) -> Option<T> {
    any(chance, &items[items.len().saturating_sub(8)..])
}

fn any<T: Copy>(chance: Chance<'_>, items: &[T]) -> Option<T> {
    let at = usize::try_from(chance(items.len() as u64)).ok()?;
    items.get(at).copied()
}

fn actor(resident: &Resident) -> Option<Actor> {
    Some(Actor::new(resident.party, resident.key?, resident.secret))
}

impl District {
    /// Somebody, and something they might do.
    pub(crate) fn deed(
        &self,
        chance: Chance<'_>,
        head: &Head,
        now: Timestamp,
    ) -> Option<(Actor, Action)> {
        if chance(100) < 65
            && let Some(deed) = self.next_move(chance, head)
        {
            return Some(deed);
        }
        let someone = usize::try_from(chance(self.residents.len() as u64)).ok()?;
        let someone = actor(self.residents.get(someone)?)?;
        let action = match chance(14) {
            0 | 1 => publish(ListingKind::Need, now),
            2 | 3 => publish(ListingKind::Offer, now),
            4..=7 => Action::from(RequestExchange {
                listing: recent(chance, &self.listings)?,
                own_listing: None,
                start: now,
                minutes: 60,
            }),
            8 => Action::from(DonatePoints {
                amount: Points(1 + i64::try_from(chance(10)).unwrap_or(0)),
            }),
            9 => Action::from(WithdrawDonation {
                transfer: recent(chance, &self.transfers)?,
            }),
            10..=12 => Action::from(SettleTransfer {
                transfer: any(chance, &self.transfers)?,
            }),
            _ => Action::from(CloseListing {
                listing: recent(chance, &self.listings)?,
            }),
        };
        Some((someone, action))
    }

    /// The side whose turn it is moves a recent exchange on, or thinks better of it.
    fn next_move(&self, chance: Chance<'_>, head: &Head) -> Option<(Actor, Action)> {
        let exchange = recent(chance, &self.exchanges)?;
        let record = head.state.get(&keys::exchange(exchange))?;
        let provider_first = record.provider_statement.is_none() && chance(2) == 0;
        let side = if provider_first || record.receiver_statement.is_some() {
            record.provider
        } else {
            record.receiver
        };
        let (party, action) = match record.status {
            ExchangeStatus::Requested if chance(10) > 0 => (
                record.other_side(record.asked_by)?,
                Action::from(AcceptExchange { exchange }),
            ),
            ExchangeStatus::Requested => (side, Action::from(DeclineExchange { exchange })),
            ExchangeStatus::Accepted if chance(10) > 0 => {
                let minutes = record.minutes;
                let command = ConfirmService { exchange, minutes };
                (side, Action::from(command))
            }
            ExchangeStatus::Accepted => (side, Action::from(CancelExchange { exchange })),
            ExchangeStatus::Completed if chance(4) == 0 => {
                let command = WithdrawConfirmation { exchange };
                (side, Action::from(command))
            }
            _ => return None,
        };
        let resident = self.residents.iter().find(|one| one.party == party)?;
        Some((actor(resident)?, action))
    }
}

fn publish(kind: ListingKind, now: Timestamp) -> Action {
    Action::from(PublishListing {
        kind,
        category: CATEGORY,
        area: COMMUNITY,
        place: Place::Agreed,
        windows: Vec::new(),
        minutes: 60,
        capacity: 2,
        content: ContentRef {
            hash: Hash::of(&[b"an hour of help"]),
            bytes: 100,
        },
        expires_at: now.plus_ms(30 * DAY_MS),
    })
}
