//! A person names who may ask for the points after death: an instruction to the platform, no will.

use super::gift::require_person;
use crate::{
    apply::Context, event::PointsEvent, operation::points::NameBeneficiary, rejection::Rejection,
    rules::Applied, state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &NameBeneficiary) -> Applied {
    let person = context.actor;
    require_person(context, person)?;
    if let Some(beneficiary) = command.beneficiary {
        require_person(context, beneficiary)?;
        if beneficiary == person {
            return Err(Rejection::SelfService);
        }
    }
    let key = keys::legacy(person);
    let mut legacy = context.get(&key).unwrap_or_default();
    legacy.beneficiary = command.beneficiary;
    context.put(&key, &legacy);
    context.emit(PointsEvent::BeneficiaryNamed { person }.into());
    Ok(())
}
