//! Somebody who did not take part in a takedown puts the content back.

use crate::{
    apply::Context,
    authority::Right,
    event::ContentEvent,
    operation::content::RestoreContent,
    rejection::Rejection,
    rules::{Applied, require_right},
    state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RestoreContent) -> Applied {
    let content = command.content;
    let mut takedown = super::load(context, content)?;
    require_right(context, Right::TakeDown, takedown.area)?;
    // Those who decided do not judge themselves.
    if takedown.by.contains(&context.actor) || takedown.owner == context.actor {
        return Err(Rejection::HandlerIsSide);
    }
    takedown.restored_at = Some(context.time);
    context.put(&keys::takedown(&content), &takedown);
    context.emit(ContentEvent::ContentRestored { content }.into());
    Ok(())
}
