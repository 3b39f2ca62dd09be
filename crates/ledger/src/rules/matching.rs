//! An office records the digest of a matching round.

use crate::{
    apply::Context,
    authority::Right,
    event::{Event, MatchingEvent},
    operation::matching::RecordMatchRound,
    rejection::Rejection,
    rules::{Applied, require_right},
    state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RecordMatchRound) -> Applied {
    let mut meta = context.meta()?;
    require_right(context, Right::RecordRound, meta.district)?;
    if command.height >= context.height {
        return Err(Rejection::HeightUnknown);
    }
    let round = meta.match_rounds;
    meta.match_rounds = round.saturating_add(1);
    context.put(&keys::meta(), &meta);
    context.emit(Event::Matching(MatchingEvent::MatchRoundRecorded { round }));
    Ok(())
}
