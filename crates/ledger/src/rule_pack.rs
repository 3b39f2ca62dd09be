//! Rule packs: tariffs and caps as data, with their source.

use crate::{category::CategoryCode, category::category, points::Points, time::MINUTE_MS};
use borsh::{BorshDeserialize, BorshSerialize};

/// Where a rule pack comes from; the portal shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum PackName {
    /// The default pack, proposed for Chancheng.
    Chancheng,
}

/// Tariff and caps of a points bank.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct RulePack {
    /// Which pack.
    pub name: PackName,
    /// Version of the pack.
    pub version: u16,
    /// Service time is posted in steps of this many minutes.
    pub step_minutes: u16,
    /// Points for one hour before the category's coefficient.
    pub points_per_hour: Points,
    /// The most minutes a day that earn points; a service counts on the day on which it starts.
    pub day_cap_minutes: u32,
    /// The most minutes a month that earn points between the same two parties; a service counts in
    /// the month in which it starts.
    pub pair_cap_minutes: u32,
    /// The most points an account holds; what is earned beyond goes to the community pool.
    pub balance_cap: Points,
    /// How long a commitment can be taken back and a movement stays pending, in milliseconds.
    pub reflection_ms: u64,
    /// An agreed exchange ended less than this before its start is marked late, in milliseconds.
    pub late_cancel_ms: u64,
}

impl RulePack {
    /// The default pack: 10 points an hour in steps of half an hour, 8 hours a day, 20 hours a
    /// month for the same pair, at most 1,500 hours' worth.
    #[must_use]
    pub const fn chancheng() -> Self {
        Self {
            name: PackName::Chancheng,
            version: 1,
            step_minutes: 30,
            points_per_hour: Points(100),
            day_cap_minutes: 8 * 60,
            pair_cap_minutes: 20 * 60,
            balance_cap: Points(150_000),
            reflection_ms: 10 * MINUTE_MS,
            late_cancel_ms: 120 * MINUTE_MS,
        }
    }

    /// Whether a duration is a positive multiple of the step within `max` minutes.
    #[must_use]
    pub fn minutes_fit(&self, minutes: u16, max: u16) -> bool {
        minutes > 0 && minutes <= max && minutes.checked_rem(self.step_minutes) == Some(0)
    }

    /// The points for `minutes` of service in a category; `None` for an unknown category.
    #[must_use]
    pub fn points_for(&self, code: CategoryCode, minutes: u32) -> Option<Points> {
        let coefficient = i64::from(category(code)?.coefficient_tenths);
        let tenths = i64::from(minutes)
            .checked_mul(self.points_per_hour.0)?
            .checked_mul(coefficient)?
            .checked_div(600)?;
        Some(Points(tenths))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_earns_ten_points_times_the_coefficient() {
        let pack = RulePack::chancheng();
        for (code, minutes, tenths) in [
            (230, 60, 100),
            (201, 60, 120),
            (213, 60, 150),
            (203, 30, 55),
            (230, 0, 0),
        ] {
            assert_eq!(
                pack.points_for(CategoryCode(code), minutes),
                Some(Points(tenths))
            );
        }
        assert_eq!(pack.points_for(CategoryCode(9), 60), None);
    }

    #[test]
    fn durations_come_in_half_hours() {
        let pack = RulePack::chancheng();
        for (minutes, fits) in [
            (0, false),
            (30, true),
            (45, false),
            (480, true),
            (510, false),
        ] {
            assert_eq!(pack.minutes_fit(minutes, 480), fits, "{minutes} minutes");
        }
    }
}
