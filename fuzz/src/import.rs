//! The part of the program `linli` that reads tables.

#[path = "../../crates/cli/src/import/mapping.rs"]
mod mapping;
#[path = "../../crates/cli/src/import/rows.rs"]
mod rows;
#[path = "../../crates/cli/src/import/template.rs"]
mod template;

pub(crate) use mapping::Mapping;
pub(crate) use rows::parse_rows;
