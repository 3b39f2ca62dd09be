//! The off switch: plain order by distance and time, with no score and no reading of words.

use crate::window::{Meeting, first_meeting, tidy_windows};
use crate::{Area, AreaTree, Closeness, ListingId, Window};

/// A listing reduced to what the plain order may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainListing {
    /// Which listing it is.
    pub id: ListingId,
    /// Where it is.
    pub area: Area,
    /// When it is; empty means any time.
    pub windows: Vec<Window>,
}

/// One line of the plain order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlainPlace {
    /// Which listing it is.
    pub id: ListingId,
    /// How near it is.
    pub closeness: Closeness,
    /// The first time that suits both; nothing when neither names a time.
    pub first_time: Option<Window>,
}

/// Orders listings for a reader: the nearest first, then the earliest common time, then the id.
///
/// What suits at any time comes before what suits later; what never suits is left out.
#[must_use]
pub fn order_plainly(
    area: Area,
    windows: &[Window],
    listings: &[PlainListing],
    areas: &AreaTree,
) -> Vec<PlainPlace> {
    let mine = tidy_windows(windows);
    let mut order: Vec<PlainPlace> = listings
        .iter()
        .filter_map(|listing| {
            let first_time = match first_meeting(&mine, &tidy_windows(&listing.windows))? {
                Meeting::AnyTime => None,
                Meeting::At(window) => Some(window),
            };
            let closeness = areas.closeness(area, listing.area);
            Some(PlainPlace {
                id: listing.id,
                closeness,
                first_time,
            })
        })
        .collect();
    order.sort_unstable_by_key(|place| (place.closeness, place.first_time, place.id));
    order
}
