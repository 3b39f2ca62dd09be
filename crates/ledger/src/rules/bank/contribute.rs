//! A member gives settled points to the household.

use crate::{
    apply::Context,
    operation::points::ContributePoints,
    rejection::Rejection,
    rules::Applied,
    state::{
        accounts::{AccountId, Cause},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ContributePoints) -> Applied {
    let household = context
        .get(&keys::household_of(context.actor))
        .ok_or(Rejection::HouseholdUnknown)?;
    let accounts = (
        AccountId::Party(context.actor),
        AccountId::Household(household),
    );
    super::donate::give(
        context,
        Cause::Contribution(household),
        accounts,
        command.amount,
    )
}
