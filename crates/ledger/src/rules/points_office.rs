//! What offices do for the points bank (W-06): packs, standing, the reserve, grants, closing.

pub mod adopt_rule_pack;
pub mod close_account;
pub mod fund_reserve;
pub mod grant_points;
pub mod record_standing;

use crate::{
    apply::Context,
    area::AreaCode,
    authority::Right,
    operation::PointsOfficeAction,
    rejection::Rejection,
    rules::{Applied, require_right},
};

/// Hands an action of this family to its rule.
pub(crate) fn apply_action(context: &mut Context<'_, '_>, action: &PointsOfficeAction) -> Applied {
    match action {
        PointsOfficeAction::AdoptRulePack(command) => adopt_rule_pack::apply(context, command),
        PointsOfficeAction::RecordStanding(command) => record_standing::apply(context, command),
        PointsOfficeAction::FundReserve(command) => fund_reserve::apply(context, command),
        PointsOfficeAction::GrantPoints(command) => grant_points::apply(context, command),
        PointsOfficeAction::CloseAccount(command) => close_account::apply(context, command),
    }
}

/// Two persons who hold the right over a community decide about its points.
fn require_approved(context: &Context<'_, '_>, right: Right, community: AreaCode) -> Applied {
    require_right(context, right, community)?;
    context.require_second()
}

/// What of this family needs two persons, with the right that both hold and where.
pub(super) fn second_right(
    context: &Context<'_, '_>,
    action: &PointsOfficeAction,
) -> Result<(Right, AreaCode), Rejection> {
    let area_of = |person| context.party(person).map(|party| party.area);
    Ok(match action {
        PointsOfficeAction::AdoptRulePack(command) => (Right::AdoptRulePack, command.community),
        PointsOfficeAction::FundReserve(command) => (Right::KeepBooks, command.community),
        PointsOfficeAction::GrantPoints(command) => (Right::KeepBooks, area_of(command.person)?),
        PointsOfficeAction::CloseAccount(command) => (Right::CloseParty, area_of(command.person)?),
        PointsOfficeAction::RecordStanding(_) => return Err(Rejection::SecondPersonNeedless),
    })
}
