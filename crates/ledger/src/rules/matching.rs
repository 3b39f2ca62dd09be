//! An office records the digest of a matching round.

use crate::{
    apply::Context,
    event::{Event, MatchingEvent},
    operation::{identity::Role, matching::RecordMatchRound},
    rejection::Rejection,
    rules::{Applied, require_role},
    state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RecordMatchRound) -> Applied {
    let mut meta = context.meta()?;
    require_role(context, Role::Operator, meta.district)?;
    if command.height >= context.height {
        return Err(Rejection::HeightUnknown);
    }
    let round = meta.match_rounds;
    meta.match_rounds = round.saturating_add(1);
    context.put(&keys::meta(), &meta);
    context.emit(Event::Matching(MatchingEvent::MatchRoundRecorded { round }));
    Ok(())
}
