//! An attestation ends when its time is over; anyone may say so.

use crate::{
    apply::Context, event::PartyEvent, operation::party::ExpireAttestation, rejection::Rejection,
    rules::Applied,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ExpireAttestation) -> Applied {
    let id = command.attestation;
    let attestation = super::load_attestation(context, id)?;
    if context.time <= attestation.until {
        return Err(Rejection::NotDue);
    }
    let person = attestation.person;
    super::end_attestation(context, id, attestation)?;
    let expired = PartyEvent::AttestationExpired {
        attestation: id,
        person,
    };
    context.emit(expired.into());
    Ok(())
}
