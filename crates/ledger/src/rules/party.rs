//! What becomes of parties after they were enrolled.

pub mod accept_membership;
pub mod attest_fact;
pub mod close_organisation;
pub mod end_commitments;
pub mod end_membership;
mod ending;
pub mod erase_person;
pub mod expire_attestation;
pub mod invite_member;
pub mod lift_suspension;
pub mod suspend;
pub mod withdraw_attestation;

use crate::{
    apply::Context,
    ids::{AttestationId, PartyId},
    operation::{
        PartyAction,
        identity::{IdentityLevel, Role, Scope},
        party::AttestedKind,
    },
    rejection::Rejection,
    rules::Applied,
    state::{
        keys,
        parties::Attestation,
        records::{PartyKind, Standing},
    },
    time::Timestamp,
};

/// Hands an action of this family to its rule.
pub(crate) fn apply_action(context: &mut Context<'_, '_>, action: &PartyAction) -> Applied {
    match action {
        PartyAction::SuspendParty(command) => suspend::apply(context, command),
        PartyAction::LiftSuspension(command) => lift_suspension::apply(context, command),
        PartyAction::CloseOrganisation(command) => close_organisation::apply(context, command),
        PartyAction::InviteMember(command) => invite_member::apply(context, command),
        PartyAction::AcceptMembership(command) => accept_membership::apply(context, command),
        PartyAction::EndMembership(command) => end_membership::apply(context, command),
        PartyAction::AttestFact(command) => attest_fact::apply(context, command),
        PartyAction::WithdrawAttestation(command) => withdraw_attestation::apply(context, command),
        PartyAction::ExpireAttestation(command) => expire_attestation::apply(context, command),
        PartyAction::ErasePerson(command) => erase_person::apply(context, command),
        PartyAction::EndCommitments(command) => end_commitments::apply(context, command),
    }
}

/// A party that takes part and is an organisation.
fn require_organisation(context: &Context<'_, '_>, party: PartyId) -> Applied {
    match context.active_party(party)?.kind {
        PartyKind::Organisation { .. } => Ok(()),
        PartyKind::Person { .. } => Err(Rejection::OrganisationNeeded),
    }
}

/// A party that takes part and is a person.
fn require_person(context: &Context<'_, '_>, party: PartyId) -> Applied {
    match context.active_party(party)?.kind {
        PartyKind::Person { .. } => Ok(()),
        PartyKind::Organisation { .. } => Err(Rejection::NotAPerson),
    }
}

/// The organisation itself, or its leader.
fn require_speaker(context: &Context<'_, '_>, organisation: PartyId) -> Applied {
    require_organisation(context, organisation)?;
    let role = keys::role(
        context.actor,
        Role::Leader,
        Scope::Organisation(organisation),
    );
    let leads = context
        .get(&role)
        .is_some_and(|grant| grant.until.is_none_or(|until| until >= context.time));
    if context.actor == organisation || leads {
        Ok(())
    } else {
        Err(Rejection::RoleMissing)
    }
}

/// Changes what a party may do, and what its keys are good for.
fn set_standing(
    context: &mut Context<'_, '_>,
    party: PartyId,
    standing: Standing,
    suspended_until: Option<Timestamp>,
) -> Applied {
    let mut record = context.party(party)?;
    record.standing = standing;
    context.put(&keys::party(party), &record);
    for index in context.get(&keys::keys_of(party)).unwrap_or_default() {
        let key = keys::key(index);
        if let Some(mut record) = context.get(&key) {
            record.suspended_until = suspended_until;
            record.revoked |= standing == Standing::Closed;
            context.put(&key, &record);
        }
    }
    Ok(())
}

/// A party that closes holds no role any more.
fn end_roles(context: &mut Context<'_, '_>, party: PartyId) {
    let held = keys::roles_of(party);
    for (role, scope) in context.get(&held).unwrap_or_default() {
        context.remove(&keys::role(party, role, scope));
    }
    context.remove(&held);
}

fn load_attestation(
    context: &Context<'_, '_>,
    id: AttestationId,
) -> Result<Attestation, Rejection> {
    context
        .get(&keys::attestation(id))
        .filter(|attestation| !attestation.ended)
        .ok_or(Rejection::AttestationUnknown)
}

/// Ends an attestation; the last endorsement of an identity takes its level along.
fn end_attestation(
    context: &mut Context<'_, '_>,
    id: AttestationId,
    mut attestation: Attestation,
) -> Applied {
    attestation.ended = true;
    context.put(&keys::attestation(id), &attestation);
    if attestation.kind == AttestedKind::Identity {
        let person = attestation.person;
        let left = context.get(&keys::endorsements(person)).unwrap_or(0);
        change_endorsements(context, person, left.saturating_sub(1))?;
    }
    Ok(())
}

/// Whoever is endorsed by at least one organisation has that identity level.
fn change_endorsements(context: &mut Context<'_, '_>, person: PartyId, count: u32) -> Applied {
    let key = keys::endorsements(person);
    let mut record = context.party(person)?;
    if let PartyKind::Person { level, .. } = &mut record.kind {
        *level = if count > 0 {
            IdentityLevel::Endorsed
        } else {
            IdentityLevel::RealNameChecked
        };
    }
    context.put(&keys::party(person), &record);
    if count > 0 {
        context.put(&key, &count);
    } else {
        context.remove(&key);
    }
    Ok(())
}
