//! A person leaves the ledger, by their own wish or by the word of two.

use crate::{
    apply::Context,
    authority::Right,
    event::{PartyEvent, PointsOfficeEvent},
    operation::party::{ErasePerson, ErasureCause},
    rejection::Rejection,
    rules::{Applied, identity, require_right},
    state::{
        keys,
        records::{PartyKind, Standing},
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ErasePerson) -> Applied {
    let person = command.person;
    let own_wish = context.actor == person && command.cause == ErasureCause::OwnWish;
    if !own_wish {
        let area = identity::reach(context, person)?;
        require_right(context, Right::CloseParty, area)?;
        context.require_second()?;
    }
    let record = context.party(person)?;
    let PartyKind::Person { pseudonym, .. } = record.kind else {
        return Err(Rejection::NotAPerson);
    };
    if record.standing == Standing::Closed {
        return Err(Rejection::PartyInactive);
    }
    super::ending::end_all(context, person, &command.commitments)?;
    super::set_standing(context, person, Standing::Closed, None)?;
    super::end_roles(context, person);
    let account = keys::legacy(person);
    let mut legacy = context.get(&account).unwrap_or_default();
    legacy.closed_at = Some(context.time);
    context.put(&account, &legacy);
    context.emit(PointsOfficeEvent::AccountClosed { person }.into());
    // The same papers may be enrolled again: the law keeps nobody out for having left.
    context.remove(&keys::pseudonym(&pseudonym));
    context.emit(PartyEvent::PersonErased { person }.into());
    Ok(())
}
