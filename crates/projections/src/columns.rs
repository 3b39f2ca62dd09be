//! From columns to typed values, and numbers to SQLite's one integer.

use crate::{Error, codes::Word};
use ledger::{AreaCode, Points, Timestamp};
use sqlx::{Row as _, sqlite::SqliteRow};

/// SQLite's integer; what is beyond it cannot occur and saturates.
pub(crate) fn integer(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

pub(crate) fn bytes<const N: usize>(
    row: &SqliteRow,
    column: &'static str,
) -> Result<[u8; N], Error> {
    optional_bytes(row, column)?.ok_or(Error::Column(column))
}

pub(crate) fn optional_bytes<const N: usize>(
    row: &SqliteRow,
    column: &'static str,
) -> Result<Option<[u8; N]>, Error> {
    row.try_get::<Option<Vec<u8>>, _>(column)?
        .map(|bytes| bytes.try_into().map_err(|_| Error::Column(column)))
        .transpose()
}

pub(crate) fn number<T: TryFrom<i64>>(row: &SqliteRow, column: &'static str) -> Result<T, Error> {
    optional_number(row, column)?.ok_or(Error::Column(column))
}

pub(crate) fn optional_number<T: TryFrom<i64>>(
    row: &SqliteRow,
    column: &'static str,
) -> Result<Option<T>, Error> {
    row.try_get::<Option<i64>, _>(column)?
        .map(|number| T::try_from(number).map_err(|_| Error::Column(column)))
        .transpose()
}

pub(crate) fn time(row: &SqliteRow, column: &'static str) -> Result<Timestamp, Error> {
    number(row, column).map(Timestamp)
}

pub(crate) fn optional_time(
    row: &SqliteRow,
    column: &'static str,
) -> Result<Option<Timestamp>, Error> {
    Ok(optional_number(row, column)?.map(Timestamp))
}

pub(crate) fn points(row: &SqliteRow, column: &'static str) -> Result<Points, Error> {
    number(row, column).map(Points)
}

/// The canonical bytes of a value.
pub(crate) fn blob(row: &SqliteRow, column: &'static str) -> Result<Vec<u8>, Error> {
    Ok(row.try_get(column)?)
}

pub(crate) fn text(row: &SqliteRow, column: &'static str) -> Result<String, Error> {
    Ok(row.try_get(column)?)
}

pub(crate) fn word<T: Word>(row: &SqliteRow, column: &'static str) -> Result<T, Error> {
    T::from_word(row.try_get(column)?).ok_or(Error::Column(column))
}

/// Maps every row, or stops at the first that does not fit.
pub(crate) fn all<T>(
    rows: &[SqliteRow],
    read: impl Fn(&SqliteRow) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    rows.iter().map(read).collect()
}

/// The codes of an area itself, of the areas within it, and of those within these: each level has
/// three digits more.
pub(crate) fn area_ranges(area: AreaCode) -> [(i64, i64); 3] {
    [1, 1_000, 1_000_000].map(|factor| {
        let first = area.0.saturating_mul(factor);
        (integer(first), integer(first.saturating_add(factor - 1)))
    })
}
