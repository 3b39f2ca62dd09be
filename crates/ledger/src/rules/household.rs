//! Households: persons who agreed to share an account of the points bank.

pub mod invite;
pub mod join;
pub mod leave;
pub mod register;

use crate::{
    apply::Context, ids::HouseholdId, operation::HouseholdAction, rejection::Rejection,
    rules::Applied, state::bank::Household, state::keys,
};

/// Hands an action of this family to its rule.
pub(crate) fn apply_action(context: &mut Context<'_, '_>, action: &HouseholdAction) -> Applied {
    match action {
        HouseholdAction::RegisterHousehold(command) => register::apply(context, command),
        HouseholdAction::InviteToHousehold(command) => invite::apply(context, command),
        HouseholdAction::JoinHousehold(command) => join::apply(context, command),
        HouseholdAction::LeaveHousehold(command) => leave::apply(context, command),
    }
}

fn load(context: &Context<'_, '_>, id: HouseholdId) -> Result<Household, Rejection> {
    context
        .get(&keys::household(id))
        .ok_or(Rejection::HouseholdUnknown)
}
