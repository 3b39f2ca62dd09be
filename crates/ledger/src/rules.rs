//! The rules: one file for each action, all reached from one table.

pub mod activity;
pub mod approval;
pub mod bank;
pub mod clock;
pub mod content;
pub mod dispute;
pub mod exchange;
pub mod household;
pub mod hut;
pub mod identity;
pub mod item;
pub mod listing;
pub mod loan;
pub mod matching;
pub mod membership;
pub mod party;
pub mod points_office;
pub mod rating;
pub mod redemption;

use crate::{
    apply::Context,
    area::{AreaCode, AreaLevel},
    authority::{CHARTERS, Right},
    genesis::RULES_VERSION,
    operation::{
        Action, ClockAction, MatchingAction,
        identity::{Role, Scope},
    },
    rejection::Rejection,
    state::keys,
};

/// The newest version of the rules that this program can run; it can run all before it.
pub const LATEST_VERSION: u32 = RULES_VERSION;

/// What every rule returns: done, or the reason why not.
pub type Applied = Result<(), Rejection>;

/// Hands an action to its rule.
pub fn apply_action(context: &mut Context<'_, '_>, action: &Action) -> Applied {
    match action {
        Action::Identity(action) => identity::apply_action(context, action),
        Action::Listing(action) => listing::apply_action(context, action),
        Action::Exchange(action) => exchange::apply_action(context, action),
        Action::Points(action) => bank::apply_action(context, action),
        Action::Matching(MatchingAction::RecordMatchRound(command)) => {
            matching::apply(context, command)
        }
        Action::Clock(ClockAction::AdvanceClock(command)) => clock::apply(context, command),
        Action::Approval(action) => approval::apply_action(context, action),
        Action::Dispute(action) => dispute::apply_action(context, action),
        Action::Content(action) => content::apply_action(context, action),
        Action::Membership(action) => membership::apply_action(context, action),
        Action::Party(action) => party::apply_action(context, action),
        Action::Item(action) => item::apply_action(context, action),
        Action::Loan(action) => loan::apply_action(context, action),
        Action::Activity(action) => activity::apply_action(context, action),
        Action::Hut(action) => hut::apply_action(context, action),
        Action::Rating(action) => rating::apply_action(context, action),
        Action::Household(action) => household::apply_action(context, action),
        Action::Redemption(action) => redemption::apply_action(context, action),
        Action::PointsOffice(action) => points_office::apply_action(context, action),
    }
}

/// Whether the actor holds a role over an area, directly or through a wider one.
fn require_role(context: &Context<'_, '_>, role: Role, area: AreaCode) -> Applied {
    let mut scope = Some(area);
    while let Some(area) = scope {
        let grant = context.get(&keys::role(context.actor, role, Scope::Area(area)));
        if grant.is_some_and(|grant| grant.until.is_none_or(|until| until >= context.time)) {
            return Ok(());
        }
        scope = area.parent();
    }
    Err(Rejection::RoleMissing)
}

/// Whether one of the actor's roles gives it this right over an area, directly or through a wider
/// one.
fn require_right(context: &Context<'_, '_>, right: Right, area: AreaCode) -> Applied {
    let holders = CHARTERS.iter();
    let mut holders = holders.filter(|charter| charter.rights.contains(&right));
    if holders.any(|charter| require_role(context, charter.role, area).is_ok()) {
        Ok(())
    } else {
        Err(Rejection::RoleMissing)
    }
}

/// An area of this district, of one of the given levels.
fn require_area(context: &Context<'_, '_>, area: AreaCode, levels: &[AreaLevel]) -> Applied {
    let known = area.level().is_some_and(|level| levels.contains(&level));
    if known && area.is_within(context.meta()?.district) {
        Ok(())
    } else {
        Err(Rejection::AreaInvalid)
    }
}
