//! Listings from a CSV file: parsed as hostile, mapped by a documented file, all rows or none.

pub(crate) mod command;
pub(crate) mod mapping;
pub(crate) mod rows;
pub(crate) mod template;

pub(crate) use mapping::Mapping;
pub(crate) use rows::{ImportedRow, read_rows};
