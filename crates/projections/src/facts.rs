//! A block as facts: each event beside the action that it follows from.

mod bank;
mod exchange;
mod order;
mod sharing;

pub(crate) use exchange::status_after;

use crate::Error;
use ledger::{
    Action, Block, ChangeId, Event, Hash, ListingId, OperationId, Outcome, PartyId, ProposalId,
    Timestamp, Verdict,
    event::{
        ApprovalEvent, ClockEvent, IdentityEvent, ListingEvent, MatchingEvent, MembershipEvent,
    },
    operation::{
        ApprovalAction, ClockAction, Envelope, IdentityAction, ListingAction, MatchingAction,
        MembershipAction,
    },
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
    /// Who did it: the actor, or who proposed what the actor approved.
    pub(crate) by: PartyId,
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
/// are consequences that stand around it. What follows an approval belongs to what was approved.
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
    let mut proposer = None;
    let mut facts = Vec::with_capacity(events.len());
    for event in events {
        let named = actions
            .get(next)
            .filter(|action| names(event, action, id, u32::try_from(next).unwrap_or(u32::MAX)));
        next += usize::from(named.is_some());
        let at_work = actions.get(next.saturating_sub(1));
        let action = named.or(at_work).ok_or(Error::EventsDoNotFit(id))?;
        let fact = match (named, action) {
            (None, Action::Approval(ApprovalAction::ApproveAction(approved))) => Fact {
                event,
                action: approved.action.action(),
                by: proposer.unwrap_or(envelope.intent.actor),
            },
            _ => Fact {
                event,
                action,
                by: envelope.intent.actor,
            },
        };
        if let Event::Approval(ApprovalEvent::ActionApproved { proposed_by, .. }) = event {
            proposer = Some(*proposed_by);
        }
        facts.push(fact);
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
        (
            Action::Identity(IdentityAction::RegisterOrganisation(one)),
            Event::Identity(IdentityEvent::OrganisationRegistered { organisation, .. }),
        ) => one.organisation == *organisation,
        (
            Action::Identity(IdentityAction::RegisterPerson(one)),
            Event::Identity(IdentityEvent::PersonRegistered { person, .. }),
        ) => one.person == *person,
        (
            Action::Identity(IdentityAction::RegisterKey(one)),
            Event::Identity(IdentityEvent::KeyRegistered { party, .. }),
        ) => one.party == *party,
        (
            Action::Identity(IdentityAction::RevokeKey(one)),
            Event::Identity(IdentityEvent::KeyRevoked { key, .. }),
        ) => one.key == *key,
        (
            Action::Identity(IdentityAction::GrantRole(one)),
            Event::Identity(IdentityEvent::RoleGranted { party }),
        ) => one.party == *party,
        (
            Action::Identity(IdentityAction::RevokeRole(one)),
            Event::Identity(IdentityEvent::RoleRevoked { party }),
        ) => one.party == *party,
        (
            Action::Identity(IdentityAction::RegisterHut(one)),
            Event::Identity(IdentityEvent::HutRegistered { hut }),
        ) => one.hut == *hut,
        (
            Action::Listing(ListingAction::PublishListing(_)),
            Event::Listing(ListingEvent::ListingPublished { listing }),
        ) => *listing == ListingId::derive(id, position),
        (
            Action::Listing(ListingAction::CloseListing(one)),
            Event::Listing(ListingEvent::ListingClosed { listing }),
        ) => one.listing == *listing,
        (
            Action::Matching(MatchingAction::RecordMatchRound(_)),
            Event::Matching(MatchingEvent::MatchRoundRecorded { .. }),
        )
        | (
            Action::Clock(ClockAction::AdvanceClock(_)),
            Event::Clock(ClockEvent::ClockAdvanced { .. }),
        ) => true,
        (Action::Approval(action), Event::Approval(event)) => {
            approval_named(action, event, ProposalId::derive(id, position))
        }
        (Action::Membership(action), Event::Membership(event)) => {
            membership_named(action, event, id, position)
        }
        _ => names_of_newer_families(event, action, (id, position)),
    }
}

/// [`names`] for parties, disputes, things, loans, huts, activities and the bank.
fn names_of_newer_families(event: &Event, action: &Action, at: (OperationId, u32)) -> bool {
    order::named(action, event, at)
        || exchange::names(event, action, at)
        || sharing::names(event, action, at)
        || bank::named(action, event, at.0, at.1)
}

fn approval_named(action: &ApprovalAction, event: &ApprovalEvent, proposed: ProposalId) -> bool {
    match (action, event) {
        (ApprovalAction::ProposeAction(_), ApprovalEvent::ActionProposed { proposal }) => {
            *proposal == proposed
        }
        (ApprovalAction::ApproveAction(one), ApprovalEvent::ActionApproved { proposal, .. }) => {
            one.proposal == *proposal
        }
        (ApprovalAction::WithdrawProposal(one), ApprovalEvent::ProposalWithdrawn { proposal }) => {
            one.proposal == *proposal
        }
        (ApprovalAction::ExpireProposal(one), ApprovalEvent::ProposalExpired { proposal }) => {
            one.proposal == *proposal
        }
        _ => false,
    }
}

fn membership_named(
    action: &MembershipAction,
    event: &MembershipEvent,
    id: OperationId,
    position: u32,
) -> bool {
    match (action, event) {
        (MembershipAction::ClaimSeat(one), MembershipEvent::SeatClaimed { key, .. }) => {
            one.seat.key == *key
        }
        (
            MembershipAction::ProposeMembership(_) | MembershipAction::ProposeUpgrade(_),
            MembershipEvent::ChangeProposed { change },
        ) => *change == ChangeId::derive(id, position),
        (MembershipAction::ApproveChange(one), MembershipEvent::ChangeApproved { change, .. }) => {
            one.change == *change
        }
        (MembershipAction::WithdrawChange(one), MembershipEvent::ChangeWithdrawn { change }) => {
            one.change == *change
        }
        _ => false,
    }
}
