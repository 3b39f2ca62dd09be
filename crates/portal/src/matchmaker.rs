//! Keeps the matching index in step with the listings, and asks it.

mod facts;
mod result;
mod tables;

use std::{
    collections::BTreeMap,
    num::NonZeroUsize,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use ledger::{AreaCode, ListingId, PartyId, Timestamp, operation::listing::ListingKind};
use matching::{
    AreaTree, Candidate, Index, Need, Offer, OpenNeed, OpenOffer, Parameters, ProviderFacts,
    RoundInput, Synonyms, Taxonomy, Text, Words,
};

use crate::areas::Areas;
use facts::Present;

pub use facts::{OpenListing, WEEK_MS, language};
pub use result::{HelpCircle, RoundResult, Suggestion};
pub use tables::taxonomy;

/// Why the matcher's tables are refused: a fault of the program's own data.
#[derive(Debug, thiserror::Error)]
pub enum MatchmakerError {
    #[error(transparent)]
    Areas(#[from] matching::AreaError),
    #[error(transparent)]
    Taxonomy(#[from] matching::TaxonomyError),
}

/// What was open in exactly one block, at its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub height: u64,
    pub time: Timestamp,
    pub open: Vec<OpenListing>,
}

/// The listings that are known, and what the index was told of them.
struct Book {
    index: Index,
    listings: BTreeMap<ListingId, OpenListing>,
    /// The block that the listings follow; none while some of it is missing.
    at: Option<(u64, Timestamp)>,
    /// The moment by which the index was last brought up to date.
    swept_at: Timestamp,
}

/// The index and the tables behind it.
pub struct Matchmaker {
    book: RwLock<Book>,
    result: RwLock<Option<Arc<RoundResult>>>,
    words: Arc<Words>,
    areas: BTreeMap<AreaCode, matching::Area>,
    places: AreaTree,
    parameters: Parameters,
}

impl Matchmaker {
    pub fn new(areas: &Areas) -> Result<Self, MatchmakerError> {
        let taxonomy = Taxonomy::new(taxonomy())?;
        let words = Arc::new(Words::new(Synonyms::neighbourhood(), &taxonomy));
        let codes = tables::area_numbers(areas);
        let places = tables::area_tree(&codes)?;
        Ok(Self::over(taxonomy, words, codes, places))
    }

    fn over(
        taxonomy: Taxonomy,
        words: Arc<Words>,
        areas: BTreeMap<AreaCode, matching::Area>,
        places: AreaTree,
    ) -> Self {
        let parameters = Parameters::default();
        let index = Index::new(Arc::clone(&words), taxonomy, places.clone(), parameters);
        Self {
            book: RwLock::new(Book {
                index,
                listings: BTreeMap::new(),
                at: None,
                swept_at: Timestamp(0),
            }),
            result: RwLock::new(None),
            words,
            areas,
            places,
            parameters,
        }
    }

    /// One with the same tables and no listing: what a round reads depends on nothing that an
    /// index saw before.
    pub fn fresh(&self) -> Result<Self, MatchmakerError> {
        let taxonomy = Taxonomy::new(taxonomy())?;
        let words = Arc::clone(&self.words);
        let areas = self.areas.clone();
        Ok(Self::over(taxonomy, words, areas, self.places.clone()))
    }

    /// The words that listings are compared by; the search shares their dictionary.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The published parameter set that scores follow.
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// Puts a listing in, or replaces what was known of it.
    pub fn put(&self, listing: OpenListing, now: Timestamp) {
        self.put_in(&mut self.write(), listing, now);
    }

    /// Takes a listing out.
    pub fn remove(&self, id: ListingId) {
        remove(&mut self.write(), id);
    }

    /// Follows a block: all that it changed at once, so that a round never reads half of it.
    pub fn follow(
        &self,
        (height, time): (u64, Timestamp),
        changed: Vec<(ListingId, Option<OpenListing>)>,
        now: Timestamp,
    ) {
        let mut book = self.write();
        for (id, listing) in changed {
            match listing {
                Some(listing) => self.put_in(&mut book, listing, now),
                None => remove(&mut book, id),
            }
        }
        book.at = Some((height, time));
    }

    /// Brings the index up to what passing time changed: hours that are over, licences that ended,
    /// weeks that began, needs whose search widens. Returns the listings that it touched.
    pub fn sweep(&self, now: Timestamp) -> Vec<ListingId> {
        let mut book = self.write();
        let before = std::mem::replace(&mut book.swept_at, now);
        let other = |listing: &&OpenListing| {
            listing.present(before, &self.parameters) != listing.present(now, &self.parameters)
        };
        let changed: Vec<OpenListing> = book.listings.values().filter(other).cloned().collect();
        let ids = changed.iter().map(|listing| listing.id).collect();
        for listing in changed {
            self.put_in(&mut book, listing, now);
        }
        ids
    }

    /// Whose listing it is, if it is known.
    pub fn owner_of(&self, id: ListingId) -> Option<PartyId> {
        self.read().listings.get(&id).map(|listing| listing.owner)
    }

    /// What was open in the last block, at its time; nothing before the first block was followed.
    pub fn snapshot(&self) -> Option<Snapshot> {
        let book = self.read();
        let (height, time) = book.at?;
        let open = book.listings.values();
        let open = open.filter(|listing| listing.present(time, &self.parameters).is_some());
        Some(Snapshot {
            height,
            time,
            open: open.cloned().collect(),
        })
    }

    /// The best partners of a listing, with reasons; none for a listing that is over.
    pub fn candidates(&self, listing: &OpenListing, now: Timestamp, most: usize) -> Vec<Candidate> {
        let Some(present) = listing.present(now, &self.parameters) else {
            return Vec::new();
        };
        let book = self.read();
        match listing.kind {
            ListingKind::Need => book
                .index
                .candidates_for_need(&self.need(listing, present), most),
            ListingKind::Offer => book
                .index
                .candidates_for_offer(&self.offer(listing, present), most),
        }
    }

    /// What a round over these listings reads at a moment: the same listings and the same moment
    /// give the same input, whatever an index held before.
    pub fn round_input(
        &self,
        open: &[OpenListing],
        now: Timestamp,
    ) -> Result<RoundInput, MatchmakerError> {
        let fresh = self.fresh()?;
        let (mut needs, mut offers) = (Vec::new(), Vec::new());
        for listing in open {
            let Some(present) = listing.present(now, &self.parameters) else {
                continue;
            };
            let id = matching::ListingId(listing.id.0);
            let party = matching::PartyId(listing.owner.0);
            match listing.kind {
                ListingKind::Need => needs.push(OpenNeed {
                    id,
                    party,
                    places: present.places,
                    priority: listing.priority(now, &self.parameters),
                }),
                ListingKind::Offer => offers.push(OpenOffer {
                    id,
                    party,
                    places: present.places,
                    party_cap: listing.week_left(now),
                }),
            }
            fresh.put(listing.clone(), now);
        }
        let most = usize::try_from(self.parameters.candidates_per_need).unwrap_or(usize::MAX);
        let pairs = fresh
            .read()
            .index
            .pairs_for_all_needs(most, NonZeroUsize::MIN);
        Ok(RoundInput {
            needs,
            offers,
            pairs,
            asks_per_helper_max: self.parameters.asks_per_helper_max,
        })
    }

    /// Keeps what the newest round suggested.
    pub fn keep_result(&self, result: Arc<RoundResult>) {
        *self.result.write().unwrap_or_else(PoisonError::into_inner) = Some(result);
    }

    /// What the newest round suggested, if one ran since the start.
    pub fn result(&self) -> Option<Arc<RoundResult>> {
        self.result
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn put_in(&self, book: &mut Book, listing: OpenListing, now: Timestamp) {
        remove(book, listing.id);
        if let Some(present) = listing.present(now, &self.parameters) {
            // A listing that the index cannot hold is found by browsing; it is never matched
            // wrongly.
            let held = match listing.kind {
                ListingKind::Need => book.index.insert_need(&self.need(&listing, present)),
                ListingKind::Offer => book.index.insert_offer(&self.offer(&listing, present)),
            };
            if let Err(error) = held {
                tracing::warn!(listing = %listing.id, %error, "a listing cannot be matched");
            }
        }
        book.listings.insert(listing.id, listing);
    }

    fn read(&self) -> RwLockReadGuard<'_, Book> {
        self.book.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Book> {
        self.book.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn area(&self, code: AreaCode) -> matching::Area {
        self.areas.get(&code).copied().unwrap_or(matching::Area(0))
    }

    fn need(&self, listing: &OpenListing, present: Present) -> Need {
        Need {
            id: matching::ListingId(listing.id.0),
            party: matching::PartyId(listing.owner.0),
            category: matching::Category(listing.category.0),
            area: self.area(listing.area),
            windows: present.windows,
            capacity: present.places,
            taken: 0,
            languages: listing.languages.clone(),
            widened: present.widened,
            text: text(listing),
        }
    }

    fn offer(&self, listing: &OpenListing, present: Present) -> Offer {
        Offer {
            id: matching::ListingId(listing.id.0),
            party: matching::PartyId(listing.owner.0),
            category: matching::Category(listing.category.0),
            area: self.area(listing.area),
            windows: present.windows,
            capacity: present.places,
            taken: 0,
            provider: ProviderFacts {
                licences: present.licences,
                completed_helps: listing.completed,
                languages: listing.languages.clone(),
            },
            text: text(listing),
        }
    }
}

fn remove(book: &mut Book, id: ListingId) {
    if book.listings.remove(&id).is_some() {
        let id = matching::ListingId(id.0);
        if !book.index.remove_need(id) {
            book.index.remove_offer(id);
        }
    }
}

fn text(listing: &OpenListing) -> Text {
    Text {
        title: listing.title.clone(),
        description: listing.description.clone(),
    }
}

#[cfg(test)]
mod tests;
