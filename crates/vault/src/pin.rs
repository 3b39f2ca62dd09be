//! The PIN: six digits, none of which a thief would try first.

use std::fmt;

use zeroize::Zeroizing;

const LENGTH: usize = 6;

/// Six digits. They are wiped when dropped, and `Debug` hides them.
#[derive(Clone)]
pub struct Pin(Zeroizing<[u8; LENGTH]>);

/// Why a PIN cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// Not six digits.
    #[error("a PIN has six digits")]
    NotSixDigits,
    /// One of those that are tried first.
    #[error("this PIN is too easy to guess")]
    TooObvious,
    /// It is part of what is known about the person.
    #[error("a PIN must not be a birth date, or part of the ID, phone or member number")]
    KnownAboutPerson,
}

/// Whether obvious PINs pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinPolicy {
    /// They are refused.
    Strict,
    /// They pass, for sample people only: for real people this is as strict.
    SampleAllowed,
}

impl Pin {
    /// Takes six digits as typed; full-width digits are forgiven.
    pub fn parse(text: &str) -> Result<Self, PinError> {
        let mut digits = Zeroizing::new([0; LENGTH]);
        let mut typed = text.trim().chars();
        for digit in digits.iter_mut() {
            *digit = typed
                .next()
                .and_then(plain_digit)
                .ok_or(PinError::NotSixDigits)?;
        }
        match typed.next() {
            None => Ok(Self(digits)),
            Some(_) => Err(PinError::NotSixDigits),
        }
    }

    /// Refuses repetitions, runs and mirrored pairs.
    pub fn check_not_obvious(&self) -> Result<(), PinError> {
        let digits = &*self.0;
        let run = |step: u8| {
            digits
                .windows(2)
                .all(|pair| (pair[0] - b'0' + step) % 10 == pair[1] - b'0')
        };
        // A step of 9 modulo 10 counts downwards, a step of 0 stands still.
        let runs = run(0) || run(1) || run(9);
        let halves = digits[..3] == digits[3..];
        let pairs = digits[..2] == digits[2..4] && digits[2..4] == digits[4..];
        let doubled = digits.chunks(2).all(|pair| pair[0] == pair[1]);
        let tripled = digits
            .chunks(3)
            .all(|part| part.iter().all(|digit| *digit == part[0]));
        let mirrored = digits.iter().eq(digits.iter().rev());
        if runs || halves || pairs || doubled || tripled || mirrored {
            return Err(PinError::TooObvious);
        }
        Ok(())
    }

    /// Refuses a PIN that stands in one of these texts, or is a way to write the birth date.
    pub(crate) fn check_unrelated<'a>(
        &self,
        known: impl Iterator<Item = &'a str>,
        birth_date: Option<&str>,
    ) -> Result<(), PinError> {
        let pin = self.reveal();
        let mut known = known;
        if known.any(|text| text.contains(pin)) || birth_date.is_some_and(|date| writes(pin, date))
        {
            return Err(PinError::KnownAboutPerson);
        }
        Ok(())
    }

    pub(crate) fn reveal(&self) -> &str {
        std::str::from_utf8(self.0.as_slice()).unwrap_or_default()
    }
}

/// Whether six digits write a date like 1950-03-27 in one of the usual ways.
fn writes(pin: &str, date: &str) -> bool {
    let mut parts = date.split('-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let short = year.get(2..).unwrap_or_default();
    let ways = [
        [short, month, day],
        [day, month, short],
        [month, day, short],
        [year, month, ""],
        [month, year, ""],
    ];
    ways.iter()
        .any(|way| Zeroizing::new(way.concat()).as_str() == pin)
}

/// Turns an ASCII or full-width digit into its ASCII byte.
pub(crate) fn plain_digit(character: char) -> Option<u8> {
    match character {
        '0'..='9' => u8::try_from(character).ok(),
        '\u{ff10}'..='\u{ff19}' => u8::try_from(u32::from(character) - 0xfee0).ok(),
        _ => None,
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pin(hidden)")
    }
}
