//! Whoever published content asks once that its takedown be looked at again.

use crate::{
    apply::Context, event::ContentEvent, operation::content::AppealTakedown, rejection::Rejection,
    rules::Applied, state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AppealTakedown) -> Applied {
    let content = command.content;
    let mut takedown = super::load(context, content)?;
    if takedown.owner != context.actor {
        return Err(Rejection::NotYourCase);
    }
    if takedown.appealed {
        return Err(Rejection::AppealUsed);
    }
    takedown.appealed = true;
    context.put(&keys::takedown(&content), &takedown);
    context.emit(ContentEvent::TakedownAppealed { content }.into());
    Ok(())
}
