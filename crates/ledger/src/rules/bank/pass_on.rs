//! The points of a closed account reach the beneficiary who asks in time, and else the pool.

use crate::{
    apply::Context,
    event::{Leg, PointsEvent},
    ids::{PartyId, TransferId},
    operation::points::PassOnPoints,
    points::Points,
    rejection::Rejection,
    rules::Applied,
    state::{
        accounts::{AccountId, Cause},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &PassOnPoints) -> Applied {
    let person = command.person;
    let area = context.party(person)?.area;
    let heir = heir_of(context, person)?.map_or(keys::pool_of(area), AccountId::Party);
    // Granted points were for this person's services: nobody else inherits them.
    let own = take(context, AccountId::Party(person), heir)?;
    let granted = take(context, AccountId::Grant(person), keys::pool_of(area))?;
    let mut legs: Vec<Leg> = own.into_iter().chain(granted).collect();
    merge_pool(&mut legs)?;
    let transfer = if legs.is_empty() {
        None
    } else {
        let id = TransferId::derive(context.operation, context.position);
        let payer = AccountId::Party(person);
        super::movement::post_final(context, id, Cause::Legacy(person), payer, legs)?;
        Some(id)
    };
    context.emit(PointsEvent::PointsPassedOn { person, transfer }.into());
    Ok(())
}

/// Who receives now: the beneficiary who asks within the months of the pack, the pool (`None`)
/// after them or when nobody was named.
fn heir_of(context: &Context<'_, '_>, person: PartyId) -> Result<Option<PartyId>, Rejection> {
    let legacy = context.get(&keys::legacy(person)).unwrap_or_default();
    let closed_at = legacy.closed_at.ok_or(Rejection::NotDue)?;
    let Some(beneficiary) = legacy.beneficiary else {
        return Ok(None);
    };
    let months = context
        .pack_for(context.party(person)?.area)
        .beneficiary_months;
    let last = closed_at.china_month().saturating_add(u32::from(months));
    if context.time.china_month() > last {
        return Ok(None);
    }
    if context.actor != beneficiary {
        return Err(Rejection::NotDue);
    }
    super::require_open(context, beneficiary)?;
    Ok(Some(beneficiary))
}

/// The two legs by which everything final and free of an account moves.
fn take(context: &Context<'_, '_>, from: AccountId, to: AccountId) -> Result<Vec<Leg>, Rejection> {
    let amount = super::load(context, from).free();
    if amount == Points::ZERO {
        return Ok(Vec::new());
    }
    super::pair(from, to, amount)
}

/// One leg for each account, also when own and granted points both go to the pool.
fn merge_pool(legs: &mut Vec<Leg>) -> Applied {
    if let [_, first, _, second] = legs.as_mut_slice()
        && first.account == second.account
    {
        super::add(&mut first.amount, second.amount)?;
        legs.pop();
    }
    Ok(())
}
