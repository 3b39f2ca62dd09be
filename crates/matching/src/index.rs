//! The index: listings come and go one by one, and a search touches only what could fit.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Arc;

use crate::assessment::{Assessment, Prepared, Yardstick};
use crate::window::tidy_windows;
use crate::{AreaTree, Candidate, ListingId, Need, Offer, Parameters, ScoredPair, Taxonomy, Words};

mod shelf;
pub(crate) mod vocabulary;

use shelf::Shelf;
use vocabulary::Vocabulary;

/// Why a listing is not taken into the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IndexError {
    /// The id is there already; remove the older listing first.
    #[error("the listing is in the index already")]
    ListingKnown,
}

/// All published needs and offers, ready to be searched from either side.
///
/// The answers depend on which listings are in the index and on nothing else: neither on the
/// order of arrival nor on what came and went before. Each pair has one score, found from either
/// side, once both listings are in.
#[derive(Debug)]
pub struct Index {
    words: Arc<Words>,
    taxonomy: Taxonomy,
    areas: AreaTree,
    parameters: Parameters,
    vocabulary: Vocabulary,
    offers: Shelf,
    needs: Shelf,
}

impl Index {
    /// Makes an empty index over the given data tables.
    #[must_use]
    pub fn new(
        words: Arc<Words>,
        taxonomy: Taxonomy,
        areas: AreaTree,
        parameters: Parameters,
    ) -> Self {
        Self {
            words,
            taxonomy,
            areas,
            parameters,
            vocabulary: Vocabulary::default(),
            offers: Shelf::default(),
            needs: Shelf::default(),
        }
    }

    /// Takes an offer in.
    ///
    /// # Errors
    /// Refuses an id that is in the index already.
    pub fn insert_offer(&mut self, offer: &Offer) -> Result<(), IndexError> {
        if self.offers.contains(offer.id) {
            return Err(IndexError::ListingKnown);
        }
        let weights = self.words.weigh(&offer.text);
        self.vocabulary.learn(&weights);
        let prepared = self.prepare_offer(offer, &weights);
        self.vocabulary.count_in(&prepared.words);
        self.offers.insert(prepared);
        Ok(())
    }

    /// Takes an offer out; tells whether it was there.
    pub fn remove_offer(&mut self, id: ListingId) -> bool {
        let removed = self.offers.remove(id);
        if let Some(offer) = &removed {
            self.vocabulary.count_out(&offer.words);
        }
        removed.is_some()
    }

    /// Takes a need in.
    ///
    /// # Errors
    /// Refuses an id that is in the index already.
    pub fn insert_need(&mut self, need: &Need) -> Result<(), IndexError> {
        if self.needs.contains(need.id) {
            return Err(IndexError::ListingKnown);
        }
        let weights = self.words.weigh(&need.text);
        self.vocabulary.learn(&weights);
        let prepared = self.prepare_need(need, &weights);
        self.vocabulary.count_in(&prepared.words);
        self.needs.insert(prepared);
        Ok(())
    }

    /// Takes a need out; tells whether it was there.
    pub fn remove_need(&mut self, id: ListingId) -> bool {
        let removed = self.needs.remove(id);
        if let Some(need) = &removed {
            self.vocabulary.count_out(&need.words);
        }
        removed.is_some()
    }

    /// Finds the best offers for a need, whether or not the need itself is in the index.
    #[must_use]
    pub fn candidates_for_need(&self, need: &Need, k: usize) -> Vec<Candidate> {
        let need = self.prepare_need(need, &self.words.weigh(&need.text));
        let ranked = self.rank(&need, &self.offers, k, |offer| (&need, offer));
        ranked
            .into_iter()
            .map(|(found, offer)| self.explain(found, &need, offer))
            .collect()
    }

    /// Finds the best needs for an offer, whether or not the offer itself is in the index.
    #[must_use]
    pub fn candidates_for_offer(&self, offer: &Offer, k: usize) -> Vec<Candidate> {
        let offer = self.prepare_offer(offer, &self.words.weigh(&offer.text));
        let ranked = self.rank(&offer, &self.needs, k, |need| (need, &offer));
        ranked
            .into_iter()
            .map(|(found, need)| self.explain(found, need, &offer))
            .collect()
    }

    /// Scores the best offers for a need of the index, without reasons: the input of a round.
    #[must_use]
    pub fn pairs_for_need(&self, need: ListingId, k: usize) -> Vec<ScoredPair> {
        let Some(need) = self.needs.get(need) else {
            return Vec::new();
        };
        self.rank(need, &self.offers, k, |offer| (need, offer))
            .into_iter()
            .map(|(found, offer)| ScoredPair {
                need: need.id,
                offer: offer.id,
                score: found.score,
            })
            .collect()
    }

    /// Scores the best offers for every need, ordered by need; `threads` changes only the time.
    #[must_use]
    pub fn pairs_for_all_needs(&self, k: usize, threads: NonZeroUsize) -> Vec<ScoredPair> {
        let needs: Vec<ListingId> = self.need_ids().collect();
        let share = needs.len().div_ceil(threads.get()).max(1);
        let search = |needs: &[ListingId]| -> Vec<ScoredPair> {
            needs
                .iter()
                .flat_map(|need| self.pairs_for_need(*need, k))
                .collect()
        };
        std::thread::scope(|scope| {
            let running: Vec<_> = needs
                .chunks(share)
                .map(|needs| scope.spawn(move || search(needs)))
                .collect();
            running
                .into_iter()
                .flat_map(|thread| {
                    thread
                        .join()
                        .unwrap_or_else(|cause| std::panic::resume_unwind(cause))
                })
                .collect()
        })
    }

    /// Lists the needs of the index by id.
    pub fn need_ids(&self) -> impl Iterator<Item = ListingId> {
        self.needs.ids()
    }

    /// Lists the offers of the index by id.
    pub fn offer_ids(&self) -> impl Iterator<Item = ListingId> {
        self.offers.ids()
    }

    fn rank<'a>(
        &self,
        seeker: &'a Prepared,
        shelf: &'a Shelf,
        k: usize,
        pair: impl Fn(&'a Prepared) -> (&'a Prepared, &'a Prepared),
    ) -> Vec<(Found, &'a Prepared)> {
        let yardstick = self.yardstick();
        let mut ranked: Vec<(Found, &Prepared)> = shelf
            .gather(seeker, &self.taxonomy, &self.vocabulary, &self.parameters)
            .into_iter()
            .filter_map(|slot| shelf.slot(slot))
            .filter_map(|other| {
                let (need, offer) = pair(other);
                let assessment = yardstick.assess(need, offer)?;
                Some((
                    Found {
                        score: yardstick.score(&assessment),
                        assessment,
                    },
                    other,
                ))
            })
            .collect();
        ranked.sort_unstable_by_key(|(found, other)| (Reverse(found.score), other.id));
        ranked.truncate(k);
        ranked
    }

    fn explain(&self, found: Found, need: &Prepared, offer: &Prepared) -> Candidate {
        let reasons = self.yardstick().reasons(&found.assessment, need, offer);
        Candidate {
            offer: offer.id,
            need: need.id,
            score: found.score,
            reasons,
        }
    }

    const fn yardstick(&self) -> Yardstick<'_> {
        Yardstick {
            taxonomy: &self.taxonomy,
            vocabulary: &self.vocabulary,
            parameters: &self.parameters,
        }
    }

    fn prepare_need(&self, need: &Need, weights: &BTreeMap<String, u8>) -> Prepared {
        let (words, unknown_weight) = self.vocabulary.look_up(weights);
        let mut languages = need.languages.clone();
        languages.sort_unstable();
        Prepared {
            id: need.id,
            party: need.party,
            category: need.category,
            path: self.areas.path(need.area),
            windows: tidy_windows(&need.windows),
            open: need.open(),
            words,
            unknown_weight,
            languages,
            licences: Vec::new(),
            completed_helps: 0,
            widened: need.widened,
        }
    }

    fn prepare_offer(&self, offer: &Offer, weights: &BTreeMap<String, u8>) -> Prepared {
        let (words, unknown_weight) = self.vocabulary.look_up(weights);
        Prepared {
            id: offer.id,
            party: offer.party,
            category: offer.category,
            path: self.areas.path(offer.area),
            windows: tidy_windows(&offer.windows),
            open: offer.open(),
            words,
            unknown_weight,
            languages: offer.provider.languages.clone(),
            licences: offer.provider.licences.clone(),
            completed_helps: offer.provider.completed_helps,
            widened: false,
        }
    }
}

/// An assessment with its points.
#[derive(Debug)]
struct Found {
    score: u32,
    assessment: Assessment,
}
