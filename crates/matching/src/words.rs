//! From written text to the words that are compared: Chinese by jieba, Latin by spaces.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use jieba_rs::Jieba;

use crate::{Category, Synonyms, Taxonomy, Text};

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
/// What a hint at a category weighs beside a written word of one letter.
const HINT_WEIGHT: u8 = 3;
/// Begins a hint; no written word does.
const HINT_MARK: char = '\u{1}';

/// Splits text into comparable words; loading its dictionary takes a moment, so share one.
pub struct Words {
    jieba: Arc<Jieba>,
    synonyms: Synonyms,
    stop_words: BTreeSet<&'static str>,
    /// The categories that a typical word hints at.
    hints: BTreeMap<String, BTreeSet<Category>>,
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
        let typical = taxonomy.typical_words().map(|(_, word)| word.to_owned());
        synonyms.add_spellings(typical.collect());
        let mut hints = BTreeMap::<String, BTreeSet<Category>>::new();
        for (category, word) in taxonomy.typical_words() {
            hints.entry(fold(word)).or_default().insert(category);
        }
        let mut jieba = Jieba::new();
        let taught = hints.keys().map(String::as_str).chain(synonyms.words());
        for word in taught.filter(|word| !word.is_ascii()) {
            jieba.add_word(word, None, None);
        }
        let stop_words = include_str!("../data/stop_words.txt")
            .split_whitespace()
            .collect();
        Self {
            jieba: Arc::new(jieba),
            synonyms,
            stop_words,
            hints,
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

    /// Finds the categories that a text is probably about, by its typical words.
    fn hints(&self, text: &str) -> BTreeSet<Category> {
        let text = fold(text);
        let tokens = self.jieba.cut_for_search(&text, false);
        let hinted = tokens
            .iter()
            .filter_map(|token| self.hints.get(token.word.trim()));
        hinted.flatten().copied().collect()
    }

    /// Splits a listing's text; a word weighs by its length, and double in the title. A hint at a
    /// category counts like a word, so that 阀芯坏了 meets 修水管 although they share no letter.
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
            for category in self.hints(part) {
                let hint = format!("{HINT_MARK}{}", category.0);
                weights
                    .entry(hint)
                    .or_insert(HINT_WEIGHT.saturating_mul(weight));
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

/// Tells a word that was written from a hint that was drawn from it.
pub(crate) fn is_written(word: &str) -> bool {
    !word.starts_with(HINT_MARK)
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
