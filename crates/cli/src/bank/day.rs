//! A day as people write it, 2026-03-02, in China time.

use std::str::FromStr;

use ledger::{Timestamp, time::start_of_china_day};
use toml::value::{Date, Datetime};

/// The first moment of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day(pub(crate) Timestamp);

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text} is no day: write it as 2026-03-02");
        let moment: Datetime = text.parse().map_err(|_| wrong())?;
        match (moment.date, moment.time, moment.offset) {
            (Some(date), None, None) => Self::of(date).ok_or_else(wrong),
            _ => Err(wrong()),
        }
    }
}

impl Day {
    /// Its midnight in China; none before 1970.
    pub(crate) fn of(date: Date) -> Option<Self> {
        let days = days_since_1970(date);
        u32::try_from(days)
            .ok()
            .map(|days| Self(start_of_china_day(days)))
    }
}

/// Days of the civil calendar: years begin in March, so that a leap day is the last of its year.
fn days_since_1970(date: Date) -> i64 {
    let (year, month) = (i64::from(date.year), i64::from(date.month));
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let day_of_year = (153 * month + 2) / 5 + i64::from(date.day) - 1;
    365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_begin_at_midnight_in_china() {
        for (text, ms) in [
            ("2019-01-01", 1_546_272_000_000),
            ("2020-02-29", 1_582_905_600_000),
            ("2022-06-01", 1_654_012_800_000),
            ("2025-01-01", 1_735_660_800_000),
        ] {
            assert_eq!(text.parse(), Ok(Day(Timestamp(ms))), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "yesterday",
            "2026-13-01",
            "2026-03-02T10:00:00",
            "1969-12-31",
        ] {
            let refused = text.parse::<Day>().unwrap_err();
            assert!(refused.contains("2026-03-02"), "{text}: {refused}");
        }
    }
}
