//! The table of words that mean the same, as data.

use std::collections::{BTreeMap, BTreeSet};

use pinyin::ToPinyin as _;

/// Groups of words that mean the same; each group is known by its first word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synonyms {
    canonical: BTreeMap<String, String>,
}

impl Synonyms {
    /// Reads the table that comes with the crate: household words in Chinese and English.
    #[must_use]
    pub fn neighbourhood() -> Self {
        Self::parse(include_str!("../data/synonyms.txt"))
    }

    /// Reads one group from each line, words apart by spaces, `_` for a space inside a phrase.
    #[must_use]
    pub fn parse(table: &str) -> Self {
        let mut synonyms = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let group: Vec<String> = line
                .split_whitespace()
                .map(|word| word.replace('_', " "))
                .collect();
            synonyms.add_group(&group);
        }
        synonyms
    }

    /// Counts the groups of words that mean the same.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.canonical.values().collect::<BTreeSet<_>>().len()
    }

    /// Adds a group; a word that is already known keeps its older meaning.
    ///
    /// The group is known by what its first word already stands for, so two tables can overlap.
    pub fn add_group(&mut self, group: &[String]) {
        let Some(first) = group.first() else { return };
        let first = first.to_lowercase();
        let head = self.canonical.get(&first).cloned().unwrap_or(first);
        for word in group {
            self.canonical
                .entry(word.to_lowercase())
                .or_insert_with(|| head.clone());
        }
    }

    /// Teaches how every Chinese word of the table, and each of the given ones, is spelled in
    /// letters: `lifa` then means 理发. Of two words with one spelling the first in order is meant.
    pub(crate) fn add_spellings(&mut self, words: BTreeSet<String>) {
        let known: BTreeSet<String> = self.canonical.keys().cloned().chain(words).collect();
        for word in known {
            if let Some(spelling) = spelling(&word) {
                let head = self.canonical.get(&word).cloned().unwrap_or(word);
                self.canonical.entry(spelling).or_insert(head);
            }
        }
    }

    /// Finds the word that stands for a group.
    pub(crate) fn canonical(&self, word: &str) -> Option<&str> {
        self.canonical.get(word).map(String::as_str)
    }

    /// Lists every word of every group, in order.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.canonical.keys().map(String::as_str)
    }
}

/// The letters of a word of at least two Chinese characters, without tones; `None` for another.
fn spelling(word: &str) -> Option<String> {
    let mut letters = String::new();
    for syllable in word.to_pinyin() {
        letters.push_str(syllable?.plain());
    }
    (word.chars().count() > 1).then_some(letters)
}
