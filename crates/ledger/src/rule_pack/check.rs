//! What every pack must keep to, whoever votes for it.

use super::{Coefficients, RulePack};
use crate::{
    category::category,
    operation::listing::MINUTES_MAX,
    points::Points,
    time::{DAY_MS, HOUR_MS, MINUTE_MS},
};

/// The longest name of a pack, in bytes.
const NAME_BYTES_MAX: usize = 32;
/// The most points for an hour.
const POINTS_PER_HOUR_MAX: Points = Points(10_000);
/// The shortest life of points where a community has voted that they expire, in months.
const EXPIRY_MONTHS_MIN: u16 = 24;
/// The shortest notice before points expire, in days.
const EXPIRY_NOTICE_DAYS_MIN: u16 = 90;
/// The shortest cover of the redemption guarantee, in months.
const RESERVE_MONTHS_MIN: u16 = 12;
/// The longest spans that a pack may name, in months.
const MONTHS_MAX: u16 = 600;

/// Why a pack cannot be adopted anywhere; the name of the key that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackFault {
    /// Letters, digits and hyphens only, 1 to 32.
    #[error("the name takes 1 to 32 lower-case letters, digits and hyphens")]
    Name,
    /// 1 to 480 minutes.
    #[error("the step is 1 to 480 minutes")]
    Step,
    /// More than nothing, at most a thousand.
    #[error("an hour is worth more than nothing and at most 1,000 points")]
    PointsPerHour,
    /// Ascending known categories, 0.1 to 10.0 each.
    #[error("coefficients are 0.1 to 10.0, one for each known category, ascending by its code")]
    Coefficients,
    /// A cap of zero forbids what the pack is for.
    #[error("a cap is more than nothing; a pack without the cap leaves it out")]
    Cap,
    /// The ten minutes to change one's mind belong to everybody.
    #[error("everybody has at least ten minutes to take something back, and at most a day")]
    Reflection,
    /// A gift can be taken back for at least a day.
    #[error("an accepted gift can be taken back for one to thirty days, and its limit is positive")]
    Gifts,
    /// At least two years, and three months' notice.
    #[error("points live for at least 24 months and expire at least 90 days after the notice")]
    Expiry,
    /// A negative grant takes points away.
    #[error("a starter grant is not negative")]
    StarterGrant,
    /// One to fifty years.
    #[error("a beneficiary has at least one month")]
    Beneficiary,
    /// At least twelve months.
    #[error("the reserve covers at least 12 months of average redemptions")]
    Reserve,
}

impl RulePack {
    /// Checks what no community can vote away.
    pub fn check(&self) -> Result<(), PackFault> {
        let checks = [
            (self.name_is_plain(), PackFault::Name),
            (self.steps_are_right(), PackFault::Step),
            (
                self.points_per_hour.is_positive() && self.points_per_hour <= POINTS_PER_HOUR_MAX,
                PackFault::PointsPerHour,
            ),
            (self.coefficients_are_right(), PackFault::Coefficients),
            (self.caps_are_right(), PackFault::Cap),
            (
                (10 * MINUTE_MS..=DAY_MS).contains(&self.reflection_ms),
                PackFault::Reflection,
            ),
            (
                (24 * HOUR_MS..=30 * DAY_MS).contains(&self.gifts.cool_off_ms)
                    && self.gifts.day_max.is_positive(),
                PackFault::Gifts,
            ),
            (self.expiry_is_right(), PackFault::Expiry),
            (
                self.starter_grant_max >= Points::ZERO,
                PackFault::StarterGrant,
            ),
            (
                (1..=MONTHS_MAX).contains(&self.beneficiary_months),
                PackFault::Beneficiary,
            ),
            (
                (RESERVE_MONTHS_MIN..=MONTHS_MAX).contains(&self.reserve_months),
                PackFault::Reserve,
            ),
        ];
        checks
            .iter()
            .find(|(is_right, _)| !is_right)
            .map_or(Ok(()), |(_, fault)| Err(*fault))
    }

    fn name_is_plain(&self) -> bool {
        let name = self.name.0.as_bytes();
        let plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-';
        (1..=NAME_BYTES_MAX).contains(&name.len()) && name.iter().all(plain)
    }

    const fn steps_are_right(&self) -> bool {
        self.step_minutes > 0 && self.step_minutes <= MINUTES_MAX
    }

    fn coefficients_are_right(&self) -> bool {
        let Coefficients::Table(table) = &self.coefficients else {
            return true;
        };
        let known =
            |(code, tenths): &(_, u8)| category(*code).is_some() && (1..=100).contains(tenths);
        table.iter().all(known) && table.is_sorted_by(|(one, _), (next, _)| one < next)
    }

    fn caps_are_right(&self) -> bool {
        self.day_cap_minutes != Some(0)
            && self.pair_cap_minutes != Some(0)
            && self.balance_cap.is_none_or(Points::is_positive)
    }

    fn expiry_is_right(&self) -> bool {
        self.expiry.is_none_or(|expiry| {
            (EXPIRY_MONTHS_MIN..=MONTHS_MAX).contains(&expiry.months)
                && (EXPIRY_NOTICE_DAYS_MIN..=3_650).contains(&expiry.notice_days)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        category::CategoryCode,
        rule_pack::{Expiry, PUBLISHED, PackName},
    };

    #[test]
    fn published_packs_keep_to_what_every_pack_must() {
        for pack in PUBLISHED {
            assert_eq!(pack().check(), Ok(()), "{}", pack().name.0);
        }
    }

    #[test]
    fn nobody_votes_away_what_every_pack_must_keep() {
        type Bend = fn(&mut RulePack);
        let bends: &[(Bend, PackFault)] = &[
            (|pack| pack.name = PackName(String::new()), PackFault::Name),
            (|pack| pack.name = PackName("Ö".to_owned()), PackFault::Name),
            (|pack| pack.step_minutes = 0, PackFault::Step),
            (
                |pack| pack.points_per_hour = Points(0),
                PackFault::PointsPerHour,
            ),
            (
                |pack| pack.coefficients = Coefficients::Table(vec![(CategoryCode(9), 10)]),
                PackFault::Coefficients,
            ),
            (
                |pack| pack.coefficients = Coefficients::Table(vec![(CategoryCode(201), 0)]),
                PackFault::Coefficients,
            ),
            (|pack| pack.day_cap_minutes = Some(0), PackFault::Cap),
            (|pack| pack.balance_cap = Some(Points(-1)), PackFault::Cap),
            (|pack| pack.reflection_ms = 0, PackFault::Reflection),
            (|pack| pack.gifts.cool_off_ms = HOUR_MS, PackFault::Gifts),
            (
                |pack| {
                    pack.expiry = Some(Expiry {
                        months: 12,
                        notice_days: 90,
                    });
                },
                PackFault::Expiry,
            ),
            (
                |pack| {
                    pack.expiry = Some(Expiry {
                        months: 24,
                        notice_days: 30,
                    });
                },
                PackFault::Expiry,
            ),
            (
                |pack| pack.starter_grant_max = Points(-1),
                PackFault::StarterGrant,
            ),
            (|pack| pack.beneficiary_months = 0, PackFault::Beneficiary),
            (|pack| pack.reserve_months = 6, PackFault::Reserve),
        ];
        for (bend, fault) in bends {
            let mut pack = RulePack::chancheng();
            bend(&mut pack);
            assert_eq!(pack.check(), Err(*fault));
        }
    }
}
