//! One service between two parties, from the question to the points (W-03).

pub mod accept;
pub mod accept_invitation;
pub mod agree_time;
pub mod answer_no_show;
pub mod cancel;
pub mod completion;
pub mod confirm;
pub mod contest;
pub mod decision;
pub mod decline;
pub mod drop_time;
pub mod end_for_leaver;
pub mod end_silence;
pub mod expire;
pub mod finish;
pub mod invite;
pub mod officials;
pub mod open_check_in;
pub mod places;
pub mod propose_time;
pub mod repeat_code;
pub mod report_no_show;
pub mod request;
pub mod restore_time;
pub mod silence;
pub mod stop;
pub mod withdraw_answer;
pub mod withdraw_check_in;
pub mod withdraw_confirmation;
pub mod withdraw_contest;
pub mod withdraw_no_show;
pub mod withdraw_request;
pub mod witness;

use crate::{
    apply::Context,
    ids::{ExchangeId, PartyId},
    operation::{
        ExchangeAction,
        listing::{LISTING_MS_MAX, MINUTES_MAX},
    },
    rejection::Rejection,
    rules::{Applied, bank},
    state::{
        keys,
        records::{Exchange, ExchangeStatus},
    },
    time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp},
};

/// How far in the past "as soon as possible" may lie when the block is made, in milliseconds.
const START_SLACK_MS: u64 = 10 * MINUTE_MS;

/// Hands an action of this family to its rule.
pub(crate) fn apply_action(context: &mut Context<'_, '_>, action: &ExchangeAction) -> Applied {
    match action {
        ExchangeAction::RequestExchange(command) => request::apply(context, command),
        ExchangeAction::AcceptExchange(command) => accept::apply(context, command),
        ExchangeAction::DeclineExchange(command) => decline::apply(context, command),
        ExchangeAction::WithdrawRequest(command) => withdraw_request::apply(context, command),
        ExchangeAction::CancelExchange(command) => cancel::apply(context, command),
        ExchangeAction::ConfirmService(command) => confirm::apply(context, command),
        ExchangeAction::WithdrawConfirmation(command) => {
            withdraw_confirmation::apply(context, command)
        }
        ExchangeAction::ReportNoShow(command) => report_no_show::apply(context, command),
        ExchangeAction::WithdrawNoShow(command) => withdraw_no_show::apply(context, command),
        ExchangeAction::ExpireExchange(command) => expire::apply(context, command),
        ExchangeAction::InviteToExchange(command) => invite::apply(context, command),
        ExchangeAction::AcceptInvitation(command) => accept_invitation::apply(context, command),
        ExchangeAction::WithdrawAnswer(command) => withdraw_answer::apply(context, command),
        ExchangeAction::ProposeTime(command) => propose_time::apply(context, command),
        ExchangeAction::AgreeTime(command) => agree_time::apply(context, command),
        ExchangeAction::DropTime(command) => drop_time::apply(context, command),
        ExchangeAction::RestoreTime(command) => restore_time::apply(context, command),
        ExchangeAction::OpenCheckIn(command) => open_check_in::apply(context, command),
        ExchangeAction::RepeatCode(command) => repeat_code::apply(context, command),
        ExchangeAction::FinishService(command) => finish::apply(context, command),
        ExchangeAction::WithdrawCheckIn(command) => withdraw_check_in::apply(context, command),
        ExchangeAction::ContestService(command) => contest::apply(context, command),
        ExchangeAction::WithdrawContest(command) => withdraw_contest::apply(context, command),
        ExchangeAction::AnswerNoShow(command) => answer_no_show::apply(context, command),
        ExchangeAction::WitnessService(command) => witness::apply(context, command),
        ExchangeAction::EndSilence(command) => end_silence::apply(context, command),
        ExchangeAction::StopExchange(command) => stop::apply(context, command),
    }
}

pub(super) fn load(context: &Context<'_, '_>, id: ExchangeId) -> Result<Exchange, Rejection> {
    context
        .get(&keys::exchange(id))
        .ok_or(Rejection::ExchangeUnknown)
}

/// An exchange in this status of which the actor is one side; 404 for everybody else is the
/// portal's business, a rejection is ours.
fn load_own(
    context: &Context<'_, '_>,
    id: ExchangeId,
    status: ExchangeStatus,
) -> Result<Exchange, Rejection> {
    let exchange = load(context, id)?;
    if exchange.other_side(context.actor).is_none() {
        return Err(Rejection::NotYourExchange);
    }
    if exchange.status != status {
        return Err(Rejection::ExchangeStateWrong);
    }
    Ok(exchange)
}

/// An agreed exchange of the actor's about whose service nobody has said anything yet.
fn load_before_service(context: &Context<'_, '_>, id: ExchangeId) -> Result<Exchange, Rejection> {
    let exchange = load_own(context, id, ExchangeStatus::Accepted)?;
    let stated = exchange.provider_statement.is_some() || exchange.receiver_statement.is_some();
    if stated || exchange.has_met() {
        return Err(Rejection::ExchangeStateWrong);
    }
    Ok(exchange)
}

/// An agreed exchange of the actor's at a time when both may be at the door.
fn load_at_the_door(context: &Context<'_, '_>, id: ExchangeId) -> Result<Exchange, Rejection> {
    let exchange = load_own(context, id, ExchangeStatus::Accepted)?;
    let earliest = exchange.start.minus_ms(HOUR_MS);
    if context.time < earliest || context.time > exchange.end() {
        return Err(Rejection::CheckInOutOfTime);
    }
    Ok(exchange)
}

/// An open question that the actor may answer.
fn load_asked(context: &Context<'_, '_>, id: ExchangeId) -> Result<Exchange, Rejection> {
    let exchange = load_own(context, id, ExchangeStatus::Requested)?;
    if exchange.asked_by == context.actor {
        return Err(Rejection::NotYourExchange);
    }
    Ok(exchange)
}

/// Whether a question has waited too long for its answer: past its start, and past a day. It has
/// ended then, whether or not anybody has said so yet.
fn is_overdue(context: &Context<'_, '_>, exchange: &Exchange) -> bool {
    context.time > exchange.start.max(exchange.changed_at.plus_ms(DAY_MS))
}

/// Moves an exchange to a status, stamped with block time.
fn set_status(
    context: &mut Context<'_, '_>,
    id: ExchangeId,
    exchange: &mut Exchange,
    status: ExchangeStatus,
) {
    exchange.status = status;
    exchange.changed_at = context.time;
    context.put(&keys::exchange(id), exchange);
}

/// The party may be asked the same question again.
pub(super) fn close_request(context: &mut Context<'_, '_>, exchange: &Exchange) {
    let asker = if exchange.invitation.is_some() {
        exchange.provider
    } else {
        exchange.asked_by
    };
    context.remove(&keys::open_request(exchange.listing, asker));
}

/// Ends an unanswered question and frees what was promised for it.
fn end_request(
    context: &mut Context<'_, '_>,
    id: ExchangeId,
    exchange: &mut Exchange,
    status: ExchangeStatus,
) -> Applied {
    close_request(context, exchange);
    bank::release(context, exchange.payer, id, exchange.price)?;
    set_status(context, id, exchange, status);
    Ok(())
}

/// A service begins at most ten minutes ago, when it is agreed at the door, and within half a year.
fn check_time(
    context: &Context<'_, '_>,
    provider: PartyId,
    start: Timestamp,
    minutes: u16,
) -> Applied {
    let earliest = context.time.minus_ms(START_SLACK_MS);
    if start < earliest || start > context.time.plus_ms(LISTING_MS_MAX) {
        return Err(Rejection::StartInvalid);
    }
    let pack = context.pack_at(context.party(provider)?.area, start);
    if pack.minutes_fit(minutes, MINUTES_MAX) {
        Ok(())
    } else {
        Err(Rejection::MinutesInvalid)
    }
}

/// Whether a side may still take back what it did at this moment.
fn require_reflection(context: &Context<'_, '_>, at: Timestamp) -> Applied {
    if context.time > at.plus_ms(context.pack().reflection_ms) {
        Err(Rejection::WithdrawalTooLate)
    } else {
        Ok(())
    }
}

/// The statement that the other side has made about the service.
fn has_statement(exchange: &Exchange, party: PartyId) -> bool {
    let statement = if party == exchange.provider {
        exchange.provider_statement
    } else {
        exchange.receiver_statement
    };
    statement.is_some()
}
