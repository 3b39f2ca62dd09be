//! What a ledger's blocks say about past services and movements, in the order of their posting.

use crate::{
    Action, Block,
    category::CategoryCode,
    event::{ActivityEvent, Event, ExchangeEvent, Leg, PointsEvent},
    ids::{ActivityId, ExchangeId, PartyId, TransferId},
    operation::ActivityAction,
    outcome::Verdict,
    points::Points,
    rules::bank::Served,
    state::{
        State,
        accounts::{AccountId, Transfer, TransferStatus},
        keys,
        records::{ExchangeStatus, Funding},
    },
    time::Timestamp,
};
use std::collections::BTreeSet;

/// A service that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastService {
    /// Who served.
    pub provider: PartyId,
    /// Who was served; nobody in particular at an activity.
    pub receiver: Option<PartyId>,
    /// What kind of help.
    pub category: CategoryCode,
    /// When it began.
    pub start: Timestamp,
    /// Minutes that were stated.
    pub minutes: u32,
    /// Minutes that counted.
    pub counted: u32,
    /// Who paid; the issuance account for what creates points.
    pub payer: AccountId,
    /// The most that it could bring: what was promised, or what the activity gives.
    pub most: Option<Points>,
}

impl PastService {
    /// The service as the caps see it.
    pub(super) fn served(&self) -> Served {
        Served {
            provider: self.provider,
            receiver: self.receiver,
            start: self.start,
            issued: self.payer == AccountId::Issuance,
        }
    }
}

/// A movement that holds, with the services that it pays for; without legs when they brought
/// nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastMovement {
    /// When it was posted.
    pub at: Timestamp,
    /// As it holds now.
    pub legs: Vec<Leg>,
    /// Of a gift, a donation and the like none.
    pub services: Vec<PastService>,
}

/// Reads blocks one after the other; what became of it all is asked of the state after the last.
#[derive(Clone, Debug, Default)]
pub struct PastServices {
    found: Vec<(Timestamp, Found)>,
}

#[derive(Clone, Debug)]
enum Found {
    Movement(TransferId),
    Exchange(ExchangeId, u32, Option<TransferId>),
    Award(ActivityId, Vec<PartyId>, Option<TransferId>),
    Session(ActivityId, u32, Option<TransferId>),
}

impl PastServices {
    /// Takes note of what happened in the next block.
    pub fn read(&mut self, block: &Block) {
        for (sealed, outcome) in block.operations.iter().zip(&block.outcomes) {
            let Verdict::Applied(events) = &outcome.verdict else {
                continue;
            };
            let actions = sealed.intent.operation.actions();
            let found = events.iter().filter_map(|event| find(event, actions));
            let at = block.header.time;
            self.found.extend(found.map(|found| (at, found)));
        }
    }

    /// Everything that still holds after the last block.
    #[must_use]
    pub fn movements(&self, state: &State) -> Vec<PastMovement> {
        let paid: BTreeSet<TransferId> = self
            .found
            .iter()
            .filter_map(|(_, one)| one.pays())
            .collect();
        let mut known = BTreeSet::new();
        let mut movements = Vec::new();
        // Whoever confirmed twice, because the first time was taken back, is found from the end.
        for (at, found) in self.found.iter().rev() {
            let legs = match found {
                Found::Movement(id) if paid.contains(id) => continue,
                Found::Movement(id) => state.get(&keys::transfer(*id)),
                Found::Exchange(..) | Found::Award(..) | Found::Session(..) => {
                    found.pays().and_then(|id| state.get(&keys::transfer(id)))
                }
            };
            let undone = |record: &Transfer| record.status == TransferStatus::Reversed;
            if legs.as_ref().is_some_and(undone) || !known.insert(found.subject()) {
                continue;
            }
            let is_corrected = legs
                .as_ref()
                .is_some_and(|record| record.status == TransferStatus::Corrected);
            let services = if is_corrected {
                Vec::new()
            } else {
                found.services(state)
            };
            let legs: Vec<Leg> = legs.map(|record| record.legs).unwrap_or_default();
            if !(legs.is_empty() && services.is_empty()) {
                movements.push(PastMovement {
                    at: *at,
                    legs,
                    services,
                });
            }
        }
        movements.reverse();
        movements
    }
}

fn find(event: &Event, actions: &[Action]) -> Option<Found> {
    if let Event::Points(PointsEvent::PointsPosted { transfer, .. }) = event {
        return Some(Found::Movement(*transfer));
    }
    if let Event::Exchange(ExchangeEvent::ServiceCompleted {
        exchange,
        minutes,
        transfer,
    }) = event
    {
        return Some(Found::Exchange(*exchange, u32::from(*minutes), *transfer));
    }
    let Event::Activity(event) = event else {
        return None;
    };
    let stated = actions.iter().filter_map(|action| {
        if let Action::Activity(action) = action {
            return Some(action);
        }
        None
    });
    find_together(event, stated)
}

/// What people did together: the event says that it counts, and the action how much and for whom.
fn find_together<'a>(
    event: &ActivityEvent,
    mut stated: impl Iterator<Item = &'a ActivityAction>,
) -> Option<Found> {
    if let ActivityEvent::PointsAwarded { activity, transfer } = event {
        return stated.find_map(|action| {
            if let ActivityAction::AwardPoints(award) = action
                && award.activity == *activity
            {
                return Some(Found::Award(*activity, award.people.clone(), *transfer));
            }
            None
        });
    }
    let ActivityEvent::SessionConfirmed {
        activity, transfer, ..
    } = event
    else {
        return None;
    };
    stated.find_map(|action| {
        if let ActivityAction::ConfirmSession(session) = action
            && session.activity == *activity
        {
            let minutes = u32::from(session.minutes);
            return Some(Found::Session(*activity, minutes, *transfer));
        }
        None
    })
}

impl Found {
    /// The movement that pays for services.
    const fn pays(&self) -> Option<TransferId> {
        match self {
            Self::Movement(_) => None,
            Self::Exchange(_, _, transfer)
            | Self::Award(_, _, transfer)
            | Self::Session(_, _, transfer) => *transfer,
        }
    }

    /// What it is about: the newest word counts.
    fn subject(&self) -> Vec<u8> {
        match self {
            Self::Movement(id) => crate::encode(&(0_u8, id)),
            Self::Exchange(id, ..) => crate::encode(&(1_u8, id)),
            Self::Award(id, people, _) => crate::encode(&(2_u8, id, people)),
            Self::Session(id, ..) => crate::encode(&(3_u8, id)),
        }
    }

    fn services(&self, state: &State) -> Vec<PastService> {
        match self {
            Self::Movement(_) => Vec::new(),
            Self::Exchange(id, minutes, _) => exchange(state, *id, *minutes).into_iter().collect(),
            Self::Award(id, people, transfer) => award(state, *id, people, *transfer),
            Self::Session(id, minutes, transfer) => session(state, *id, *minutes, *transfer)
                .into_iter()
                .collect(),
        }
    }
}

fn exchange(state: &State, id: ExchangeId, minutes: u32) -> Option<PastService> {
    let record = state.get(&keys::exchange(id))?;
    if record.status != ExchangeStatus::Completed {
        return None;
    }
    let (payer, most) = match record.funding {
        Funding::Issued => (AccountId::Issuance, None),
        Funding::Paid => (record.payer, Some(record.price)),
    };
    Some(PastService {
        provider: record.provider,
        receiver: Some(record.receiver),
        category: record.category,
        start: record.start,
        minutes,
        counted: record.counted_minutes,
        payer,
        most,
    })
}

fn award(
    state: &State,
    id: ActivityId,
    people: &[PartyId],
    transfer: Option<TransferId>,
) -> Vec<PastService> {
    let Some(activity) = state.get(&keys::activity(id)) else {
        return Vec::new();
    };
    let counted = transfer
        .and_then(|transfer| state.get(&keys::award(transfer)))
        .map(|award| award.people)
        .unwrap_or_default();
    let of = |person: &PartyId| {
        let found = counted.iter().find(|(one, _)| one == person);
        found.map_or(0, |(_, counted)| *counted)
    };
    people
        .iter()
        .map(|person| PastService {
            provider: *person,
            receiver: None,
            category: activity.category,
            start: activity.start,
            minutes: u32::from(activity.minutes),
            counted: of(person),
            payer: AccountId::Issuance,
            most: Some(activity.points),
        })
        .collect()
}

fn session(
    state: &State,
    id: ActivityId,
    minutes: u32,
    transfer: Option<TransferId>,
) -> Option<PastService> {
    let activity = state.get(&keys::activity(id))?;
    let award = transfer.and_then(|transfer| state.get(&keys::award(transfer)));
    Some(PastService {
        provider: activity.organiser,
        receiver: None,
        category: activity.category,
        start: activity.start,
        minutes,
        counted: award
            .and_then(|award| award.people.first().map(|(_, counted)| *counted))
            .unwrap_or(0),
        payer: AccountId::Issuance,
        most: None,
    })
}
