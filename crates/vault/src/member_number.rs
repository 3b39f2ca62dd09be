//! The member number: eight digits to say aloud or print on a card, the last one a Luhn check.

use std::fmt;
use std::str::FromStr;

use crate::{VaultError, random};

const DIGITS: usize = 8;

/// A member number whose check digit is right. It identifies an account, so `Debug` hides it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MemberNumber(u32);

impl MemberNumber {
    /// Draws a random number; whether it is free is for the vault to say.
    pub fn random() -> Result<Self, VaultError> {
        let body = 1_000_000 + random::below(9_000_000)?;
        // The body has seven digits, so it fits.
        Ok(Self::from_body(u32::try_from(body).unwrap_or(1_000_000)))
    }

    /// Makes the number with these seven leading digits, for sample people; longer ones are cut.
    pub fn from_body(body: u32) -> Self {
        let body = body % 10_000_000;
        let check = (10 - luhn_sum(body * 10) % 10) % 10;
        Self(body * 10 + check)
    }

    pub(crate) fn bytes(self) -> [u8; 4] {
        self.0.to_be_bytes()
    }
}

/// Adds the digits from the right, every second one doubled, as ISO/IEC 7812 does.
fn luhn_sum(mut number: u32) -> u32 {
    let mut sum = 0;
    let mut doubled = false;
    while number > 0 {
        let digit = number % 10;
        let value = if doubled { digit * 2 } else { digit };
        sum += value / 10 + value % 10;
        number /= 10;
        doubled = !doubled;
    }
    sum
}

impl fmt::Display for MemberNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:08}", self.0)
    }
}

impl fmt::Debug for MemberNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MemberNumber(hidden)")
    }
}

/// Why a text is not a member number. Neither case says whether an account exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MemberNumberError {
    /// Not eight digits.
    #[error("a member number has eight digits")]
    NotEightDigits,
    /// The check digit does not fit: somebody mistyped.
    #[error("the member number is mistyped: its check digit does not fit")]
    CheckDigitWrong,
}

impl FromStr for MemberNumber {
    type Err = MemberNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        if digits.len() != DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(MemberNumberError::NotEightDigits);
        }
        let number = digits
            .parse()
            .map_err(|_| MemberNumberError::NotEightDigits)?;
        if !luhn_sum(number).is_multiple_of(10) {
            return Err(MemberNumberError::CheckDigitWrong);
        }
        Ok(Self(number))
    }
}
