//! The network's own affairs: seats, changes of the validator set, upgrades of the rules.
//!
//! More than two thirds of the servers that will vote next decide; each organisation speaks with
//! one voice, through its registered key. What was decided takes effect at the end of the epoch
//! (validators) or at the height that the proposal names (rules).

pub mod approve_change;
pub mod claim_seat;
pub mod propose_membership;
pub mod propose_upgrade;
pub mod withdraw_change;

use crate::{
    apply::Context,
    event::{Event, MembershipEvent},
    ids::{ChangeId, PartyId},
    operation::{
        MembershipAction,
        membership::{ADDRESS_CHARACTERS_MAX, Seat},
    },
    rejection::Rejection,
    rules::Applied,
    state::{
        keys,
        membership::{ChangeStatus, NetworkAffair, NetworkChange, SeatRecord, Upgrade},
        records::PartyKind,
    },
    time::{DAY_MS, Timestamp},
    validators::ValidatorSet,
};

/// The most validators of one network.
pub const VALIDATORS_MAX: usize = 64;
/// How long a proposal may wait for approvals.
pub const OPEN_MS: u64 = 30 * DAY_MS;

pub(super) fn apply_action(context: &mut Context<'_, '_>, action: &MembershipAction) -> Applied {
    match action {
        MembershipAction::ClaimSeat(command) => claim_seat::apply(context, command),
        MembershipAction::ProposeMembership(command) => propose_membership::apply(context, command),
        MembershipAction::ProposeUpgrade(command) => propose_upgrade::apply(context, command),
        MembershipAction::ApproveChange(command) => approve_change::apply(context, command),
        MembershipAction::WithdrawChange(command) => withdraw_change::apply(context, command),
    }
}

/// The servers that vote from the next epoch on.
fn next_set(context: &Context<'_, '_>) -> ValidatorSet {
    context
        .get(&keys::next_validators())
        .unwrap_or_else(|| ValidatorSet::new(Vec::new()))
}

/// Whether an organisation's server is among the next validators.
fn has_voice(context: &Context<'_, '_>, set: &ValidatorSet, party: PartyId) -> bool {
    let seat = context.get(&keys::seat_of(party));
    seat.is_some_and(|key| set.keys().binary_search(&key.0).is_ok())
}

fn require_voice(context: &Context<'_, '_>) -> Applied {
    if has_voice(context, &next_set(context), context.actor) {
        Ok(())
    } else {
        Err(Rejection::SeatMissing)
    }
}

/// A seat that an organisation of this ledger may take: proven, reachable, nobody else's.
fn require_seat(context: &Context<'_, '_>, seat: &Seat) -> Applied {
    let party = context.party(seat.organisation)?;
    if !matches!(party.kind, PartyKind::Organisation { .. }) {
        return Err(Rejection::OrganisationNeeded);
    }
    let fits = |text: &str| text.len() <= ADDRESS_CHARACTERS_MAX && text.is_ascii();
    if seat.address.is_empty() || !fits(&seat.address) || !fits(&seat.portal) {
        return Err(Rejection::SeatAddressInvalid);
    }
    if !seat.is_proven(context.meta()?.network) {
        return Err(Rejection::SeatProofInvalid);
    }
    let taken = context.get(&keys::seat(seat.key));
    if taken.is_some_and(|record| record.organisation != seat.organisation) {
        return Err(Rejection::SeatTaken);
    }
    Ok(())
}

fn put_seat(context: &mut Context<'_, '_>, seat: &Seat) {
    let record = SeatRecord {
        organisation: seat.organisation,
        address: seat.address.clone(),
        portal: seat.portal.clone(),
    };
    context.put(&keys::seat(seat.key), &record);
    context.put(&keys::seat_of(seat.organisation), &seat.key);
}

/// Records a proposal with its proposer's approval, and decides it where that is enough.
fn propose(context: &mut Context<'_, '_>, affair: NetworkAffair) -> Applied {
    let id = ChangeId::derive(context.operation, context.position);
    let change = NetworkChange {
        affair,
        proposed_by: context.actor,
        open_until: Timestamp(context.time.0.saturating_add(OPEN_MS)),
        approvals: vec![context.actor],
        status: ChangeStatus::Open,
    };
    context.emit(MembershipEvent::ChangeProposed { change: id }.into());
    decide(context, id, change)
}

/// Puts a change into effect once more than two thirds of the next validators approve.
fn decide(context: &mut Context<'_, '_>, id: ChangeId, mut change: NetworkChange) -> Applied {
    let set = next_set(context);
    let voices = change.approvals.iter();
    let voices = voices.filter(|party| has_voice(context, &set, **party));
    let approved = voices.count().saturating_mul(3) > set.keys().len().saturating_mul(2);
    if approved {
        change.status = ChangeStatus::Decided;
        context.put(&keys::change(id), &change);
        put_into_effect(context, id, &change.affair)
    } else {
        context.put(&keys::change(id), &change);
        Ok(())
    }
}

fn put_into_effect(
    context: &mut Context<'_, '_>,
    change: ChangeId,
    affair: &NetworkAffair,
) -> Applied {
    let event = match affair {
        NetworkAffair::Validators { add, remove } => {
            let next = propose_membership::changed_set(context, add.as_ref(), *remove)?;
            if let Some(key) = remove
                && let Some(record) = context.get(&keys::seat(*key))
            {
                context.remove(&keys::seat(*key));
                context.remove(&keys::seat_of(record.organisation));
            }
            if let Some(seat) = add {
                put_seat(context, seat);
            }
            context.put(&keys::next_validators(), &next);
            let next = next.hash();
            MembershipEvent::ValidatorsChanged { change, next }
        }
        NetworkAffair::Upgrade { version, height } => {
            let (version, height) = (*version, *height);
            propose_upgrade::require_later(context, version, height)?;
            let from = context.rules_version();
            let upgrade = Upgrade {
                from,
                version,
                height,
            };
            context.put(&keys::upgrade(), &upgrade);
            MembershipEvent::UpgradeScheduled {
                change,
                version,
                height,
            }
        }
    };
    context.emit(Event::from(event));
    Ok(())
}
