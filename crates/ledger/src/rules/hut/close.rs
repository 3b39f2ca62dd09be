//! A keeper closes the doors, or a community worker when the keeper is absent.

use crate::{
    apply::Context,
    authority::Right,
    event::HutEvent,
    operation::hut::CloseHut,
    rejection::Rejection,
    rules::{Applied, require_right},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CloseHut) -> Applied {
    let hut = command.hut;
    let community = super::load(context, hut)?.community;
    if !super::is_keeper(context, hut) {
        require_right(context, Right::Tend, community)?;
    }
    if !super::day_of(context, hut).open {
        return Err(Rejection::HutStateWrong);
    }
    super::change_day(context, hut, |day| day.open = false);
    context.emit(HutEvent::HutClosed { hut }.into());
    Ok(())
}
