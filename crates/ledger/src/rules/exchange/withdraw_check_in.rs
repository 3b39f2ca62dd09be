//! One side takes its newest step at the door back within ten minutes, and what was built on it.

use crate::{
    apply::Context,
    event::ExchangeEvent,
    ids::PartyId,
    operation::exchange::WithdrawCheckIn,
    rejection::Rejection,
    rules::Applied,
    state::{keys, records::ExchangeStatus, service::Attendance},
    time::Timestamp,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &WithdrawCheckIn) -> Applied {
    let id = command.exchange;
    let mut exchange = super::load_own(context, id, ExchangeStatus::Accepted)?;
    let attendance = exchange.attendance.ok_or(Rejection::CheckInMissing)?;
    let by = context.actor;
    let (at, rest) = without_newest_step(attendance, by).ok_or(Rejection::CheckInMissing)?;
    super::require_reflection(context, at)?;
    exchange.attendance = rest;
    context.put(&keys::exchange(id), &exchange);
    let event = ExchangeEvent::CheckInWithdrawn {
        exchange: id,
        by,
        end_only: exchange.has_met(),
    };
    context.emit(event.into());
    Ok(())
}

/// When this side took its newest step, and what is left without it.
fn without_newest_step(
    attendance: Attendance,
    by: PartyId,
) -> Option<(Timestamp, Option<Attendance>)> {
    if let Some(finish) = attendance.finished.filter(|finish| finish.by == by) {
        let rest = Attendance {
            finished: None,
            ..attendance
        };
        return Some((finish.at, Some(rest)));
    }
    if attendance.shown_by == by {
        return Some((attendance.shown_at, None));
    }
    let rest = Attendance {
        met_at: None,
        finished: None,
        ..attendance
    };
    attendance.met_at.map(|at| (at, Some(rest)))
}
