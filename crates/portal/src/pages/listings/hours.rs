//! When a service can begin: now, or at an hour that the two listings leave open.

use std::collections::BTreeMap;

use ledger::{Timestamp, Window, time::HOUR_MS};

use crate::view::windows::midnight;

/// How many days ahead a start is offered.
const DAYS_AHEAD: u32 = 14;
/// How many days are offered where nobody named a time.
const FREE_DAYS: u32 = 7;
/// The hours that are offered where nobody named a time.
const FREE_HOURS: [u64; 6] = [9, 10, 14, 15, 16, 19];
/// Nobody is asked to begin earlier or later in the day.
const DAY_HOURS: std::ops::RangeInclusive<u64> = 7..=21;

/// The beginnings to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Starts {
    /// At once is possible.
    pub(super) now: bool,
    /// Whole hours by day in China.
    pub(super) days: BTreeMap<u32, Vec<Timestamp>>,
}

impl Starts {
    /// What the hours of two listings leave; a listing without hours takes any.
    pub(super) fn between(asked: &[Window], own: &[Window], now: Timestamp) -> Self {
        let windows = common(asked, own);
        let today = now.china_day();
        if windows.is_empty() {
            let hours = |day| {
                FREE_HOURS
                    .map(|hour| midnight(day).plus_ms(hour * HOUR_MS))
                    .to_vec()
            };
            return Self::later(
                true,
                (today..today + FREE_DAYS).map(|day| (day, hours(day))),
                now,
            );
        }
        let hours = |day: u32| {
            let all = DAY_HOURS.map(|hour| midnight(day).plus_ms(hour * HOUR_MS));
            all.filter(|start| windows.iter().any(|window| contains(window, *start)))
                .collect()
        };
        let is_now = windows.iter().any(|window| contains(window, now));
        Self::later(
            is_now,
            (today..today + DAYS_AHEAD).map(|day| (day, hours(day))),
            now,
        )
    }

    fn later(
        now_fits: bool,
        days: impl Iterator<Item = (u32, Vec<Timestamp>)>,
        now: Timestamp,
    ) -> Self {
        let future = days.map(|(day, mut starts)| {
            starts.retain(|start| *start > now);
            (day, starts)
        });
        Self {
            now: now_fits,
            days: future.filter(|(_, starts)| !starts.is_empty()).collect(),
        }
    }

    pub(super) fn has(&self, start: Timestamp) -> bool {
        self.days
            .values()
            .flatten()
            .any(|offered| *offered == start)
    }
}

/// The hours that suit both; where they have none in common, those of the one that is asked.
fn common(asked: &[Window], own: &[Window]) -> Vec<Window> {
    if asked.is_empty() {
        return own.to_vec();
    }
    let mut both = Vec::new();
    for one in asked {
        for other in own {
            let shared = Window {
                start: one.start.max(other.start),
                end: one.end.min(other.end),
            };
            if shared.is_valid() {
                both.push(shared);
            }
        }
    }
    if both.is_empty() {
        asked.to_vec()
    } else {
        both
    }
}

fn contains(window: &Window, moment: Timestamp) -> bool {
    window.start <= moment && moment < window.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::windows::DayPart;

    const DAY: u32 = 20_781;

    fn at(day: u32, hour: u64) -> Timestamp {
        midnight(day).plus_ms(hour * HOUR_MS)
    }

    #[test]
    fn without_hours_everything_is_possible_from_now_on() {
        let starts = Starts::between(&[], &[], at(DAY, 15));
        assert!(starts.now);
        assert_eq!(starts.days[&DAY], [at(DAY, 16), at(DAY, 19)]);
        assert_eq!(starts.days.len(), 7);
    }

    #[test]
    fn the_hours_of_both_count() {
        let asked = [DayPart::Morning.on(DAY + 1), DayPart::Morning.on(DAY + 2)];
        let own = [Window {
            start: at(DAY + 2, 10),
            end: at(DAY + 2, 20),
        }];
        let starts = Starts::between(&asked, &own, at(DAY, 15));
        assert!(!starts.now);
        assert_eq!(starts.days.len(), 1);
        assert_eq!(starts.days[&(DAY + 2)], [at(DAY + 2, 10), at(DAY + 2, 11)]);
        assert!(starts.has(at(DAY + 2, 10)) && !starts.has(at(DAY + 2, 9)));
    }

    #[test]
    fn hours_that_do_not_meet_leave_those_of_the_one_asked() {
        let asked = [DayPart::Evening.on(DAY)];
        let own = [DayPart::Morning.on(DAY + 3)];
        let starts = Starts::between(&asked, &own, at(DAY, 19));
        assert!(starts.now, "it is such an hour now");
        assert_eq!(starts.days[&DAY], [at(DAY, 20)]);
    }

    #[test]
    fn hours_that_are_over_leave_nothing() {
        let asked = [DayPart::Morning.on(DAY)];
        assert_eq!(Starts::between(&asked, &[], at(DAY, 13)), Starts::default());
    }
}
