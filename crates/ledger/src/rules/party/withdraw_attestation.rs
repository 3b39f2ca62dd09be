//! The organisation takes an attestation back, or the person gives it up.

use crate::{
    apply::Context, event::PartyEvent, operation::party::WithdrawAttestation, rejection::Rejection,
    rules::Applied,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawAttestation) -> Applied {
    let id = command.attestation;
    let attestation = super::load_attestation(context, id)?;
    let person = attestation.person;
    if context.actor != attestation.by && context.actor != person {
        return Err(Rejection::AttestationOfAnother);
    }
    super::end_attestation(context, id, attestation)?;
    let withdrawn = PartyEvent::AttestationWithdrawn {
        attestation: id,
        person,
    };
    context.emit(withdrawn.into());
    Ok(())
}
