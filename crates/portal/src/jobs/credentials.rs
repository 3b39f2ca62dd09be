//! Lets credentials fall whose fact has ended, and suspends those of whoever is suspended.

use crate::Error;
use crate::desk::{Desk, credentials::Moment};

/// Looks at every credential that has not run out; returns how many changed.
///
/// # Errors
/// When the vault or the read models fail.
pub async fn review_credentials(desk: &Desk, wall_ms: u64) -> Result<usize, Error> {
    let moment = Moment {
        now: desk.now(),
        wall_ms,
    };
    desk.review_credentials(moment).await
}
