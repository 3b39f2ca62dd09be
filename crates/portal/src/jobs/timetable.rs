//! What becomes due by itself: the read models say where to look, and the ledger whether it is.

use ledger::{Action, Timestamp, apply::rehearse};

use super::{DUE_AT_ONCE_MAX, JobError};
use crate::desk::Desk;

/// How many lines are read at once.
const READ_AT_ONCE: u32 = 1_024;

/// The actions that are due now and that the ledger would not refuse. Lines that stay impossible
/// for a while, such as a queue without a reserve, do not stand in the way of later ones.
pub(super) async fn due(desk: &Desk, since: Timestamp) -> Result<Vec<Action>, JobError> {
    let state = desk.gateway.head().state;
    let now = desk.now();
    let most = usize::try_from(DUE_AT_ONCE_MAX).unwrap_or(usize::MAX);
    let (mut due, mut read) = (Vec::new(), 0);
    while due.len() < most {
        let lines = desk
            .projections
            .due_by_timetable(since, (read, READ_AT_ONCE))
            .await?;
        let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let possible = |action: &Action| rehearse(&state, now, desk.office, action).is_ok();
        due.extend(lines.into_iter().filter(possible));
        if count < READ_AT_ONCE {
            break;
        }
        read = read.saturating_add(count);
    }
    due.truncate(most);
    Ok(due)
}
