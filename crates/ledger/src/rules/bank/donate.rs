//! A party gives settled points to the pool of its community.

use crate::{
    apply::Context,
    event::Leg,
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
    if !command.amount.is_positive() {
        return Err(Rejection::AmountInvalid);
    }
    let payer = AccountId::Party(context.actor);
    if super::load(context, payer).settled < command.amount {
        return Err(Rejection::BalanceTooLow);
    }
    let given = Points::ZERO
        .minus(command.amount)
        .ok_or(Rejection::AmountInvalid)?;
    let legs = vec![
        Leg {
            account: payer,
            amount: given,
        },
        Leg {
            account: keys::pool_of(party.area),
            amount: command.amount,
        },
    ];
    super::post(context, Cause::Donation, payer, legs).map(|_| ())
}
