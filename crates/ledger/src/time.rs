//! Ledger time: milliseconds since 1970-01-01T00:00:00Z, given by the block, never by a clock.

use borsh::{BorshDeserialize, BorshSerialize};

/// One second in milliseconds.
pub const SECOND_MS: u64 = 1_000;
/// One minute in milliseconds.
pub const MINUTE_MS: u64 = 60 * SECOND_MS;
/// One hour in milliseconds.
pub const HOUR_MS: u64 = 60 * MINUTE_MS;
/// One day in milliseconds.
pub const DAY_MS: u64 = 24 * HOUR_MS;
/// China Standard Time is eight hours ahead of UTC; days and months of the rules are counted in it.
const CHINA_OFFSET_MS: u64 = 8 * HOUR_MS;

/// A moment, in milliseconds since the Unix epoch.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Default,
    BorshSerialize,
    BorshDeserialize,
    serde::Serialize,
)]
pub struct Timestamp(pub u64);

impl Timestamp {
    /// This moment moved later by `ms`, saturating.
    #[must_use]
    pub const fn plus_ms(self, ms: u64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// This moment moved earlier by `ms`, saturating at the epoch.
    #[must_use]
    pub const fn minus_ms(self, ms: u64) -> Self {
        Self(self.0.saturating_sub(ms))
    }

    /// Days since the epoch in China Standard Time: the day that a daily cap counts.
    #[must_use]
    pub fn china_day(self) -> u32 {
        let days = self
            .0
            .saturating_add(CHINA_OFFSET_MS)
            .checked_div(DAY_MS)
            .unwrap_or(0);
        u32::try_from(days).unwrap_or(u32::MAX)
    }

    /// The first moment of a day that [`Timestamp::china_day`] counts.
    #[must_use]
    pub fn of_china_day(day: u32) -> Self {
        let midnight = u64::from(day).saturating_mul(DAY_MS);
        Self(midnight.saturating_sub(CHINA_OFFSET_MS))
    }

    /// Months since January 1970 in China Standard Time: the month that a monthly cap counts.
    #[must_use]
    pub fn china_month(self) -> u32 {
        months_from_days(u64::from(self.china_day()))
    }
}

/// The first moment of a day of China, in days since the epoch.
#[must_use]
pub fn start_of_china_day(day: u32) -> Timestamp {
    Timestamp(u64::from(day).saturating_mul(DAY_MS)).minus_ms(CHINA_OFFSET_MS)
}

/// Whether a day since the epoch is one from Monday to Friday. Day 0 was a Thursday.
#[must_use]
pub const fn is_weekday(day: u32) -> bool {
    matches!(day.checked_rem(7), Some(0 | 1 | 4 | 5 | 6))
}

/// Civil month from days since the epoch: the standard proleptic Gregorian conversion.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "all operands come from a u32 day count and the divisors are constants"
)]
fn months_from_days(days: u64) -> u32 {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let (month, carry) = if march_month < 10 {
        (march_month + 2, 0)
    } else {
        (march_month - 10, 1)
    };
    let year = year_of_era + era * 400 + carry;
    u32::try_from((year - 1970) * 12 + month).unwrap_or(u32::MAX)
}

/// A span of time, from `start` up to but not including `end`.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    BorshSerialize,
    BorshDeserialize,
    serde::Serialize,
)]
pub struct Window {
    /// First moment inside.
    pub start: Timestamp,
    /// First moment after.
    pub end: Timestamp,
}

impl Window {
    /// Whether the span holds at least one moment.
    #[must_use]
    pub const fn is_valid(&self) -> bool {
        self.start.0 < self.end.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_the_civil_calendar() {
        for (days, month) in [
            (0, 0),
            (30, 0),
            (31, 1),
            (58, 1),
            (59, 2),
            (364, 11),
            (365, 12),
        ] {
            assert_eq!(months_from_days(days), month, "day {days}");
        }
        // 2026-11-24 is day 20,781 and month (2026 - 1970) * 12 + 10.
        assert_eq!(months_from_days(20_781), 682);
    }

    #[test]
    fn weeks_are_known() {
        // 2026-11-24 is a Tuesday.
        let week: Vec<bool> = (20_781..20_788).map(is_weekday).collect();
        assert_eq!(week, [true, true, true, true, false, false, true]);
        assert_eq!(start_of_china_day(20_781).china_day(), 20_781);
        assert_eq!(start_of_china_day(20_781).minus_ms(1).china_day(), 20_780);
    }

    #[test]
    fn a_day_turns_at_midnight_in_china() {
        assert_eq!(Timestamp(16 * HOUR_MS - 1).china_day(), 0);
        assert_eq!(Timestamp(16 * HOUR_MS).china_day(), 1);
    }
}
