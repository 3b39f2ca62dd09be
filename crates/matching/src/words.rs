//! From written text to the words that are compared: Chinese by jieba, Latin by spaces.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use jieba_rs::Jieba;

use crate::{Synonyms, Taxonomy, Text};

/// Longest Latin phrase, in words, that the synonym table may name.
const PHRASE_WORDS_MAX: usize = 3;
/// A listing never carries more words than this; the rest of a very long text is not compared.
const WORDS_MAX: usize = 64;
/// Characters of a text that are read at all.
const CHARACTERS_MAX: usize = 600;
/// Letters that make a word weigh more at most.
const SPECIFICITY_MAX: usize = 4;
const TITLE_WEIGHT: u8 = 2;
const DESCRIPTION_WEIGHT: u8 = 1;

/// Splits text into comparable words; loading its dictionary takes a moment, so share one.
pub struct Words {
    jieba: Arc<Jieba>,
    synonyms: Synonyms,
    stop_words: BTreeSet<&'static str>,
}

impl fmt::Debug for Words {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Words")
            .field("synonyms", &self.synonyms)
            .finish_non_exhaustive()
    }
}

impl Words {
    /// Loads the dictionary and teaches it the synonyms and the names of the categories.
    #[must_use]
    pub fn new(mut synonyms: Synonyms, taxonomy: &Taxonomy) -> Self {
        for group in taxonomy.name_groups() {
            synonyms.add_group(group);
        }
        let mut jieba = Jieba::new();
        for word in synonyms.words().filter(|word| !word.is_ascii()) {
            jieba.add_word(word, None, None);
        }
        let stop_words = include_str!("../data/stop_words.txt")
            .split_whitespace()
            .collect();
        Self {
            jieba: Arc::new(jieba),
            synonyms,
            stop_words,
        }
    }

    /// The dictionary, for a search that should split text in the same way.
    #[must_use]
    pub fn dictionary(&self) -> Arc<Jieba> {
        Arc::clone(&self.jieba)
    }

    /// Splits a text into its distinct words, synonyms folded, stop words left out.
    #[must_use]
    pub fn split(&self, text: &str) -> BTreeSet<String> {
        let text = fold(text);
        let mut found = BTreeSet::new();
        for token in self.jieba.cut_for_search(&text, false) {
            self.keep(token.word, &mut found);
        }
        self.keep_phrases(&text, &mut found);
        found
    }

    /// Splits a listing's text; a word weighs by its length, and double in the title.
    pub(crate) fn weigh(&self, text: &Text) -> BTreeMap<String, u8> {
        let mut weights = BTreeMap::new();
        let parts = [
            (&text.title, TITLE_WEIGHT),
            (&text.description, DESCRIPTION_WEIGHT),
        ];
        for (part, weight) in parts {
            for word in self.split(part) {
                if weights.len() < WORDS_MAX {
                    let weight = specificity(&word).saturating_mul(weight);
                    weights.entry(word).or_insert(weight);
                }
            }
        }
        weights
    }

    fn keep(&self, word: &str, found: &mut BTreeSet<String>) {
        let word = word.trim();
        if !word.chars().any(char::is_alphanumeric) {
            return;
        }
        if let Some(canonical) = self.synonyms.canonical(word) {
            // A compound keeps its own word and gains the shorter ones it is built from.
            for part in self.jieba.cut_for_search(canonical, false) {
                if part.word != canonical && !self.stop_words.contains(part.word) {
                    found.insert(part.word.to_owned());
                }
            }
            found.insert(canonical.to_owned());
        } else if !self.stop_words.contains(word) && !is_lone_digit(word) {
            found.insert(word.to_owned());
        }
    }

    fn keep_phrases(&self, text: &str, found: &mut BTreeSet<String>) {
        let latin: Vec<&str> = text
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        for length in 2..=PHRASE_WORDS_MAX {
            for phrase in latin.windows(length) {
                if let Some(canonical) = self.synonyms.canonical(&phrase.join(" ")) {
                    found.insert(canonical.to_owned());
                }
            }
        }
    }
}

/// A longer word says more: 医用外科口罩 names one thing, 口罩 a shelf of them.
fn specificity(word: &str) -> u8 {
    u8::try_from(word.chars().take(SPECIFICITY_MAX).count()).unwrap_or(1)
}

fn is_lone_digit(word: &str) -> bool {
    word.len() == 1 && word.chars().all(|letter| letter.is_ascii_digit())
}

/// Folds full-width letters onto ASCII and everything onto lower case.
fn fold(text: &str) -> String {
    text.chars()
        .take(CHARACTERS_MAX)
        .map(narrow)
        .flat_map(char::to_lowercase)
        .collect()
}

fn narrow(letter: char) -> char {
    match letter {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => u32::from(letter)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(letter),
        _ => letter,
    }
}
