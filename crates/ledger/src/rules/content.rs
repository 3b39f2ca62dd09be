//! Content that is taken off the pages, with its reason, one appeal, and the way back.

pub mod appeal;
pub mod restore;
pub mod take_down;

use crate::{
    apply::Context,
    hash::Hash,
    operation::ContentAction,
    rejection::Rejection,
    rules::Applied,
    state::{contents::Takedown, keys},
};

/// Hands an action of this family to its rule.
pub(crate) fn apply_action(context: &mut Context<'_, '_>, action: &ContentAction) -> Applied {
    match action {
        ContentAction::TakeDownContent(command) => take_down::apply(context, command),
        ContentAction::AppealTakedown(command) => appeal::apply(context, command),
        ContentAction::RestoreContent(command) => restore::apply(context, command),
    }
}

/// The decision by which content is off the pages now.
fn load(context: &Context<'_, '_>, content: Hash) -> Result<Takedown, Rejection> {
    context
        .get(&keys::takedown(&content))
        .filter(|takedown| takedown.restored_at.is_none())
        .ok_or(Rejection::NotTakenDown)
}
