//! Who takes part in an operation, and what a reader may call them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ledger::{
    Action, AreaCode, Envelope, Event, ExchangeId, Outcome, PartyId, State, TransferId,
    event::{ExchangeEvent, Leg, PointsEvent},
    operation::{ApprovalAction, IdentityAction, PartyAction, PointsAction},
    state::{accounts::AccountId, accounts::Cause, keys, records::PartyKind},
};

use super::events_of;
use crate::areas::Areas;
use crate::i18n::{Language, Words};
use crate::{AppState, Error, Page};

/// The parties of an operation by what this reader may call them.
pub(crate) struct Cast {
    t: Words,
    language: Language,
    areas: Arc<Areas>,
    names: BTreeMap<PartyId, String>,
    organisations: BTreeSet<PartyId>,
    pub(crate) is_side: bool,
}

impl Cast {
    /// Persons have names only for those whom the operation concerns; in a batch, where strangers
    /// stand side by side, only for the one who asked. Organisations are public.
    pub(super) async fn gather(
        state: &AppState,
        page: &Page,
        ledger: &State,
        envelope: &Envelope,
        outcome: &Outcome,
    ) -> Result<Self, Error> {
        let parties = parties(ledger, envelope, outcome);
        let reader = page.actor().ok();
        let is_single = matches!(envelope.intent.operation.actions(), [_]);
        let is_side = reader.is_some_and(|reader| {
            reader == envelope.intent.actor || is_single && parties.contains(&reader)
        });
        let organisations: BTreeSet<PartyId> = parties
            .iter()
            .copied()
            .filter(|party| is_organisation(ledger, *party))
            .collect();
        let shown = parties
            .into_iter()
            .filter(|party| is_side || organisations.contains(party));
        Ok(Self {
            t: page.t,
            language: page.language,
            areas: state.areas.clone(),
            names: state.desk.names(shown, page.language).await?,
            organisations,
            is_side,
        })
    }

    /// A name, or something that tells parties apart without naming them.
    pub(crate) fn name(&self, party: PartyId) -> String {
        if let Some(name) = self.names.get(&party) {
            return name.clone();
        }
        let key = if self.organisations.contains(&party) {
            "told-organisation"
        } else {
            "told-person"
        };
        self.t.say(key).set("id", short(party)).to_string()
    }

    pub(super) fn area(&self, area: AreaCode) -> String {
        self.areas.name(area, self.language)
    }
}

/// The first eight digits of an id.
pub(crate) fn short(id: impl ToString) -> String {
    id.to_string().chars().take(8).collect()
}

/// The exchange that an action is about.
pub(super) fn exchange_of(action: &Action, events: &[Event]) -> Option<ExchangeId> {
    let Action::Exchange(action) = action else {
        return None;
    };
    action.exchange().or_else(|| {
        events.iter().find_map(|event| match event {
            Event::Exchange(
                ExchangeEvent::ExchangeRequested { exchange, .. }
                | ExchangeEvent::ExchangeInvited { exchange, .. },
            ) => Some(*exchange),
            _ => None,
        })
    })
}

/// The other party that an action of the family is about.
pub(super) const fn party_of(action: &PartyAction) -> Option<PartyId> {
    Some(match action {
        PartyAction::SuspendParty(command) => command.party,
        PartyAction::LiftSuspension(command) => command.party,
        PartyAction::CloseOrganisation(command) => command.organisation,
        PartyAction::InviteMember(command) => command.person,
        PartyAction::AcceptMembership(command) => command.organisation,
        PartyAction::EndMembership(command) => command.person,
        PartyAction::AttestFact(command) => command.person,
        PartyAction::ErasePerson(command) => command.person,
        PartyAction::EndCommitments(command) => command.party,
        PartyAction::WithdrawAttestation(_) | PartyAction::ExpireAttestation(_) => return None,
    })
}

fn is_organisation(state: &State, party: PartyId) -> bool {
    let record = state.get(&keys::party(party));
    record.is_some_and(|record| matches!(record.kind, PartyKind::Organisation { .. }))
}

fn parties(state: &State, envelope: &Envelope, outcome: &Outcome) -> BTreeSet<PartyId> {
    let mut parties = BTreeSet::from([envelope.intent.actor]);
    let events = events_of(outcome);
    for action in envelope.intent.operation.actions() {
        match action {
            Action::Identity(IdentityAction::RegisterOrganisation(command)) => {
                parties.extend([command.organisation]);
            }
            Action::Identity(IdentityAction::RegisterPerson(command)) => {
                parties.extend([command.person]);
            }
            Action::Identity(IdentityAction::RegisterKey(command)) => {
                parties.extend([command.party]);
            }
            Action::Identity(IdentityAction::GrantRole(command)) => parties.extend([command.party]),
            Action::Identity(IdentityAction::RevokeRole(command)) => {
                parties.extend([command.party]);
            }
            Action::Identity(IdentityAction::RevokeKey(command)) => {
                parties.extend(state.get(&keys::key(command.key)).map(|key| key.party));
            }
            Action::Points(PointsAction::SettleTransfer(command)) => {
                add_transfer(state, command.transfer, &mut parties);
            }
            Action::Party(action) => parties.extend(party_of(action)),
            Action::Approval(ApprovalAction::ApproveAction(command)) => {
                let proposal = state.get(&keys::proposal(command.proposal));
                parties.extend(proposal.map(|proposal| proposal.by));
            }
            other => {
                if let Some(exchange) = exchange_of(other, events) {
                    add_sides(state, exchange, &mut parties);
                }
            }
        }
    }
    for event in events {
        if let Event::Points(PointsEvent::PointsPosted { legs, .. }) = event {
            parties.extend(legs.iter().filter_map(leg_party));
        }
    }
    parties
}

fn add_sides(state: &State, exchange: ExchangeId, parties: &mut BTreeSet<PartyId>) {
    if let Some(exchange) = state.get(&keys::exchange(exchange)) {
        parties.extend([exchange.provider, exchange.receiver]);
    }
}

/// A movement concerns the two sides of the service behind it, or the giver.
fn add_transfer(state: &State, transfer: TransferId, parties: &mut BTreeSet<PartyId>) {
    let Some(transfer) = state.get(&keys::transfer(transfer)) else {
        return;
    };
    if let Cause::Service(exchange) = transfer.cause {
        add_sides(state, exchange, parties);
    }
    parties.extend(transfer.legs.iter().filter_map(leg_party));
}

fn leg_party(leg: &Leg) -> Option<PartyId> {
    match leg.account {
        AccountId::Party(party)
        | AccountId::Honour(party)
        | AccountId::Grant(party)
        | AccountId::Sponsor(party) => Some(party),
        AccountId::Issuance
        | AccountId::Pool(_)
        | AccountId::Household(_)
        | AccountId::Reserve(_) => None,
    }
}
