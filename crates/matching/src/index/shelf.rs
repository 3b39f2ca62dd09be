//! One side of the index: listings in slots, filed under category and word, by place.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Bound;

use super::vocabulary::Vocabulary;
use crate::assessment::Prepared;
use crate::{Area, Category, ListingId, Parameters, Taxonomy};

/// What a listing can be found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Term {
    Category(Category),
    Word(u32),
}

/// A term within a place, or anywhere.
type PostingKey = (Term, Option<Area>);

/// Listings of one side; a posting list is ordered by listing id, never by arrival.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    slots: Vec<Option<Prepared>>,
    free: Vec<u32>,
    by_id: BTreeMap<ListingId, u32>,
    postings: BTreeMap<PostingKey, BTreeMap<ListingId, u32>>,
}

impl Shelf {
    pub(crate) fn contains(&self, id: ListingId) -> bool {
        self.by_id.contains_key(&id)
    }

    pub(crate) fn get(&self, id: ListingId) -> Option<&Prepared> {
        self.by_id.get(&id).and_then(|slot| self.slot(*slot))
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = ListingId> {
        self.by_id.keys().copied()
    }

    pub(crate) fn slot(&self, slot: u32) -> Option<&Prepared> {
        self.slots.get(position(slot))?.as_ref()
    }

    pub(crate) fn insert(&mut self, listing: Prepared) {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            u32::try_from(self.slots.len().saturating_sub(1)).unwrap_or(u32::MAX)
        });
        self.by_id.insert(listing.id, slot);
        for key in keys_of(&listing) {
            self.postings
                .entry(key)
                .or_default()
                .insert(listing.id, slot);
        }
        if let Some(place) = self.slots.get_mut(position(slot)) {
            *place = Some(listing);
        }
    }

    pub(crate) fn remove(&mut self, id: ListingId) -> Option<Prepared> {
        let slot = self.by_id.remove(&id)?;
        let listing = self.slots.get_mut(position(slot))?.take()?;
        for key in keys_of(&listing) {
            if let Some(posting) = self.postings.get_mut(&key) {
                posting.remove(&id);
                if posting.is_empty() {
                    self.postings.remove(&key);
                }
            }
        }
        self.free.push(slot);
        Some(listing)
    }

    /// Gathers the slots worth assessing for a listing of the other side, nearest places first.
    pub(crate) fn gather(
        &self,
        seeker: &Prepared,
        taxonomy: &Taxonomy,
        vocabulary: &Vocabulary,
        parameters: &Parameters,
    ) -> Vec<u32> {
        let limit = position(parameters.assessed_max);
        let posting_max = position(parameters.posting_max);
        let terms = terms_in_order(seeker, taxonomy, vocabulary);
        let mut gathered = Vec::new();
        for ring in seeker.rings() {
            for term in &terms {
                let left = limit.saturating_sub(gathered.len()).min(posting_max);
                if let Some(posting) = self.postings.get(&(*term, ring)) {
                    gathered.extend(turned(posting, seeker.id).take(left));
                }
            }
            gathered.sort_unstable();
            gathered.dedup();
        }
        gathered
    }
}

/// Reads a posting from the seeker's own id on and round again, so that where a long list is cut
/// favours nobody: every seeker cuts it elsewhere.
fn turned(posting: &BTreeMap<ListingId, u32>, from: ListingId) -> impl Iterator<Item = u32> {
    let after = posting.range((Bound::Included(from), Bound::Unbounded));
    let before = posting.range((Bound::Unbounded, Bound::Excluded(from)));
    after.chain(before).map(|(_, slot)| *slot)
}

/// Orders what to look under: the category, words from the rarest, then related categories.
fn terms_in_order(seeker: &Prepared, taxonomy: &Taxonomy, vocabulary: &Vocabulary) -> Vec<Term> {
    let mut words: Vec<(Reverse<u32>, &str, u32)> = seeker
        .words
        .iter()
        .map(|entry| {
            (
                Reverse(vocabulary.rarity(entry.word)),
                vocabulary.word(entry.word),
                entry.word,
            )
        })
        .collect();
    words.sort_unstable();
    std::iter::once(Term::Category(seeker.category))
        .chain(words.into_iter().map(|(_, _, word)| Term::Word(word)))
        .chain(taxonomy.related(seeker.category).map(Term::Category))
        .collect()
}

/// Words are filed under the finest place and anywhere; categories under every ring.
fn keys_of(listing: &Prepared) -> impl Iterator<Item = PostingKey> {
    let category = Term::Category(listing.category);
    let finest = listing.path.rings().next();
    let by_category = listing.rings().map(move |ring| (category, ring));
    let by_word = listing.words.iter().flat_map(move |entry| {
        let term = Term::Word(entry.word);
        finest
            .map(|area| (term, Some(area)))
            .into_iter()
            .chain([(term, None)])
    });
    by_category.chain(by_word)
}

fn position(slot: u32) -> usize {
    usize::try_from(slot).unwrap_or(usize::MAX)
}
