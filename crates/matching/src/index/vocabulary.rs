//! The words of all listings, how many listings use each, and what sharing them is worth.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use crate::Parameters;
use crate::assessment::Prepared;
use crate::words::is_written;

/// One word of a listing with its weight there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WordWeight {
    pub(crate) word: u32,
    pub(crate) weight: u8,
}

/// Words by number; numbers depend on arrival, so they are never shown and never break a tie.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    numbers: BTreeMap<String, u32>,
    words: Vec<String>,
    listings_with: Vec<u32>,
    listings: u32,
}

impl Vocabulary {
    /// Finds the numbers of known words, and the summed weight of the unknown ones.
    pub(crate) fn look_up(&self, weights: &BTreeMap<String, u8>) -> (Vec<WordWeight>, u32) {
        let mut known = Vec::with_capacity(weights.len());
        let mut unknown = 0_u32;
        for (word, weight) in weights {
            match self.numbers.get(word) {
                Some(&word) => known.push(WordWeight {
                    word,
                    weight: *weight,
                }),
                None => unknown = unknown.saturating_add(u32::from(*weight)),
            }
        }
        known.sort_unstable();
        (known, unknown)
    }

    /// Numbers words that are new.
    pub(crate) fn learn(&mut self, weights: &BTreeMap<String, u8>) {
        for word in weights.keys() {
            if self.numbers.contains_key(word) {
                continue;
            }
            let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
            assert!(
                number < u32::MAX,
                "the vocabulary holds fewer than four thousand million words"
            );
            self.numbers.insert(word.clone(), number);
            self.words.push(word.clone());
            self.listings_with.push(0);
        }
    }

    /// Counts a listing in.
    pub(crate) fn count_in(&mut self, words: &[WordWeight]) {
        self.listings = self.listings.saturating_add(1);
        self.recount(words, |count| count.saturating_add(1));
    }

    /// Counts a listing out.
    pub(crate) fn count_out(&mut self, words: &[WordWeight]) {
        self.listings = self.listings.saturating_sub(1);
        self.recount(words, |count| count.saturating_sub(1));
    }

    fn recount(&mut self, words: &[WordWeight], change: impl Fn(u32) -> u32) {
        for entry in words {
            if let Some(count) = self.listings_with.get_mut(position(entry.word)) {
                *count = change(*count);
            }
        }
    }

    /// Shows a word.
    pub(crate) fn word(&self, word: u32) -> &str {
        self.words.get(position(word)).map_or("", String::as_str)
    }

    /// Tells how rare a word is, in powers of two.
    pub(crate) fn rarity(&self, word: u32) -> u32 {
        let with = self
            .listings_with
            .get(position(word))
            .copied()
            .unwrap_or(0)
            .max(1);
        self.listings.max(1).ilog2().saturating_sub(with.ilog2())
    }

    /// Values the shared words of two listings as their part of all words of both.
    pub(crate) fn shared_points(
        &self,
        left: &Prepared,
        right: &Prepared,
        parameters: &Parameters,
    ) -> u32 {
        let factor = |rarity: u32| u64::from(rarity.min(parameters.rarity_max).saturating_add(1));
        let worth = |entry: &WordWeight| {
            factor(self.rarity(entry.word)).saturating_mul(u64::from(entry.weight))
        };
        let mut shared = 0_u64;
        for_each_shared(&left.words, &right.words, |mine, theirs| {
            shared = shared
                .saturating_add(worth(mine))
                .saturating_add(worth(theirs));
        });
        if shared == 0 {
            return 0;
        }
        // A word that nobody uses counts as one that a single listing uses.
        let rarest = factor(self.listings.max(1).ilog2());
        let unknown = u64::from(left.unknown_weight.saturating_add(right.unknown_weight));
        let all = left
            .words
            .iter()
            .chain(&right.words)
            .map(worth)
            .fold(unknown.saturating_mul(rarest), u64::saturating_add);
        let points = u64::from(parameters.words_max).saturating_mul(shared);
        u32::try_from(points.checked_div(all).unwrap_or(0)).unwrap_or(u32::MAX)
    }

    /// Names shared words, the rarest first; a word inside one already named adds nothing.
    pub(crate) fn shared_words(
        &self,
        left: &Prepared,
        right: &Prepared,
        limit: usize,
    ) -> Vec<String> {
        let mut shared = Vec::new();
        for_each_shared(&left.words, &right.words, |mine, _| {
            let word = self.words.get(position(mine.word));
            if let Some(word) = word.filter(|word| is_written(word)) {
                shared.push((Reverse(self.rarity(mine.word)), Reverse(word.len()), word));
            }
        });
        shared.sort_unstable();
        let mut named: Vec<String> = Vec::new();
        for (_, _, word) in shared {
            if named.len() < limit && !named.iter().any(|longer| longer.contains(word.as_str())) {
                named.push(word.clone());
            }
        }
        named
    }
}

fn position(word: u32) -> usize {
    usize::try_from(word).unwrap_or(usize::MAX)
}

fn for_each_shared(
    left: &[WordWeight],
    right: &[WordWeight],
    mut visit: impl FnMut(&WordWeight, &WordWeight),
) {
    let (mut mine, mut theirs) = (left.iter().peekable(), right.iter().peekable());
    while let (Some(a), Some(b)) = (mine.peek(), theirs.peek()) {
        match a.word.cmp(&b.word) {
            Ordering::Less => {
                mine.next();
            }
            Ordering::Greater => {
                theirs.next();
            }
            Ordering::Equal => {
                visit(a, b);
                mine.next();
                theirs.next();
            }
        }
    }
}
