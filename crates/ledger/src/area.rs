//! Statistical area codes: six digits a district, nine a subdistrict or town, twelve a community.

use borsh::{BorshDeserialize, BorshSerialize};
use std::fmt;

/// An area by its public statistical code, for example 440604 for Chancheng District.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, BorshSerialize, BorshDeserialize,
)]
pub struct AreaCode(pub u64);

/// How wide an area is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AreaLevel {
    /// 社区: twelve digits.
    Community,
    /// 街道 or 镇: nine digits.
    Subdistrict,
    /// 区: six digits.
    District,
}

impl AreaCode {
    /// The level that the number of digits says, or `None` for a code of another length.
    #[must_use]
    pub const fn level(self) -> Option<AreaLevel> {
        match self.0 {
            100_000..=999_999 => Some(AreaLevel::District),
            100_000_000..=999_999_999 => Some(AreaLevel::Subdistrict),
            100_000_000_000..=999_999_999_999 => Some(AreaLevel::Community),
            _ => None,
        }
    }

    /// The area around this one: the code without its last three digits.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        match self.level()? {
            AreaLevel::District => None,
            AreaLevel::Subdistrict | AreaLevel::Community => self.0.checked_div(1_000).map(Self),
        }
    }

    /// Whether this area is `outer` or lies in it.
    #[must_use]
    pub fn is_within(self, outer: Self) -> bool {
        let mut area = Some(self);
        while let Some(code) = area {
            if code == outer {
                return true;
            }
            area = code.parent();
        }
        false
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}
