//! Hours that suit, in words: one of three parts of a day, or from when to when.

use ledger::{
    Timestamp, Window,
    time::{DAY_MS, HOUR_MS},
};

use super::format;
use crate::i18n::Words;

/// How far China is ahead of UTC; days are counted there.
const CHINA_MS: u64 = 8 * HOUR_MS;

/// A part of a day that everybody knows without a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPart {
    Morning,
    Afternoon,
    Evening,
}

impl DayPart {
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    /// The stable code in forms, and the end of the key of its words.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }

    pub fn words(self, t: Words) -> String {
        t.get(&format!("window-{}", self.code()))
    }

    /// This part of a day, counted as [`Timestamp::china_day`] counts.
    pub fn on(self, day: u32) -> Window {
        let (from, to) = self.hours();
        let midnight = midnight(day);
        Window {
            start: midnight.plus_ms(from * HOUR_MS),
            end: midnight.plus_ms(to * HOUR_MS),
        }
    }

    fn of(window: &Window) -> Option<Self> {
        let day = window.start.china_day();
        Self::ALL.into_iter().find(|part| part.on(day) == *window)
    }

    const fn hours(self) -> (u64, u64) {
        match self {
            Self::Morning => (8, 12),
            Self::Afternoon => (12, 18),
            Self::Evening => (18, 21),
        }
    }
}

/// The first moment of a day in China.
pub fn midnight(day: u32) -> Timestamp {
    Timestamp(u64::from(day) * DAY_MS).minus_ms(CHINA_MS)
}

/// One span of time.
pub fn window(t: Words, window: &Window) -> String {
    if let Some(part) = DayPart::of(window) {
        let day = format::day(t, window.start.0);
        let sentence = t.say("window-part").set("day", day);
        return sentence.set("part", part.words(t)).to_string();
    }
    let last = window.end.minus_ms(1);
    let to = if window.start.china_day() == last.china_day() {
        format::time(t, window.end.0)
    } else {
        format::moment(t, window.end.0)
    };
    let from = format::moment(t, window.start.0);
    t.say("window-span")
        .set("from", from)
        .set("to", to)
        .to_string()
}

/// All spans; none means any time.
pub fn windows(t: Words, windows: &[Window]) -> String {
    if windows.is_empty() {
        return t.get("window-any");
    }
    let parts: Vec<String> = windows.iter().map(|one| window(t, one)).collect();
    parts.join(&t.get("window-or"))
}

/// The next span that is not over, and how many follow: for cards.
pub fn next(t: Words, windows: &[Window], now: Timestamp) -> String {
    let mut coming: Vec<&Window> = windows.iter().filter(|one| now < one.end).collect();
    coming.sort_unstable();
    match coming.split_first() {
        None if windows.is_empty() => t.get("window-any"),
        None => t.get("window-over"),
        Some((first, [])) => window(t, first),
        Some((first, rest)) => t
            .say("window-more")
            .set("first", window(t, first))
            .set("count", rest.len())
            .to_string(),
    }
}

/// Every span on its own, in order; none means any time.
pub fn each(t: Words, windows: &[Window]) -> Vec<String> {
    if windows.is_empty() {
        return vec![t.get("window-any")];
    }
    windows.iter().map(|one| window(t, one)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    const CHINESE: Words = Words(Language::Chinese);
    const ENGLISH: Words = Words(Language::English);
    /// 2026-11-24 in China.
    const TUESDAY: u32 = 20_781;

    #[test]
    fn a_part_of_a_day_has_its_own_words() {
        let morning = DayPart::Morning.on(TUESDAY);
        assert_eq!(
            window(CHINESE, &morning),
            "11月24日（周二）上午（8点到12点）"
        );
        assert_eq!(
            window(ENGLISH, &morning),
            "Tuesday 24 November, morning (8 to 12)"
        );
    }

    #[test]
    fn other_hours_are_said_from_when_to_when() {
        let midnight = midnight(TUESDAY);
        let span = |from: u64, to: u64| Window {
            start: midnight.plus_ms(from * HOUR_MS),
            end: midnight.plus_ms(to * HOUR_MS),
        };
        assert_eq!(
            window(CHINESE, &span(9, 11)),
            "11月24日（周二）上午9点到上午11点"
        );
        assert_eq!(
            window(ENGLISH, &span(9, 33)),
            "Tuesday 24 November, 9 am to Wednesday 25 November, 9 am"
        );
    }

    #[test]
    fn no_window_is_any_time_and_several_are_alternatives() {
        assert_eq!(windows(CHINESE, &[]), "什么时间都可以");
        let two = [DayPart::Morning.on(TUESDAY), DayPart::Evening.on(TUESDAY)];
        assert!(windows(CHINESE, &two).contains("或"));
    }

    #[test]
    fn a_card_says_the_next_time_and_how_many_follow() {
        let [later, first] = [TUESDAY + 1, TUESDAY].map(|day| DayPart::Morning.on(day));
        let said = |now| next(ENGLISH, &[later, first], now);
        assert_eq!(
            said(midnight(TUESDAY)),
            "Tuesday 24 November, morning (8 to 12) and 1 more time"
        );
        assert_eq!(said(first.end), "Wednesday 25 November, morning (8 to 12)");
        assert_eq!(said(later.end), "all times named have passed");
        assert_eq!(next(ENGLISH, &[], first.end), "any time");
    }
}
