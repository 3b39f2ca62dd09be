//! An organisation says which of the validators is its server, or where that server is now.

use crate::{
    apply::Context, event::MembershipEvent, operation::membership::ClaimSeat, rejection::Rejection,
    rules::Applied, state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ClaimSeat) -> Applied {
    let seat = &command.seat;
    if seat.organisation != context.actor {
        return Err(Rejection::SeatTaken);
    }
    super::require_seat(context, seat)?;
    let set = super::next_set(context);
    if set.keys().binary_search(&seat.key.0).is_err() {
        return Err(Rejection::ValidatorUnknown);
    }
    // One voice for each organisation.
    let other = context.get(&keys::seat_of(seat.organisation));
    if other.is_some_and(|key| key != seat.key) {
        return Err(Rejection::SeatTaken);
    }
    super::put_seat(context, seat);
    let event = MembershipEvent::SeatClaimed {
        key: seat.key,
        organisation: seat.organisation,
    };
    context.emit(event.into());
    Ok(())
}
