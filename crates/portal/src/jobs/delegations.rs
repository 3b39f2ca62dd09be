//! Delegations whose time is over: the helper's key revokes itself, so that the ledger forgets the
//! power with the office.

use super::JobError;
use crate::desk::{ActError, Desk};

/// Ends what is over; how many.
pub(super) async fn end_over(desk: &Desk) -> Result<usize, JobError> {
    let now_ms = desk.now().0;
    let over = desk.vault.delegations_over(now_ms).await;
    let over = over.map_err(ActError::from)?;
    for delegation in &over {
        match desk.lay_down(delegation, now_ms).await {
            Ok(()) => {}
            // Whoever is suspended or gone signs nothing any more: the vault's word is enough.
            Err(ActError::Rejected(_)) => {
                let ended = desk.vault.end_delegation(delegation, now_ms).await;
                ended.map_err(ActError::from)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(over.len())
}
