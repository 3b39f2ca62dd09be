//! The five packs that ship with the program. Their source for each rule, with its mark, stands in
//! the file of the same name under `packs/`, whose hash each pack carries.

use super::{CapsCount, Coefficients, Gifts, Merit, Overflow, PackName, RulePack, Spending, Unit};
use crate::{
    hash::Hash,
    operation::listing::ContentRef,
    points::Points,
    time::{DAY_MS, MINUTE_MS, Timestamp},
};

/// Every published pack.
pub const PUBLISHED: &[fn() -> RulePack] = &[
    RulePack::chancheng,
    RulePack::nanjing,
    RulePack::beijing,
    RulePack::shanghai,
    RulePack::guangzhou,
];

/// Midnight in China at the beginning of 2019, 2020, June 2022 and 2025.
const Y2019: Timestamp = Timestamp(1_546_272_000_000);
const Y2020: Timestamp = Timestamp(1_577_808_000_000);
const JUNE_2022: Timestamp = Timestamp(1_654_012_800_000);
const Y2025: Timestamp = Timestamp(1_735_660_800_000);

fn source(of: &[u8]) -> ContentRef {
    ContentRef {
        hash: Hash::of(&[of]),
        bytes: u32::try_from(of.len()).unwrap_or(u32::MAX),
    }
}

impl RulePack {
    /// The default pack: 10 points an hour in steps of half an hour, 8 hours a day, 20 hours a
    /// month for the same pair, at most 1,500 hours' worth.
    #[must_use]
    pub fn chancheng() -> Self {
        Self {
            name: PackName("chancheng".to_owned()),
            version: 1,
            source: source(include_bytes!("../../packs/chancheng.toml")),
            effective_from: Y2025,
            unit: Unit::Points,
            step_minutes: 30,
            points_per_hour: Points(100),
            coefficients: Coefficients::Taxonomy,
            day_cap_minutes: Some(8 * 60),
            pair_cap_minutes: Some(20 * 60),
            caps_count: CapsCount::Issued,
            balance_cap: Some(Points(150_000)),
            overflow: Overflow::Pool,
            groups_earn: Merit::Honour,
            minors_earn: Merit::Honour,
            honour_donates: false,
            spending: Spending {
                needs_standing: false,
                served_minutes_min: 0,
                goods: true,
            },
            gifts: Gifts {
                to_family: true,
                to_hardship: true,
                to_anyone: false,
                day_max: Points(1_000),
                cool_off_ms: DAY_MS,
            },
            expiry: None,
            starter_grant_max: Points(1_000),
            beneficiary_months: 12,
            reserve_months: 12,
            reflection_ms: 10 * MINUTE_MS,
            late_cancel_ms: 120 * MINUTE_MS,
        }
    }

    /// Nanjing: hours count the same, 1,500 hours at most, the rest is honour that may be donated;
    /// elders spend, on services only.
    #[must_use]
    pub fn nanjing() -> Self {
        let default = Self::chancheng();
        Self {
            name: PackName("nanjing".to_owned()),
            source: source(include_bytes!("../../packs/nanjing.toml")),
            effective_from: Y2020,
            unit: Unit::Hours,
            coefficients: Coefficients::Equal,
            day_cap_minutes: None,
            pair_cap_minutes: None,
            overflow: Overflow::Honour,
            honour_donates: true,
            spending: Spending {
                needs_standing: true,
                served_minutes_min: 0,
                goods: false,
            },
            ..default
        }
    }

    /// Beijing: one coin an hour for trained adults; elders with coins ask after a review; gifts to
    /// lineal kin.
    #[must_use]
    pub fn beijing() -> Self {
        let default = Self::chancheng();
        Self {
            name: PackName("beijing".to_owned()),
            source: source(include_bytes!("../../packs/beijing.toml")),
            effective_from: JUNE_2022,
            unit: Unit::Coins,
            step_minutes: 60,
            coefficients: Coefficients::Equal,
            day_cap_minutes: None,
            pair_cap_minutes: None,
            balance_cap: None,
            minors_earn: Merit::Nothing,
            spending: Spending {
                needs_standing: true,
                served_minutes_min: 0,
                goods: false,
            },
            gifts: Gifts {
                to_hardship: false,
                ..default.gifts
            },
            ..default
        }
    }

    /// Shanghai: one coin an hour; residents of 65 and more spend; gifts to relatives and friends.
    #[must_use]
    pub fn shanghai() -> Self {
        let default = Self::chancheng();
        Self {
            name: PackName("shanghai".to_owned()),
            source: source(include_bytes!("../../packs/shanghai.toml")),
            effective_from: Y2025,
            unit: Unit::Coins,
            step_minutes: 60,
            coefficients: Coefficients::Equal,
            day_cap_minutes: None,
            pair_cap_minutes: None,
            balance_cap: None,
            spending: Spending {
                needs_standing: true,
                served_minutes_min: 0,
                goods: true,
            },
            gifts: Gifts {
                to_anyone: true,
                ..default.gifts
            },
            ..default
        }
    }

    /// Guangzhou: whole hours; redeeming from one star (100 hours) on; 1,500 hours at most;
    /// services and goods; donations.
    #[must_use]
    pub fn guangzhou() -> Self {
        let default = Self::chancheng();
        Self {
            name: PackName("guangzhou".to_owned()),
            source: source(include_bytes!("../../packs/guangzhou.toml")),
            effective_from: Y2019,
            unit: Unit::Hours,
            step_minutes: 60,
            coefficients: Coefficients::Equal,
            day_cap_minutes: None,
            pair_cap_minutes: None,
            spending: Spending {
                needs_standing: false,
                served_minutes_min: 100 * 60,
                goods: true,
            },
            gifts: Gifts {
                to_family: false,
                to_hardship: false,
                to_anyone: false,
                ..default.gifts
            },
            ..default
        }
    }
}
