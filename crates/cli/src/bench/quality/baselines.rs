//! Two plain searches to compare with, over the same words: how many are shared, and BM25.

use std::collections::BTreeSet;

/// The usual constants of BM25.
const K1: f64 = 1.2;
const B: f64 = 0.75;

/// Positions of the offers that share a word with the need, those with the most first.
pub(super) fn keyword(need: &BTreeSet<String>, offers: &[BTreeSet<String>]) -> Vec<usize> {
    let shared = |offer: &BTreeSet<String>| need.intersection(offer).count() as f64;
    ranked(offers.iter().map(shared))
}

/// Positions of the offers that share a word with the need, by BM25; a word counts once a text.
pub(super) fn bm25(need: &BTreeSet<String>, offers: &[BTreeSet<String>]) -> Vec<usize> {
    let all = offers.len() as f64;
    let length = offers.iter().map(BTreeSet::len).sum::<usize>() as f64 / all;
    let rarity = |word: &String| {
        let with = offers.iter().filter(|offer| offer.contains(word)).count() as f64;
        ((all - with + 0.5) / (with + 0.5)).ln_1p()
    };
    let score = |offer: &BTreeSet<String>| {
        let long = K1 * (1.0 - B + B * offer.len() as f64 / length);
        let shared = need.intersection(offer).map(rarity).sum::<f64>();
        shared * (K1 + 1.0) / (1.0 + long)
    };
    ranked(offers.iter().map(score))
}

/// The positions with a score above nothing, the highest first, equal ones in their order.
fn ranked(scores: impl Iterator<Item = f64>) -> Vec<usize> {
    let mut scored: Vec<(usize, f64)> = scores
        .enumerate()
        .filter(|(_, score)| *score > 0.0)
        .collect();
    scored.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    scored.into_iter().map(|(position, _)| position).collect()
}

#[cfg(test)]
mod tests {
    use super::{bm25, keyword};
    use std::collections::BTreeSet;

    fn words(text: &str) -> BTreeSet<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_rare_word_counts_more_in_bm25_and_the_same_by_keyword() {
        let offers = ["a b", "a c", "a d", "x a"].map(words);
        assert_eq!(keyword(&words("a x"), &offers), [3, 0, 1, 2]);
        assert_eq!(bm25(&words("x d"), &offers), [2, 3]);
        assert_eq!(bm25(&words("a d"), &offers)[0], 2);
        assert!(bm25(&words("q"), &offers).is_empty());
    }
}
