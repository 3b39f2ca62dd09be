//! What is on in the sample district, and who has signed up.

use super::parse;
use ledger::{
    AreaCode, CategoryCode, Hash, HutId, Points, Timestamp,
    operation::{
        activity::{Ages, Papers, PlanActivity},
        listing::{ContentRef, Place},
    },
    time::{DAY_MS, HOUR_MS},
};
use serde::Deserialize;

/// An activity that is to come.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SampleActivity {
    /// Stable key.
    pub(crate) key: String,
    /// Who holds it: a person or an organisation.
    pub(crate) by: String,
    #[serde(deserialize_with = "parse::area")]
    pub(crate) community: AreaCode,
    #[serde(deserialize_with = "parse::category")]
    category: CategoryCode,
    /// A short heading.
    pub(crate) title: String,
    /// What to bring and where to meet.
    pub(crate) description: String,
    /// Where it takes place; without one, where the description says.
    pub(crate) hut: Option<String>,
    in_days: u8,
    /// Of the day, in China.
    hour: u8,
    minutes: u16,
    capacity: u16,
    /// For everybody who comes, in points.
    points: u8,
    /// Who has signed up, in order; more than there are places wait.
    pub(crate) sign_ups: Vec<String>,
}

impl SampleActivity {
    /// When it begins, counted from a midnight.
    pub(crate) fn start(&self, midnight: Timestamp) -> Timestamp {
        let days = u64::from(self.in_days).saturating_mul(DAY_MS);
        let hours = u64::from(self.hour).saturating_mul(HOUR_MS);
        midnight.plus_ms(days).plus_ms(hours)
    }

    /// What its organiser says about it on the ledger.
    pub(crate) fn plan(
        &self,
        content: ContentRef,
        hut: Option<HutId>,
        (start, codes): (Timestamp, Hash),
    ) -> PlanActivity {
        PlanActivity {
            category: self.category,
            content,
            area: self.community,
            place: hut.map_or(Place::Agreed, Place::Hut),
            start,
            minutes: self.minutes,
            capacity: self.capacity,
            risk: false,
            licensed: false,
            papers: Papers {
                policy: None,
                licence: None,
            },
            ages: Ages::Adults,
            // The ledger counts tenths of a point.
            points: Points(i64::from(self.points).saturating_mul(10)),
            codes,
        }
    }
}
