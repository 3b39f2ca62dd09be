//! A rule pack as a file: every rule with its value, its source and how sure it is.

use std::{fs, path::Path};

use ledger::{
    CategoryCode, Hash, Points, Timestamp,
    operation::listing::ContentRef,
    rule_pack::{
        CapsCount, Coefficients, Expiry, Gifts, Merit, Overflow, PackFault, PackName, RulePack,
        Spending, Unit,
    },
    time::{HOUR_MS, MINUTE_MS},
};
use serde::{Deserialize, Deserializer, de::Error as _};

use super::day::Day;

/// Why a file is no rule pack; it names the file, the line and the field.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PackFileError {
    /// The file cannot be read.
    #[error("cannot read {file}")]
    Unreadable {
        file: String,
        source: std::io::Error,
    },
    /// The text is not what a pack looks like; the message names the line.
    #[error("{file}: {reason}")]
    Form { file: String, reason: String },
    /// A value that no community can vote for.
    #[error("{file}, line {line}, {field}: {fault}")]
    Forbidden {
        file: String,
        line: usize,
        field: &'static str,
        fault: PackFault,
    },
}

/// How sure a rule is.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Evidence {
    Law,
    Lead,
    General,
    Proposal,
}

/// The sentence that says where a rule comes from; there is none without it.
#[derive(Debug)]
struct Source;

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.trim().is_empty() {
            return Err(D::Error::custom("every rule names its source"));
        }
        Ok(Self)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule<T> {
    value: T,
    #[serde(rename = "source")]
    _source: Source,
    #[serde(rename = "evidence")]
    _evidence: Evidence,
}

/// Points as text, `"12"` or `"5.5"`.
#[derive(Clone, Copy, Debug)]
struct Amount(Points);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        tenths(&text)
            .map(|tenths| Self(Points(tenths)))
            .ok_or_else(|| {
                D::Error::custom(format!(
                    "{text:?} is no amount of points: write \"12\" or \"5.5\""
                ))
            })
    }
}

fn tenths(text: &str) -> Option<i64> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, "0"));
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_plain(whole) || !is_plain(rest) || rest.len() > 1 {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    whole.checked_mul(10)?.checked_add(rest.parse().ok()?)
}

/// A day of the file, in China time.
#[derive(Clone, Copy, Debug)]
struct FirstMoment(Timestamp);

impl<'de> Deserialize<'de> for FirstMoment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let moment = toml::value::Datetime::deserialize(deserializer)?;
        let day = moment.date.filter(|_| moment.time.is_none());
        let day = day.and_then(Day::of).map(|day| Self(day.0));
        day.ok_or_else(|| D::Error::custom(format!("{moment} is no day: write it as 2026-03-02")))
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum UnitName {
    Points,
    Hours,
    Coins,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum CapsCountName {
    Issued,
    Earned,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OverflowName {
    Pool,
    Honour,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum MeritName {
    Points,
    Honour,
    Nothing,
}

/// `"equal"`, `"taxonomy"`, or a table of tenths by category code.
#[derive(Debug)]
struct CoefficientsFile(Coefficients);

impl<'de> Deserialize<'de> for CoefficientsFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let of_category = |(code, tenths): (String, toml::Value)| {
            let code = code.parse().ok().map(CategoryCode);
            let tenths = tenths
                .as_integer()
                .and_then(|tenths| u8::try_from(tenths).ok());
            code.zip(tenths)
        };
        let found = match toml::Value::deserialize(deserializer)? {
            toml::Value::String(name) if name == "equal" => Some(Coefficients::Equal),
            toml::Value::String(name) if name == "taxonomy" => Some(Coefficients::Taxonomy),
            toml::Value::Table(table) => {
                let rows: Option<Vec<_>> = table.into_iter().map(of_category).collect();
                rows.map(|mut rows| {
                    rows.sort_unstable();
                    Coefficients::Table(rows)
                })
            }
            _ => None,
        };
        found.map(Self).ok_or_else(|| {
            D::Error::custom("write \"equal\", \"taxonomy\" or a table such as { 201 = 12 }")
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SpendingFile {
    needs_standing: bool,
    served_minutes_min: u32,
    goods: bool,
    #[serde(rename = "source")]
    _source: Source,
    #[serde(rename = "evidence")]
    _evidence: Evidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GiftsFile {
    to_family: bool,
    to_hardship: bool,
    to_anyone: bool,
    day_max: Amount,
    cool_off_hours: u32,
    #[serde(rename = "source")]
    _source: Source,
    #[serde(rename = "evidence")]
    _evidence: Evidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpiryFile {
    months: u16,
    notice_days: u16,
    #[serde(rename = "source")]
    _source: Source,
    #[serde(rename = "evidence")]
    _evidence: Evidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TitleFile {
    #[serde(rename = "zh")]
    _zh: String,
    #[serde(rename = "en")]
    _en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PackFile {
    name: String,
    version: u16,
    #[serde(rename = "title")]
    _title: TitleFile,
    effective_from: Rule<FirstMoment>,
    unit: Rule<UnitName>,
    step_minutes: Rule<u16>,
    points_per_hour: Rule<Amount>,
    coefficients: Rule<CoefficientsFile>,
    day_cap_minutes: Option<Rule<u32>>,
    pair_cap_minutes: Option<Rule<u32>>,
    caps_count: Rule<CapsCountName>,
    balance_cap: Option<Rule<Amount>>,
    overflow: Rule<OverflowName>,
    groups_earn: Rule<MeritName>,
    minors_earn: Rule<MeritName>,
    honour_donates: Rule<bool>,
    spending: SpendingFile,
    gifts: GiftsFile,
    expiry: Option<ExpiryFile>,
    starter_grant_max: Rule<Amount>,
    beneficiary_months: Rule<u16>,
    reserve_months: Rule<u16>,
    reflection_minutes: Rule<u32>,
    late_cancel_minutes: Rule<u32>,
}

/// Reads a pack from a file.
pub(crate) fn read(path: &Path) -> Result<RulePack, PackFileError> {
    let file = path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) => parse(&file, &text),
        Err(source) => Err(PackFileError::Unreadable { file, source }),
    }
}

/// Reads a pack from its text; `file` is for the error.
fn parse(file: &str, text: &str) -> Result<RulePack, PackFileError> {
    let read: PackFile = toml::from_str(text).map_err(|error| PackFileError::Form {
        file: file.to_owned(),
        reason: error.to_string().trim_end().to_owned(),
    })?;
    let pack = read.into_pack(text);
    match pack.check() {
        Ok(()) => Ok(pack),
        Err(fault) => {
            let field = field_of(fault, &pack);
            Err(PackFileError::Forbidden {
                file: file.to_owned(),
                line: line_of(text, field),
                field,
                fault,
            })
        }
    }
}

impl PackFile {
    fn into_pack(self, text: &str) -> RulePack {
        RulePack {
            name: PackName(self.name),
            version: self.version,
            source: ContentRef {
                hash: Hash::of(&[text.as_bytes()]),
                bytes: u32::try_from(text.len()).unwrap_or(u32::MAX),
            },
            effective_from: self.effective_from.value.0,
            unit: self.unit.value.into(),
            step_minutes: self.step_minutes.value,
            points_per_hour: self.points_per_hour.value.0,
            coefficients: self.coefficients.value.0,
            day_cap_minutes: self.day_cap_minutes.map(|rule| rule.value),
            pair_cap_minutes: self.pair_cap_minutes.map(|rule| rule.value),
            caps_count: self.caps_count.value.into(),
            balance_cap: self.balance_cap.map(|rule| rule.value.0),
            overflow: self.overflow.value.into(),
            groups_earn: self.groups_earn.value.into(),
            minors_earn: self.minors_earn.value.into(),
            honour_donates: self.honour_donates.value,
            spending: Spending {
                needs_standing: self.spending.needs_standing,
                served_minutes_min: self.spending.served_minutes_min,
                goods: self.spending.goods,
            },
            gifts: self.gifts.into(),
            expiry: self.expiry.map(|expiry| Expiry {
                months: expiry.months,
                notice_days: expiry.notice_days,
            }),
            starter_grant_max: self.starter_grant_max.value.0,
            beneficiary_months: self.beneficiary_months.value,
            reserve_months: self.reserve_months.value,
            reflection_ms: u64::from(self.reflection_minutes.value) * MINUTE_MS,
            late_cancel_ms: u64::from(self.late_cancel_minutes.value) * MINUTE_MS,
        }
    }
}

impl From<GiftsFile> for Gifts {
    fn from(file: GiftsFile) -> Self {
        Self {
            to_family: file.to_family,
            to_hardship: file.to_hardship,
            to_anyone: file.to_anyone,
            day_max: file.day_max.0,
            cool_off_ms: u64::from(file.cool_off_hours) * HOUR_MS,
        }
    }
}

macro_rules! named {
    ($($name:ident => $kind:ident { $($variant:ident)+ })+) => {
        $(impl From<$name> for $kind {
            fn from(name: $name) -> Self {
                match name { $($name::$variant => Self::$variant,)+ }
            }
        })+
    };
}

named! {
    UnitName => Unit { Points Hours Coins }
    CapsCountName => CapsCount { Issued Earned }
    OverflowName => Overflow { Pool Honour }
    MeritName => Merit { Points Honour Nothing }
}

/// The field of the file that a fault is about.
fn field_of(fault: PackFault, pack: &RulePack) -> &'static str {
    match fault {
        PackFault::Name => "name",
        PackFault::Step => "step_minutes",
        PackFault::PointsPerHour => "points_per_hour",
        PackFault::Coefficients => "coefficients",
        PackFault::Cap if pack.day_cap_minutes == Some(0) => "day_cap_minutes",
        PackFault::Cap if pack.pair_cap_minutes == Some(0) => "pair_cap_minutes",
        PackFault::Cap => "balance_cap",
        PackFault::Reflection => "reflection_minutes",
        PackFault::Gifts => "gifts",
        PackFault::Expiry => "expiry",
        PackFault::StarterGrant => "starter_grant_max",
        PackFault::Beneficiary => "beneficiary_months",
        PackFault::Reserve => "reserve_months",
    }
}

/// The line, from 1, on which a field begins.
fn line_of(text: &str, field: &str) -> usize {
    let begins = |line: &str| {
        let line = line.trim_start_matches('[');
        let rest = line.strip_prefix(field);
        rest.is_some_and(|rest| rest.starts_with([']', ' ', '=']))
    };
    let at = text.lines().position(begins);
    at.map_or(1, |at| at + 1)
}

#[cfg(test)]
mod tests;
