//! An organisation vouches for a fact about a person; the ledger sees only a commitment.

use crate::{
    apply::Context,
    event::PartyEvent,
    ids::AttestationId,
    operation::{
        identity::IdentityLevel,
        party::{ATTESTATION_MS_MAX, AttestFact, AttestedKind},
    },
    rejection::Rejection,
    rules::Applied,
    state::{keys, parties::Attestation, records::PartyKind},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AttestFact) -> Applied {
    super::require_organisation(context, context.actor)?;
    let person = command.person;
    super::require_person(context, person)?;
    let latest = context.time.plus_ms(ATTESTATION_MS_MAX);
    if command.until <= context.time || command.until > latest {
        return Err(Rejection::ExpiryInvalid);
    }
    if command.kind == AttestedKind::Identity {
        endorse(context, person)?;
    }
    let id = AttestationId::derive(context.operation, context.position);
    let attestation = Attestation {
        person,
        by: context.actor,
        kind: command.kind,
        commitment: command.commitment,
        until: command.until,
        ended: false,
    };
    context.put(&keys::attestation(id), &attestation);
    let attested = PartyEvent::FactAttested {
        attestation: id,
        person,
    };
    context.emit(attested.into());
    Ok(())
}

/// An endorsement stands on a checked name; it does not replace the counter.
fn endorse(context: &mut Context<'_, '_>, person: crate::PartyId) -> Applied {
    let level = match context.party(person)?.kind {
        PartyKind::Person { level, .. } => level,
        PartyKind::Organisation { .. } => return Err(Rejection::NotAPerson),
    };
    if level < IdentityLevel::RealNameChecked {
        return Err(Rejection::LevelTooLow);
    }
    let count = context.get(&keys::endorsements(person)).unwrap_or(0);
    super::change_endorsements(context, person, count.saturating_add(1))
}
