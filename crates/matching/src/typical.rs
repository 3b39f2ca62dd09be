//! The table of typical words of each category, as data.

use std::collections::BTreeMap;

use crate::Category;

/// Reads the table that comes with the crate: the words by which a text hints at a category of the
/// district's taxonomy.
#[must_use]
pub fn typical_words() -> BTreeMap<Category, Vec<String>> {
    let table = include_str!("../data/category_words.txt");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| {
        let mut words = row.split_whitespace();
        let category = Category(words.next()?.parse().ok()?);
        Some((category, words.map(str::to_owned).collect()))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let table = include_str!("../data/category_words.txt");
        let rows = table.lines().filter(|line| !line.starts_with('#')).count();
        let read = typical_words();
        assert_eq!(read.len(), rows);
        assert!(read.values().all(|words| !words.is_empty()));
    }
}
