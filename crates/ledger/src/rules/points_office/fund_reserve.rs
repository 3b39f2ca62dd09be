//! The fund behind the redemption guarantee of a community is filled, as its paper says.

use super::require_approved;
use crate::{
    apply::Context,
    area::AreaLevel,
    authority::Right,
    event::PointsOfficeEvent,
    operation::points_office::FundReserve,
    rejection::Rejection,
    rules::{Applied, bank, identity::require_content, require_area},
    state::accounts::{AccountId, Cause},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &FundReserve) -> Applied {
    let community = command.community;
    require_area(context, community, &[AreaLevel::Community])?;
    require_approved(context, Right::KeepBooks, community)?;
    if !command.amount.is_positive() {
        return Err(Rejection::AmountInvalid);
    }
    require_content(&command.source)?;
    let accounts = (AccountId::Issuance, AccountId::Reserve(community));
    let transfer = bank::pay(context, Cause::Funding, accounts, command.amount)?;
    context.emit(PointsOfficeEvent::ReserveFunded { transfer }.into());
    Ok(())
}
