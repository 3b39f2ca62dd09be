//! Opens sealed ratings that are due, as far as their keys are kept in this office.

use super::JobError;
use crate::desk::Desk;

/// Ratings whose keys are kept in another office are looked at in vain for a day.
const LOOKED_AT_MAX: u32 = 4_096;

/// Returns how many were opened. Whose key is kept elsewhere is opened there.
pub(super) async fn open_due(desk: &Desk) -> Result<usize, JobError> {
    let views = &desk.projections;
    let due = views.ratings_to_open(desk.now(), LOOKED_AT_MAX).await?;
    let mut opened = 0;
    for rating in due {
        opened += usize::from(desk.open_rating(rating).await?);
    }
    Ok(opened)
}
