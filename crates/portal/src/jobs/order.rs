//! What is due about proposals and disputes: late answers, answers that nobody appealed against,
//! proposals that nobody approved.

use ledger::{
    Action, Timestamp,
    operation::{
        approval::ExpireProposal,
        dispute::{CloseDispute, NoteLateAnswer},
    },
};

use super::{DUE_AT_ONCE_MAX, JobError};
use crate::desk::Desk;

/// The actions that are due now.
pub(super) async fn due(desk: &Desk, now: Timestamp) -> Result<Vec<Action>, JobError> {
    let views = &desk.projections;
    let late = views.late_disputes(now, DUE_AT_ONCE_MAX).await?;
    let late = late.into_iter().map(|case| NoteLateAnswer { case }.into());
    let closed = views.disputes_to_close(now, DUE_AT_ONCE_MAX).await?;
    let closed = closed.into_iter().map(|case| CloseDispute { case }.into());
    let over = views.overdue_proposals(now, DUE_AT_ONCE_MAX).await?;
    let over = over
        .into_iter()
        .map(|proposal| ExpireProposal { proposal }.into());
    Ok(late.chain(closed).chain(over).collect())
}
