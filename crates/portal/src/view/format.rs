//! Dates, lengths of time and points, in words. Days are those of Shanghai, for every reader.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::i18n::{Sentence, Words};

/// China has had one time without summer time since 1991.
const SHANGHAI: Offset = Offset::constant(8);

pub fn moment(t: Words, ms: u64) -> String {
    t.say("format-moment")
        .set("day", day(t, ms))
        .set("time", time(t, ms))
        .to_string()
}

/// With the year: for receipts and other papers that are read years later.
pub fn full_moment(t: Words, ms: u64) -> String {
    t.say("format-moment")
        .set("day", full_day(t, ms))
        .set("time", time(t, ms))
        .to_string()
}

/// The time of day alone, beside a day that was named already.
pub fn time(t: Words, ms: u64) -> String {
    let when = civil(ms);
    let key = if when.minute() == 0 {
        "format-hour"
    } else {
        "format-minute"
    };
    t.say(key)
        .set("period", t.get(period(when.hour())))
        .set("hour", twelve_hours(when.hour()))
        .set("minute", format!("{:02}", when.minute()))
        .to_string()
}

pub fn day(t: Words, ms: u64) -> String {
    let when = civil(ms);
    dated(t, "format-day", when).to_string()
}

/// With the year: for receipts and other papers that are read years later.
pub fn full_day(t: Words, ms: u64) -> String {
    let when = civil(ms);
    dated(t, "format-full-day", when)
        .set("year", format!("{}", when.year()))
        .to_string()
}

/// The number in the month, for the cells of a calendar.
pub fn day_of_month(ms: u64) -> i8 {
    civil(ms).day()
}

pub fn duration(t: Words, minutes: u64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, _) => t.say("format-minutes").set("minutes", rest).to_string(),
        (_, 0) => t.say("format-hours").set("hours", hours).to_string(),
        _ => t
            .say("format-hours-minutes")
            .set("hours", hours)
            .set("minutes", rest)
            .to_string(),
    }
}

/// From one day on, minutes no longer matter.
pub fn long_duration(t: Words, minutes: u64) -> String {
    const DAY_MINUTES: u64 = 24 * 60;
    let (days, hours) = (minutes / DAY_MINUTES, minutes % DAY_MINUTES / 60);
    match (days, hours) {
        (0, _) => duration(t, minutes),
        (_, 0) => t.say("format-days").set("days", days).to_string(),
        _ => t
            .say("format-days-hours")
            .set("days", days)
            .set("hours", duration(t, hours * 60))
            .to_string(),
    }
}

pub fn points(t: Words, points: i64) -> String {
    t.say("format-points").set("points", points).to_string()
}

fn civil(ms: u64) -> DateTime {
    let moment = i64::try_from(ms)
        .ok()
        .and_then(|ms| Timestamp::from_millisecond(ms).ok());
    SHANGHAI.to_datetime(moment.unwrap_or(Timestamp::UNIX_EPOCH))
}

fn dated(t: Words, key: &str, when: DateTime) -> Sentence {
    const WEEKDAYS: [&str; 7] = [
        "format-monday",
        "format-tuesday",
        "format-wednesday",
        "format-thursday",
        "format-friday",
        "format-saturday",
        "format-sunday",
    ];
    const MONTHS: [&str; 12] = [
        "format-january",
        "format-february",
        "format-march",
        "format-april",
        "format-may",
        "format-june",
        "format-july",
        "format-august",
        "format-september",
        "format-october",
        "format-november",
        "format-december",
    ];
    let weekday = WEEKDAYS
        .get(at(when.weekday().to_monday_zero_offset()))
        .unwrap_or(&"");
    let month = MONTHS.get(at(when.month() - 1)).unwrap_or(&"");
    t.say(key)
        .set("month", t.get(month))
        .set("day", format!("{}", when.day()))
        .set("weekday", t.get(weekday))
}

fn at(index: i8) -> usize {
    usize::try_from(index).unwrap_or_default()
}

fn period(hour: i8) -> &'static str {
    match hour {
        0..=4 => "format-small-hours",
        5..=8 => "format-early",
        9..=11 => "format-forenoon",
        12 => "format-noon",
        13..=17 => "format-afternoon",
        _ => "format-evening",
    }
}

fn twelve_hours(hour: i8) -> String {
    let hour = match hour {
        0 => 12,
        1..=12 => hour,
        _ => hour - 12,
    };
    hour.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    const CHINESE: Words = Words(Language::Chinese);
    const ENGLISH: Words = Words(Language::English);
    /// 2026-11-23 15:00 in Shanghai.
    const MONDAY_MS: u64 = 1_795_417_200_000;

    #[test]
    fn a_moment_reads_as_people_say_it() {
        assert_eq!(moment(CHINESE, MONDAY_MS), "11月23日（周一）下午3点");
        assert_eq!(
            moment(CHINESE, MONDAY_MS + 5 * 60_000),
            "11月23日（周一）下午3点05分"
        );
        assert_eq!(moment(ENGLISH, MONDAY_MS), "Monday 23 November, 3 pm");
        assert_eq!(
            moment(ENGLISH, MONDAY_MS + 30 * 60_000),
            "Monday 23 November, 3:30 pm"
        );
    }

    #[test]
    fn the_day_is_that_of_shanghai() {
        let before_midnight_utc = MONDAY_MS + 2 * 3_600_000;
        assert_eq!(
            day(CHINESE, before_midnight_utc + 7 * 3_600_000),
            "11月24日（周二）"
        );
        assert_eq!(full_day(CHINESE, MONDAY_MS), "2026年11月23日（周一）");
        assert_eq!(full_day(ENGLISH, MONDAY_MS), "Monday 23 November 2026");
        assert_eq!(
            full_moment(CHINESE, MONDAY_MS),
            "2026年11月23日（周一）下午3点"
        );
    }

    #[test]
    fn lengths_and_points_are_words() {
        assert_eq!(duration(CHINESE, 45), "45分钟");
        assert_eq!(duration(CHINESE, 60), "1小时");
        assert_eq!(duration(ENGLISH, 90), "1 hour 30 minutes");
        assert_eq!(long_duration(CHINESE, 59), "59分钟");
        assert_eq!(long_duration(CHINESE, 3 * 1440 + 125), "3天2小时");
        assert_eq!(long_duration(ENGLISH, 1440), "1 day");
        assert_eq!(points(CHINESE, 12), "12 积分");
        assert_eq!(points(ENGLISH, 1), "1 point");
    }
}
