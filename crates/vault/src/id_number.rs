//! The citizen ID number of GB 11643: eighteen characters, a birth date inside, a check at the end.

use std::fmt;

use zeroize::Zeroizing;

const LENGTH: usize = 18;
/// GB 11643 weighs the first seventeen digits with 2^(17-i) mod 11.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [u8; 11] = *b"10X98765432";
/// An area that belongs to nobody: numbers in it are samples.
const SAMPLE_AREA: &[u8] = b"000000";
const FIRST_YEAR: u16 = 1850;
const DAY_MS: u64 = 86_400_000;
const CHINA_OFFSET_MS: u64 = 8 * 3_600_000;

/// A checked ID number. It is wiped when dropped, and `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct IdNumber(Zeroizing<[u8; LENGTH]>);

/// A calendar date of birth. `Debug` hides it; `Display` writes it as 2026-01-31.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BirthDate {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

/// What is wrong with a text that should be an ID number; positions count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdNumberError {
    /// Too short or too long.
    #[error("an ID number has 18 characters, this one has {found}")]
    WrongLength {
        /// How many characters there were.
        found: usize,
    },
    /// Something that is no digit, and not an X at the end.
    #[error("character {position} of the ID number is not a digit")]
    NotADigit {
        /// Where it stands.
        position: usize,
    },
    /// No region starts with these two digits.
    #[error("no region has the first two digits of this ID number")]
    UnknownArea,
    /// The birth date in it is not in the calendar.
    #[error("the birth date in the ID number does not exist")]
    ImpossibleDate,
    /// The birth date in it has not come yet.
    #[error("the birth date in the ID number is in the future")]
    BornInTheFuture,
    /// The last character does not fit the others.
    #[error("the ID number is mistyped: its check digit does not fit")]
    CheckDigitWrong,
}

impl IdNumber {
    /// Checks a typed number. Spaces, a small x and full-width digits are forgiven.
    pub fn parse(text: &str) -> Result<Self, IdNumberError> {
        let characters = normalise(text)?;
        check_area(&characters)?;
        let number = Self(characters);
        if !number.birth_date().is_in_calendar() {
            return Err(IdNumberError::ImpossibleDate);
        }
        if check_character(&number.0[..17]) != number.0[17] {
            return Err(IdNumberError::CheckDigitWrong);
        }
        Ok(number)
    }

    /// Completes seventeen digits with their check character, for sample people.
    pub fn complete(first_seventeen: &str) -> Result<Self, IdNumberError> {
        let digits = first_seventeen.as_bytes();
        if digits.len() != 17 {
            return Err(IdNumberError::WrongLength {
                found: digits.len() + 1,
            });
        }
        if let Some(index) = digits.iter().position(|byte| !byte.is_ascii_digit()) {
            return Err(IdNumberError::NotADigit {
                position: index + 1,
            });
        }
        let check = char::from(check_character(digits));
        Self::parse(&Zeroizing::new(format!("{first_seventeen}{check}")))
    }

    /// The birth date that the number states.
    pub fn birth_date(&self) -> BirthDate {
        let number = |range: std::ops::Range<usize>| {
            self.0[range]
                .iter()
                .fold(0_u16, |sum, digit| sum * 10 + u16::from(digit - b'0'))
        };
        let two = |start: usize| (self.0[start] - b'0') * 10 + (self.0[start + 1] - b'0');
        BirthDate {
            year: number(6..10),
            month: two(10),
            day: two(12),
        }
    }

    /// Refuses a person who is not born yet at `now_ms`, by the Chinese calendar day.
    pub fn check_born(&self, now_ms: u64) -> Result<(), IdNumberError> {
        if self.birth_date() > BirthDate::of_instant(now_ms) {
            return Err(IdNumberError::BornInTheFuture);
        }
        Ok(())
    }

    /// Whether the number is from area 000000, which belongs to nobody.
    pub fn is_sample(&self) -> bool {
        self.0.starts_with(SAMPLE_AREA)
    }

    /// The eighteen characters, for sealing and for the issuer; do not log them.
    pub fn reveal(&self) -> &str {
        std::str::from_utf8(self.0.as_slice()).unwrap_or_default()
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("IdNumber(hidden)")
    }
}

fn normalise(text: &str) -> Result<Zeroizing<[u8; LENGTH]>, IdNumberError> {
    let typed = || text.chars().filter(|character| !character.is_whitespace());
    let found = typed().count();
    if found != LENGTH {
        return Err(IdNumberError::WrongLength { found });
    }
    let mut characters = Zeroizing::new([0; LENGTH]);
    for (index, character) in typed().enumerate() {
        let last = index + 1 == LENGTH;
        characters[index] = plain(character, last).ok_or(IdNumberError::NotADigit {
            position: index + 1,
        })?;
    }
    Ok(characters)
}

/// Turns a typed character into the one that counts, if it may stand here.
fn plain(character: char, last: bool) -> Option<u8> {
    let narrow = match character {
        // Chinese input methods produce full-width forms, which lie this far above ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0)?,
        other => other,
    };
    match narrow {
        '0'..='9' => u8::try_from(narrow).ok(),
        'x' | 'X' if last => Some(b'X'),
        _ => None,
    }
}

fn check_area(characters: &[u8; LENGTH]) -> Result<(), IdNumberError> {
    let region = (characters[0] - b'0') * 10 + (characters[1] - b'0');
    // Provinces by GB/T 2260; 81 to 83 and 91 onwards are residence permits.
    let known = matches!(
        region,
        11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91..=99
    );
    if known || characters.starts_with(SAMPLE_AREA) {
        return Ok(());
    }
    Err(IdNumberError::UnknownArea)
}

fn check_character(digits: &[u8]) -> u8 {
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    CHECKS[(sum % 11) as usize]
}

impl BirthDate {
    /// Reads the form that `Display` writes; nothing for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let date = Self {
            year: parts.next()?.parse().ok()?,
            month: parts.next()?.parse().ok()?,
            day: parts.next()?.parse().ok()?,
        };
        (date.is_in_calendar() && date.to_string() == text).then_some(date)
    }

    fn is_in_calendar(self) -> bool {
        let leap = self.year.is_multiple_of(4)
            && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let days = match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => 0,
        };
        self.year >= FIRST_YEAR && (1..=days).contains(&self.day)
    }

    /// The Chinese calendar day at an instant; Howard Hinnant's `civil_from_days`.
    fn of_instant(instant_ms: u64) -> Self {
        // Days since 0000-03-01; the clamp keeps years within what an ID number can write.
        let days = (instant_ms.saturating_add(CHINA_OFFSET_MS) / DAY_MS).min(2_900_000) + 719_468;
        let era = days / 146_097;
        let day_of_era = days % 146_097;
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        Self {
            year: year as u16,
            month: month as u8,
            day: day as u8,
        }
    }

    /// The first moment of this many-eth birthday, by the Chinese calendar day; whoever was born on
    /// 29 February has it on 1 March in other years. Howard Hinnant's `days_from_civil`.
    pub(crate) fn birthday_ms(self, years: u16) -> u64 {
        let early = self.month <= 2;
        let year = u64::from(self.year) + u64::from(years) - u64::from(early);
        let month = u64::from(self.month) + if early { 9 } else { 0 } - if early { 0 } else { 3 };
        let (era, year_of_era) = (year / 400, year % 400);
        let day_of_year = (153 * month + 2) / 5 + u64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        let days = (era * 146_097 + day_of_era).saturating_sub(719_468);
        (days * DAY_MS).saturating_sub(CHINA_OFFSET_MS)
    }

    /// Completed years of age at an instant, by the Chinese calendar day.
    pub fn age_at(self, instant_ms: u64) -> u16 {
        let today = Self::of_instant(instant_ms);
        let birthday_to_come = (today.month, today.day) < (self.month, self.day);
        today
            .year
            .saturating_sub(self.year)
            .saturating_sub(u16::from(birthday_to_come))
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:04}-{:02}-{:02}",
            self.year, self.month, self.day
        )
    }
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BirthDate(hidden)")
    }
}
