//! Honour that a pack lets be donated reaches the pool, where it helps as points.

use crate::{
    apply::Context,
    operation::points::DonateHonour,
    rejection::Rejection,
    rules::Applied,
    state::{
        accounts::{AccountId, Cause},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &DonateHonour) -> Applied {
    let area = context.party(context.actor)?.area;
    if !context.pack_for(area).honour_donates {
        return Err(Rejection::GiftNotAllowed);
    }
    let accounts = (AccountId::Honour(context.actor), keys::pool_of(area));
    super::donate::give(context, Cause::Donation, accounts, command.amount)
}
