//! Two persons take content off the pages; its hash and the reason stay on the ledger.

use crate::{
    apply::Context,
    authority::Right,
    event::ContentEvent,
    operation::content::TakeDownContent,
    rejection::Rejection,
    rules::{Applied, require_right},
    state::{contents::Takedown, keys},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &TakeDownContent) -> Applied {
    require_right(context, Right::TakeDown, command.area)?;
    let second = context.second.ok_or(Rejection::SecondPersonMissing)?;
    context.party(command.owner)?;
    let content = command.content;
    if super::load(context, content).is_ok() {
        return Err(Rejection::TakenDownAlready);
    }
    let takedown = Takedown {
        owner: command.owner,
        area: command.area,
        reason: command.reason,
        by: [context.actor, second],
        at: context.time,
        appealed: false,
        restored_at: None,
    };
    context.put(&keys::takedown(&content), &takedown);
    context.emit(ContentEvent::ContentTakenDown { content }.into());
    Ok(())
}
