//! Points that grew old go to the pool when the notice is over; they are never destroyed.

use super::aging::{expiry_of, old_points};
use crate::{
    apply::Context,
    event::PointsEvent,
    ids::TransferId,
    operation::points::ExpirePoints,
    rejection::Rejection,
    rules::Applied,
    state::{
        accounts::{AccountId, Cause},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ExpirePoints) -> Applied {
    let person = command.person;
    let area = context.party(person)?.area;
    let account = AccountId::Party(person);
    let rule = expiry_of(context, area).ok_or(Rejection::NothingExpires)?;
    let key = keys::expiry_notice(account);
    let notice = context.get(&key).ok_or(Rejection::NothingExpires)?;
    if context.time < notice.due_at {
        return Err(Rejection::NotDue);
    }
    // What was spent since the notice was the oldest.
    let amount = notice
        .amount
        .min(old_points(context, account, rule, context.time)?);
    context.remove(&key);
    let transfer = if amount.is_positive() {
        let id = TransferId::derive(context.operation, context.position);
        let legs = super::pair(account, keys::pool_of(area), amount)?;
        super::movement::post_final(context, id, Cause::Expiry, account, legs)?;
        Some(id)
    } else {
        None
    };
    context.emit(PointsEvent::PointsExpired { person, transfer }.into());
    Ok(())
}
