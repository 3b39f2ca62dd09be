//! A party gives settled points to the pool of its community.

use crate::{
    apply::Context,
    operation::points::DonatePoints,
    points::Points,
    rejection::Rejection,
    rules::Applied,
    state::{
        accounts::{AccountId, Cause},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &DonatePoints) -> Applied {
    let party = context
        .get(&keys::party(context.actor))
        .ok_or(Rejection::ActorUnknown)?;
    let accounts = (AccountId::Party(context.actor), keys::pool_of(party.area));
    give(context, Cause::Donation, accounts, command.amount)
}

/// Gives final points that nothing is promised of away.
pub(super) fn give(
    context: &mut Context<'_, '_>,
    cause: Cause,
    (payer, receiver): (AccountId, AccountId),
    amount: Points,
) -> Applied {
    if !amount.is_positive() {
        return Err(Rejection::AmountInvalid);
    }
    super::require_open(context, context.actor)?;
    if super::load(context, payer).settled < amount {
        return Err(Rejection::BalanceTooLow);
    }
    super::pay(context, cause, (payer, receiver), amount).map(|_| ())
}
