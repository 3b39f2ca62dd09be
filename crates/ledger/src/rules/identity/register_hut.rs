//! An administrator puts a sharing hut on the map (C-17).

use crate::{
    apply::Context,
    area::AreaLevel,
    authority::Right,
    event::{Event, IdentityEvent},
    operation::identity::RegisterHut,
    rejection::Rejection,
    rules::{Applied, require_area, require_right},
    state::{keys, records::Hut},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RegisterHut) -> Applied {
    require_area(context, command.community, &[AreaLevel::Community])?;
    require_right(context, Right::RegisterHut, command.community)?;
    super::require_content(&command.content)?;
    if context.get(&keys::hut(command.hut)).is_some() {
        return Err(Rejection::IdTaken);
    }
    let hut = Hut {
        community: command.community,
        content: command.content,
    };
    context.put(&keys::hut(command.hut), &hut);
    context.emit(Event::Identity(IdentityEvent::HutRegistered {
        hut: command.hut,
    }));
    Ok(())
}
