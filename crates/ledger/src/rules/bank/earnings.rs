//! Points for one or many parties out of one account, in one movement: each within the balance
//! cap, and what is beyond goes to the pool of their community.

use crate::{
    apply::Context,
    event::Leg,
    ids::PartyId,
    points::Points,
    rejection::Rejection,
    state::{accounts::AccountId, keys},
};
use std::collections::BTreeMap;

/// The legs of such a movement, one for each account, the payer's first.
pub(in crate::rules) fn legs(
    context: &Context<'_, '_>,
    payer: AccountId,
    earnings: &[(PartyId, Points)],
) -> Result<Vec<Leg>, Rejection> {
    let mut sums: BTreeMap<AccountId, Points> = BTreeMap::new();
    let mut given = Points::ZERO;
    for (party, amount) in earnings {
        given = given.minus(*amount).ok_or(Rejection::AmountInvalid)?;
        let kept = (*amount).min(room(context, *party)?);
        let overflow = amount.minus(kept).ok_or(Rejection::AmountInvalid)?;
        let pool = keys::pool_of(context.party(*party)?.area);
        for (account, change) in [(AccountId::Party(*party), kept), (pool, overflow)] {
            let sum = sums.entry(account).or_default();
            *sum = sum.plus(change).ok_or(Rejection::AmountInvalid)?;
        }
    }
    let legs = std::iter::once((payer, given)).chain(sums);
    Ok(legs
        .filter(|(_, amount)| *amount != Points::ZERO)
        .map(|(account, amount)| Leg { account, amount })
        .collect())
}

/// How much an account takes before it is full.
fn room(context: &Context<'_, '_>, party: PartyId) -> Result<Points, Rejection> {
    let books = super::load(context, AccountId::Party(party));
    let total = books.settled.plus(books.pending);
    let room = total.and_then(|total| context.pack().balance_cap.minus(total));
    Ok(room.ok_or(Rejection::AmountInvalid)?.max(Points::ZERO))
}
