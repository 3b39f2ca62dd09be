//! A block as facts: each event beside the action that it follows from.

use crate::Error;
use ledger::{
    Action, Block, Event, ExchangeId, Hash, ListingId, OperationId, Outcome, PartyId, Timestamp,
    TransferId, Verdict, operation::Envelope, state::records::ExchangeStatus,
};

/// A block, ready for the views.
#[derive(Debug)]
pub(crate) struct BlockFacts<'a> {
    pub(crate) height: u64,
    pub(crate) digest: Hash,
    pub(crate) time: Timestamp,
    pub(crate) operations: Vec<OperationFacts<'a>>,
}

/// One operation; without facts when it was rejected.
#[derive(Debug)]
pub(crate) struct OperationFacts<'a> {
    pub(crate) id: OperationId,
    pub(crate) height: u64,
    pub(crate) time: Timestamp,
    pub(crate) actor: PartyId,
    pub(crate) envelope: &'a Envelope,
    pub(crate) outcome: &'a Outcome,
    pub(crate) facts: Vec<Fact<'a>>,
}

/// One event and the action at work when it happened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fact<'a> {
    pub(crate) event: &'a Event,
    pub(crate) action: &'a Action,
}

impl<'a> BlockFacts<'a> {
    pub(crate) fn of(block: &'a Block) -> Result<Self, Error> {
        let header = &block.header;
        let operations = block
            .operations
            .iter()
            .zip(&block.outcomes)
            .map(|(envelope, outcome)| {
                let id = envelope.operation_id();
                Ok(OperationFacts {
                    id,
                    height: header.height,
                    time: header.time,
                    actor: envelope.intent.actor,
                    envelope,
                    outcome,
                    facts: facts_of(id, envelope, outcome)?,
                })
            })
            .collect::<Result<_, Error>>()?;
        Ok(Self {
            height: header.height,
            digest: header.digest(),
            time: header.time,
            operations,
        })
    }

    /// Every fact of the block with its operation, in order.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&OperationFacts<'a>, Fact<'a>)> {
        self.operations
            .iter()
            .flat_map(|operation| operation.facts.iter().map(move |fact| (operation, *fact)))
    }
}

/// Every action leaves exactly one event that names it, in the order of the actions; the others
/// are consequences that stand around it.
fn facts_of<'a>(
    id: OperationId,
    envelope: &'a Envelope,
    outcome: &'a Outcome,
) -> Result<Vec<Fact<'a>>, Error> {
    let Verdict::Applied(events) = &outcome.verdict else {
        return Ok(Vec::new());
    };
    let actions = envelope.intent.operation.actions();
    let mut next = 0;
    let mut facts = Vec::with_capacity(events.len());
    for event in events {
        let named = actions
            .get(next)
            .filter(|action| names(event, action, id, u32::try_from(next).unwrap_or(u32::MAX)));
        next += usize::from(named.is_some());
        let at_work = actions.get(next.saturating_sub(1));
        let action = named.or(at_work).ok_or(Error::EventsDoNotFit(id))?;
        facts.push(Fact { event, action });
    }
    if next == actions.len() {
        Ok(facts)
    } else {
        Err(Error::EventsDoNotFit(id))
    }
}

/// Whether this is the event by which this action, at this position, is known.
fn names(event: &Event, action: &Action, id: OperationId, position: u32) -> bool {
    match (action, event) {
        (Action::RegisterOrganisation(one), Event::OrganisationRegistered { organisation, .. }) => {
            one.organisation == *organisation
        }
        (Action::RegisterPerson(one), Event::PersonRegistered { person, .. }) => {
            one.person == *person
        }
        (Action::RegisterKey(one), Event::KeyRegistered { party, .. }) => one.party == *party,
        (Action::RevokeKey(one), Event::KeyRevoked { key, .. }) => one.key == *key,
        (Action::GrantRole(one), Event::RoleGranted { party }) => one.party == *party,
        (Action::RevokeRole(one), Event::RoleRevoked { party }) => one.party == *party,
        (Action::RegisterHut(one), Event::HutRegistered { hut }) => one.hut == *hut,
        (Action::PublishListing(_), Event::ListingPublished { listing }) => {
            *listing == ListingId::derive(id, position)
        }
        (Action::CloseListing(one), Event::ListingClosed { listing }) => one.listing == *listing,
        (Action::DonatePoints(_), Event::PointsPosted { transfer, .. }) => {
            *transfer == TransferId::derive(id, position)
        }
        (Action::WithdrawDonation(one), Event::TransferReversed { transfer }) => {
            one.transfer == *transfer
        }
        (Action::SettleTransfer(one), Event::TransferSettled { transfer }) => {
            one.transfer == *transfer
        }
        (Action::RecordMatchRound(_), Event::MatchRoundRecorded { .. })
        | (Action::AdvanceClock(_), Event::ClockAdvanced { .. }) => true,
        (Action::RequestExchange(_), Event::ExchangeRequested { exchange, .. }) => {
            *exchange == ExchangeId::derive(id, position)
        }
        _ => exchange_named(action, event),
    }
}

fn exchange_named(action: &Action, event: &Event) -> bool {
    match (action, event) {
        (Action::AcceptExchange(one), Event::ExchangeAccepted { exchange }) => {
            one.exchange == *exchange
        }
        (Action::DeclineExchange(one), Event::ExchangeDeclined { exchange }) => {
            one.exchange == *exchange
        }
        (Action::WithdrawRequest(one), Event::RequestWithdrawn { exchange }) => {
            one.exchange == *exchange
        }
        (Action::CancelExchange(one), Event::ExchangeCancelled { exchange, by, .. }) => {
            one.exchange == *exchange && by.is_some()
        }
        (Action::ConfirmService(one), Event::ServiceConfirmed { exchange, .. }) => {
            one.exchange == *exchange
        }
        (Action::WithdrawConfirmation(one), Event::ConfirmationWithdrawn { exchange, .. }) => {
            one.exchange == *exchange
        }
        (Action::ReportNoShow(one), Event::NoShowReported { exchange, .. }) => {
            one.exchange == *exchange
        }
        (Action::WithdrawNoShow(one), Event::NoShowWithdrawn { exchange, .. }) => {
            one.exchange == *exchange
        }
        (Action::ExpireExchange(one), Event::ExchangeExpired { exchange }) => {
            one.exchange == *exchange
        }
        _ => false,
    }
}

/// The status that an event brings an exchange to.
pub(crate) const fn status_after(event: &Event) -> Option<(ExchangeId, ExchangeStatus)> {
    Some(match event {
        Event::ExchangeRequested { exchange, .. } => (*exchange, ExchangeStatus::Requested),
        Event::ExchangeAccepted { exchange }
        | Event::ConfirmationWithdrawn { exchange, .. }
        | Event::NoShowWithdrawn { exchange, .. } => (*exchange, ExchangeStatus::Accepted),
        Event::ExchangeDeclined { exchange } => (*exchange, ExchangeStatus::Declined),
        Event::RequestWithdrawn { exchange } => (*exchange, ExchangeStatus::Withdrawn),
        Event::ExchangeCancelled { exchange, .. } => (*exchange, ExchangeStatus::Cancelled),
        Event::ServiceCompleted { exchange, .. } => (*exchange, ExchangeStatus::Completed),
        Event::NoShowReported { exchange, .. } => (*exchange, ExchangeStatus::NoShow),
        Event::ExchangeExpired { exchange } => (*exchange, ExchangeStatus::Expired),
        _ => return None,
    })
}
