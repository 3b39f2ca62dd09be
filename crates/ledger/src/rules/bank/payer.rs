//! Which account pays for what somebody books or redeems.

use crate::{
    apply::Context,
    ids::PartyId,
    points::Points,
    rejection::Rejection,
    rules::Applied,
    state::{accounts::AccountId, keys},
};

/// The account that pays for a service: granted points before one's own, one's own before those of
/// the household; the first that can pay all of it.
///
/// # Errors
/// Rejections that the community's pack asks for more before one may spend, that the account is
/// closed, or that no account has enough.
pub fn choose_payer(
    context: &Context<'_, '_>,
    person: PartyId,
    price: Points,
) -> Result<AccountId, Rejection> {
    let own = AccountId::Party(person);
    if !price.is_positive() {
        return Ok(own);
    }
    require_spender(context, person)?;
    let household = context.get(&keys::household_of(person));
    [AccountId::Grant(person), own]
        .into_iter()
        .chain(household.map(AccountId::Household))
        .find(|account| can_pay(context, *account, price))
        .ok_or(Rejection::BalanceTooLow)
}

/// [`choose_payer`] for what is not a service: granted points are for services.
pub(in crate::rules) fn choose_payer_for_goods(
    context: &Context<'_, '_>,
    person: PartyId,
    price: Points,
) -> Result<AccountId, Rejection> {
    require_spender(context, person)?;
    let household = context.get(&keys::household_of(person));
    std::iter::once(AccountId::Party(person))
        .chain(household.map(AccountId::Household))
        .find(|account| can_pay(context, *account, price))
        .ok_or(Rejection::BalanceTooLow)
}

fn can_pay(context: &Context<'_, '_>, account: AccountId, price: Points) -> bool {
    let available = super::load(context, account).available();
    available.is_some_and(|available| available >= price)
}

/// An account that is not closed, of somebody whom the community's pack lets spend.
fn require_spender(context: &Context<'_, '_>, person: PartyId) -> Applied {
    require_open(context, person)?;
    let area = context.party(person)?.area;
    let needs_standing = context.pack_for(area).spending.needs_standing;
    if needs_standing && !super::standing_of(context, person).may_spend {
        return Err(Rejection::SpendingNotAllowed);
    }
    Ok(())
}

/// An account that was not closed.
pub(in crate::rules) fn require_open(context: &Context<'_, '_>, person: PartyId) -> Applied {
    let legacy = context.get(&keys::legacy(person)).unwrap_or_default();
    if legacy.closed_at.is_some() {
        return Err(Rejection::AccountClosed);
    }
    Ok(())
}
