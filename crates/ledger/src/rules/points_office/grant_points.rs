//! Points for services reach a person in need: once from the reserve, or from the pool.

use super::require_approved;
use crate::{
    apply::Context,
    authority::Right,
    event::PointsOfficeEvent,
    operation::points_office::GrantPoints,
    rejection::Rejection,
    rules::{
        Applied,
        bank::{self, gift::require_person},
    },
    state::{
        accounts::{AccountId, Cause, Grant},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &GrantPoints) -> Applied {
    let (person, amount) = (command.person, command.amount);
    let area = context.party(person)?.area;
    require_approved(context, Right::KeepBooks, area)?;
    require_person(context, person)?;
    if !amount.is_positive() {
        return Err(Rejection::AmountInvalid);
    }
    if !bank::standing_of(context, person).in_hardship {
        return Err(Rejection::GrantNotAllowed);
    }
    let source = match command.grant {
        Grant::Starter => {
            let key = keys::standing(person);
            let mut standing = context.get(&key).unwrap_or_default();
            let most = context.pack_for(area).starter_grant_max;
            if standing.has_starter_grant || amount > most {
                return Err(Rejection::GrantNotAllowed);
            }
            standing.has_starter_grant = true;
            context.put(&key, &standing);
            AccountId::Reserve(area)
        }
        Grant::Hardship => keys::pool_of(area),
    };
    let books = context.get(&keys::account(source)).unwrap_or_default();
    if books.free() < amount {
        return Err(Rejection::BalanceTooLow);
    }
    let accounts = (source, AccountId::Grant(person));
    let cause = Cause::Grant(command.grant);
    let transfer = bank::pay(context, cause, accounts, amount)?;
    context.emit(PointsOfficeEvent::PointsGranted { person, transfer }.into());
    Ok(())
}
