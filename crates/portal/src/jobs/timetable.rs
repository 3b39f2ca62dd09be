//! What becomes due by itself: the read models say where to look, and the ledger whether it is.

use ledger::{Action, Timestamp, apply::rehearse};

use super::{DUE_AT_ONCE_MAX, JobError};
use crate::desk::Desk;

/// The actions that are due now and that the ledger would not refuse.
pub(super) async fn due(desk: &Desk, since: Timestamp) -> Result<Vec<Action>, JobError> {
    let due = desk.projections.due_by_timetable(since, DUE_AT_ONCE_MAX);
    let mut due = due.await?;
    let state = desk.gateway.head().state;
    let now = desk.now();
    due.retain(|action| rehearse(&state, now, desk.office, action).is_ok());
    Ok(due)
}
