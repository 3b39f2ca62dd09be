//! What each side says about a completed service: sealed until both have spoken or two weeks are
//! over, so that neither answers the other's stars; then open for two years, with a right of reply.

pub mod commit;
pub mod end;
pub mod open;
pub mod reply;
pub mod withdraw;
pub mod withdraw_reply;

use crate::{
    apply::Context,
    ids::{ExchangeId, PartyId},
    operation::RatingAction,
    rejection::Rejection,
    rules::{Applied, exchange},
    state::{keys, service::Rating},
    time::{DAY_MS, Timestamp},
};

/// How long after a service it can be rated, in milliseconds.
pub const WINDOW_MS: u64 = 14 * DAY_MS;
/// How long a rating that is due can be opened, in milliseconds.
pub const OPENING_MS: u64 = DAY_MS;
/// How long an open rating is kept, in milliseconds: 24 months.
pub const KEPT_MS: u64 = 730 * DAY_MS;

/// Hands an action of this family to its rule.
pub(crate) fn apply_action(context: &mut Context<'_, '_>, action: &RatingAction) -> Applied {
    match action {
        RatingAction::CommitRating(command) => commit::apply(context, command),
        RatingAction::WithdrawRating(command) => withdraw::apply(context, command),
        RatingAction::OpenRating(command) => open::apply(context, command),
        RatingAction::ReplyToRating(command) => reply::apply(context, command),
        RatingAction::WithdrawReply(command) => withdraw_reply::apply(context, command),
        RatingAction::EndRating(command) => end::apply(context, command),
    }
}

fn load(context: &Context<'_, '_>, exchange: ExchangeId, by: PartyId) -> Result<Rating, Rejection> {
    context
        .get(&keys::rating(exchange, by))
        .ok_or(Rejection::RatingUnknown)
}

/// The other side of an exchange of the actor's.
fn other_side(context: &Context<'_, '_>, id: ExchangeId) -> Result<PartyId, Rejection> {
    exchange::load(context, id)?
        .other_side(context.actor)
        .ok_or(Rejection::NotYourExchange)
}

/// When a sealed rating is due: at once when both have spoken, but not before either could still
/// think better of it; else when the window closes.
fn due_at(
    context: &Context<'_, '_>,
    window_end: Timestamp,
    mine: Timestamp,
    theirs: Option<Timestamp>,
) -> Timestamp {
    let reflection_ms = context.pack().reflection_ms;
    match theirs {
        Some(theirs) => mine.max(theirs).plus_ms(reflection_ms),
        None => window_end.max(mine.plus_ms(reflection_ms)),
    }
}
