//! Love points, counted in tenths so that every category coefficient gives a whole number.

use borsh::{BorshDeserialize, BorshSerialize};
use std::fmt;

/// An amount of love points in tenths of a point; may be negative inside the books.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, BorshSerialize, BorshDeserialize,
)]
pub struct Points(pub i64);

impl Points {
    /// No points.
    pub const ZERO: Self = Self(0);

    /// The sum, or `None` beyond the range of the books.
    #[must_use]
    pub const fn plus(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }

    /// The difference, or `None` beyond the range of the books.
    #[must_use]
    pub const fn minus(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(difference) => Some(Self(difference)),
            None => None,
        }
    }

    /// Whether the amount is more than nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }
}

impl fmt::Display for Points {
    /// `12` or `5.5`: as many digits as needed.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let tenths = self.0.unsigned_abs();
        let whole = tenths.checked_div(10).unwrap_or(0);
        match tenths.checked_rem(10).unwrap_or(0) {
            0 => write!(formatter, "{sign}{whole}"),
            rest => write!(formatter, "{sign}{whole}.{rest}"),
        }
    }
}
