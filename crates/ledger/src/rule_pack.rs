//! Rule packs: tariffs, caps and conditions of a points bank as data, with their source.

mod check;
mod published;

pub use check::PackFault;
pub use published::PUBLISHED;

use crate::{
    category::{CategoryCode, category},
    operation::listing::ContentRef,
    points::Points,
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// The stable name of a pack, for example `chancheng`: lower-case letters, digits and hyphens.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize, Serialize,
)]
pub struct PackName(pub String);

/// What a community calls its points and how many make one. The ledger counts points by the hour
/// in every community alike, so that a switch changes nothing about points already earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 积分: shown as they are counted.
    Points,
    /// 小时: an hour's worth is shown as one.
    Hours,
    /// 时间币: an hour's worth is shown as one.
    Coins,
}

/// What an hour of one kind of help is worth relative to another.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Coefficients {
    /// Every hour counts the same.
    Equal,
    /// By the table of the taxonomy.
    Taxonomy,
    /// By a table of its own in tenths, ascending by category; what is not in it counts once.
    Table(Vec<(CategoryCode, u8)>),
}

/// Which minutes the day and pair caps count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CapsCount {
    /// Only those for which points are issued: what residents pay each other creates none.
    Issued,
    /// All that earn points; who is beyond the caps serves for nothing and is not paid either.
    Earned,
}

/// Where points go that an account has no room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Overflow {
    /// To the pool of the provider's community.
    Pool,
    /// To the provider's honour account, where they are not spent.
    Honour,
}

/// What somebody earns who may not hold points: a group, a minor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Merit {
    /// Points like everybody.
    Points,
    /// Honour, which is not spent.
    Honour,
    /// Nothing.
    Nothing,
}

/// Who may spend points, and on what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct Spending {
    /// Whether a clerk must have recorded that the pack's conditions (age, hardship) are met. The
    /// ledger holds that they are, never which.
    pub needs_standing: bool,
    /// Minutes of service that somebody must have given before redeeming from the catalogue.
    pub served_minutes_min: u32,
    /// Whether donated goods are redeemed, or services only.
    pub goods: bool,
}

/// To whom points may be given, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct Gifts {
    /// To the household and the named beneficiary: spouse and lineal kin.
    pub to_family: bool,
    /// To residents whom a clerk recorded as being in hardship.
    pub to_hardship: bool,
    /// To anybody.
    pub to_anyone: bool,
    /// The most that one person gives on one day.
    pub day_max: Points,
    /// How long an accepted gift can be taken back, in milliseconds.
    pub cool_off_ms: u64,
}

/// How points grow old, in a community that has voted for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct Expiry {
    /// Months after which points that were not spent go to the pool.
    pub months: u16,
    /// Days between the notice and the end.
    pub notice_days: u16,
}

/// Tariff, caps and conditions of a points bank.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RulePack {
    /// Which pack.
    pub name: PackName,
    /// Version of the pack.
    pub version: u16,
    /// The document that names the source of each rule, and how sure it is.
    pub source: ContentRef,
    /// The rules are in force from here on where they come from; nobody adopts them for before.
    pub effective_from: Timestamp,
    /// How points are called and shown.
    pub unit: Unit,
    /// Service time is posted in steps of this many minutes.
    pub step_minutes: u16,
    /// Points for one hour before the category's coefficient.
    pub points_per_hour: Points,
    /// What an hour of each kind of help is worth.
    pub coefficients: Coefficients,
    /// The most minutes a day that earn points; a service counts on the day on which it starts.
    pub day_cap_minutes: Option<u32>,
    /// The most minutes a month that earn points between the same two parties; a service counts in
    /// the month in which it starts.
    pub pair_cap_minutes: Option<u32>,
    /// What the two caps count.
    pub caps_count: CapsCount,
    /// The most points an account holds.
    pub balance_cap: Option<Points>,
    /// Where what is earned beyond goes.
    pub overflow: Overflow,
    /// What organisations and volunteer groups earn.
    pub groups_earn: Merit,
    /// What minors earn.
    pub minors_earn: Merit,
    /// Whether honour may be donated to the pool, where it helps as points.
    pub honour_donates: bool,
    /// Who spends, and on what.
    pub spending: Spending,
    /// Who gives to whom.
    pub gifts: Gifts,
    /// How points grow old; never, unless a community has voted for it.
    pub expiry: Option<Expiry>,
    /// The most points that a resident in need receives once, to begin with.
    pub starter_grant_max: Points,
    /// Months in which a named beneficiary may ask for the points of the dead; then the pool's.
    pub beneficiary_months: u16,
    /// Months of average redemptions that the reserve must cover.
    pub reserve_months: u16,
    /// How long a commitment can be taken back and a movement stays pending, in milliseconds.
    pub reflection_ms: u64,
    /// An agreed exchange ended less than this before its start is marked late, in milliseconds.
    pub late_cancel_ms: u64,
}

impl RulePack {
    /// Whether a duration is a positive multiple of the step within `max` minutes.
    #[must_use]
    pub fn minutes_fit(&self, minutes: u16, max: u16) -> bool {
        minutes > 0 && minutes <= max && minutes.checked_rem(self.step_minutes) == Some(0)
    }

    /// What an hour in a category is worth, in tenths; `None` for an unknown category.
    #[must_use]
    pub fn coefficient_tenths(&self, code: CategoryCode) -> Option<u8> {
        let row = category(code)?;
        Some(match &self.coefficients {
            Coefficients::Equal => 10,
            Coefficients::Taxonomy => row.coefficient_tenths,
            Coefficients::Table(table) => table
                .binary_search_by_key(&code, |(code, _)| *code)
                .ok()
                .and_then(|at| table.get(at))
                .map_or(10, |(_, tenths)| *tenths),
        })
    }

    /// The points for `minutes` of service in a category; `None` for an unknown category.
    #[must_use]
    pub fn points_for(&self, code: CategoryCode, minutes: u32) -> Option<Points> {
        let coefficient = i64::from(self.coefficient_tenths(code)?);
        let tenths = i64::from(minutes)
            .checked_mul(self.points_per_hour.0)?
            .checked_mul(coefficient)?
            .checked_div(600)?;
        Some(Points(tenths))
    }

    /// How much more an account that has `total` may receive.
    #[must_use]
    pub fn room(&self, total: Points) -> Points {
        self.balance_cap.map_or(Points(i64::MAX), |cap| {
            cap.minus(total).unwrap_or(Points::ZERO).max(Points::ZERO)
        })
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
    fn hours_are_equal_where_the_pack_says_so_and_by_its_table_where_it_has_one() {
        let mut pack = RulePack::nanjing();
        let electric = CategoryCode(213);
        assert_eq!(pack.points_for(electric, 60), Some(Points(100)));
        pack.coefficients = Coefficients::Table(vec![(electric, 13)]);
        assert_eq!(pack.points_for(electric, 60), Some(Points(130)));
        assert_eq!(pack.points_for(CategoryCode(201), 60), Some(Points(100)));
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

    #[test]
    fn an_account_without_a_cap_always_has_room() {
        let mut pack = RulePack::chancheng();
        assert_eq!(pack.room(Points(149_990)), Points(10));
        assert_eq!(pack.room(Points(150_010)), Points::ZERO);
        pack.balance_cap = None;
        assert_eq!(pack.room(Points(150_010)), Points(i64::MAX));
    }
}
