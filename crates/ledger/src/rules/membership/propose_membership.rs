//! A validator's organisation proposes to add a server, to remove one, or to replace one.

use crate::{
    apply::Context,
    ids::ValidatorKey,
    operation::membership::{ProposeMembership, Seat},
    rejection::Rejection,
    rules::{Applied, membership::VALIDATORS_MAX},
    state::{keys, membership::NetworkAffair},
    validators::ValidatorSet,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ProposeMembership) -> Applied {
    super::require_voice(context)?;
    changed_set(context, command.add.as_ref(), command.remove)?;
    let affair = NetworkAffair::Validators {
        add: command.add.clone(),
        remove: command.remove,
    };
    super::propose(context, affair)
}

/// The next set with the change, if it can be made now.
pub(super) fn changed_set(
    context: &Context<'_, '_>,
    add: Option<&Seat>,
    remove: Option<ValidatorKey>,
) -> Result<ValidatorSet, Rejection> {
    if add.is_none() && remove.is_none() {
        return Err(Rejection::ChangeEmpty);
    }
    let mut keys = super::next_set(context).keys().to_vec();
    if let Some(key) = remove {
        let place = keys.binary_search(&key.0);
        let place = place.map_err(|_| Rejection::ValidatorUnknown)?;
        keys.remove(place);
    }
    if let Some(seat) = add {
        require_new(context, seat, remove)?;
        keys.push(seat.key.0);
    }
    if keys.is_empty() || keys.len() > VALIDATORS_MAX {
        return Err(Rejection::SetSizeInvalid);
    }
    Ok(ValidatorSet::new(keys))
}

/// A seat for a key that does not vote and an organisation that has no other seat, but for the one
/// that it gives up in the same change.
fn require_new(context: &Context<'_, '_>, seat: &Seat, remove: Option<ValidatorKey>) -> Applied {
    super::require_seat(context, seat)?;
    let voting = super::next_set(context)
        .keys()
        .binary_search(&seat.key.0)
        .is_ok();
    let other = context.get(&keys::seat_of(seat.organisation));
    if voting || other.is_some_and(|key| Some(key) != remove) {
        Err(Rejection::SeatTaken)
    } else {
        Ok(())
    }
}
