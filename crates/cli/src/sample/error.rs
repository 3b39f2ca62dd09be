//! What can be wrong with the sample tables.

/// Why the sample district cannot be read; each names the table and the row.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SampleError {
    /// The table is not the TOML that is expected.
    #[error("the sample table {table} cannot be read: {source}")]
    Table {
        /// Which file.
        table: &'static str,
        /// Line, column and reason.
        source: toml::de::Error,
    },
    /// The table of areas is not the CSV that is expected.
    #[error("the sample table chancheng.csv cannot be read: {0}")]
    Divisions(#[from] csv::Error),
    /// A person's ID number cannot exist.
    #[error("the ID number of {person} cannot exist: {source}")]
    IdNumber {
        /// Whose.
        person: String,
        /// Why not.
        source: vault::IdNumberError,
    },
    /// Two rows have one key.
    #[error("{key} stands twice among the {table}")]
    Repeated {
        /// Which kind of rows.
        table: &'static str,
        /// The key.
        key: String,
    },
    /// A row names something that no table has.
    #[error("{row} names {key}, which is not among the {table}")]
    Unknown {
        /// Which kind of rows it should be among.
        table: &'static str,
        /// The row that names it.
        row: String,
        /// What it names.
        key: String,
    },
    /// An event stands before one that happened earlier.
    #[error("an event of {exchange} stands after one that happened later")]
    OutOfOrder {
        /// The exchange.
        exchange: String,
    },
}
