//! Moments by day relative to the day on which the demonstration starts, in China time.

use ledger::{
    Timestamp,
    time::{DAY_MS, HOUR_MS, MINUTE_MS},
};
use serde::Deserialize;

/// China Standard Time is eight hours ahead of UTC.
const CHINA_OFFSET_MS: u64 = 8 * HOUR_MS;

/// A day, an hour and a minute; day -1 is yesterday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Moment {
    /// Days after today, negative before.
    pub(crate) day: i32,
    /// Hour of the day, 0 to 23.
    pub(crate) hour: u8,
    /// Minute of the hour.
    #[serde(default)]
    pub(crate) minute: u8,
}

impl Moment {
    /// The moment in ledger time, given the midnight that begins today.
    pub(crate) fn at(self, midnight: Timestamp) -> Timestamp {
        let days = u64::from(self.day.unsigned_abs()).saturating_mul(DAY_MS);
        let day = if self.day < 0 {
            midnight.minus_ms(days)
        } else {
            midnight.plus_ms(days)
        };
        day.plus_ms(u64::from(self.hour).saturating_mul(HOUR_MS))
            .plus_ms(u64::from(self.minute).saturating_mul(MINUTE_MS))
    }

    /// The midnight in China that begins the day of `now`.
    pub(crate) fn midnight_before(now: Timestamp) -> Timestamp {
        Timestamp(u64::from(now.china_day()).saturating_mul(DAY_MS)).minus_ms(CHINA_OFFSET_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_count_from_midnight_in_china() {
        let now = Timestamp(20_781 * DAY_MS + 3 * HOUR_MS);
        let midnight = Moment::midnight_before(now);
        assert_eq!(midnight, Timestamp(20_781 * DAY_MS - CHINA_OFFSET_MS));
        assert_eq!(midnight.china_day(), now.china_day());
        for (day, hour, minute, expected) in [
            (0, 0, 0, midnight),
            (0, 11, 0, now),
            (-2, 23, 30, midnight.minus_ms(DAY_MS + 30 * MINUTE_MS)),
            (1, 9, 0, midnight.plus_ms(DAY_MS + 9 * HOUR_MS)),
        ] {
            assert_eq!(Moment { day, hour, minute }.at(midnight), expected);
        }
    }
}
