//! Reading the tables: TOML arrays under one name, and cells that stand for codes.

use super::SampleError;
use ledger::{
    AreaCode, CategoryCode,
    category::{CATEGORIES, Category},
};
use serde::{Deserialize as _, Deserializer, de::DeserializeOwned, de::Error as _};
use std::collections::BTreeMap;

/// Reads a file that holds one array of rows.
pub(super) fn read_table<Row: DeserializeOwned>(
    table: &'static str,
    text: &str,
) -> Result<Vec<Row>, SampleError> {
    let arrays: BTreeMap<String, Vec<Row>> =
        toml::from_str(text).map_err(|source| SampleError::Table { table, source })?;
    Ok(arrays.into_values().flatten().collect())
}

/// Reads an area code, which is written as text.
pub(super) fn area<'de, D: Deserializer<'de>>(cell: D) -> Result<AreaCode, D::Error> {
    parse_area(&String::deserialize(cell)?)
}

/// Reads an area code that may be missing or empty.
pub(super) fn optional_area<'de, D: Deserializer<'de>>(
    cell: D,
) -> Result<Option<AreaCode>, D::Error> {
    Option::<String>::deserialize(cell)?
        .filter(|text| !text.is_empty())
        .map(|text| parse_area(&text))
        .transpose()
}

fn parse_area<E: serde::de::Error>(text: &str) -> Result<AreaCode, E> {
    text.parse()
        .ok()
        .map(AreaCode)
        .filter(|area| area.level().is_some())
        .ok_or_else(|| E::custom(format!("{text} is not an area code")))
}

/// Reads a category by the key of its words.
pub(super) fn category<'de, D: Deserializer<'de>>(cell: D) -> Result<CategoryCode, D::Error> {
    let slug = String::deserialize(cell)?;
    CATEGORIES
        .iter()
        .find(|row: &&Category| row.slug == slug)
        .map(|row| row.code)
        .ok_or_else(|| D::Error::custom(format!("{slug} is not a category")))
}
