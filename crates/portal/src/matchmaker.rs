//! Keeps the matching index in step with the listings, and asks it.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use ledger::{
    AreaCode, CategoryCode, ListingId, PartyId, Window,
    area::AreaLevel,
    category::{CATEGORIES, Family},
    operation::listing::ListingKind,
};
use matching::{
    AreaTree, Candidate, CategoryEntry, Index, Need, Offer, Parameters, Place, ProviderFacts,
    Synonyms, Taxonomy, Text, Words,
};

use crate::{areas::Areas, i18n};

/// Codes of the three families in the matcher's tree, below every ledger code.
const FAMILIES: [(Family, u16, &str); 3] = [
    (Family::Item, 1, "item"),
    (Family::Skill, 2, "skill"),
    (Family::Activity, 3, "activity"),
];

/// An open listing with everything that a score reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenListing {
    pub id: ListingId,
    pub owner: PartyId,
    pub kind: ListingKind,
    pub category: CategoryCode,
    pub area: AreaCode,
    pub windows: Vec<Window>,
    pub capacity: u16,
    pub running: u16,
    pub title: String,
    pub description: String,
    /// Completed services of the owner.
    pub completed: u32,
}

/// Why the matcher's tables are refused: a fault of the program's own data.
#[derive(Debug, thiserror::Error)]
pub enum MatchmakerError {
    #[error(transparent)]
    Areas(#[from] matching::AreaError),
    #[error(transparent)]
    Taxonomy(#[from] matching::TaxonomyError),
}

/// The index and the tables behind it.
pub struct Matchmaker {
    index: RwLock<Index>,
    words: Arc<Words>,
    areas: BTreeMap<AreaCode, matching::Area>,
    places: AreaTree,
    parameters: Parameters,
}

impl Matchmaker {
    pub fn new(areas: &Areas) -> Result<Self, MatchmakerError> {
        let codes: BTreeMap<AreaCode, matching::Area> = areas
            .all()
            .zip(1..)
            .map(|(area, number)| (area.code, matching::Area(number)))
            .collect();
        let places = codes.iter().filter_map(|(code, area)| {
            let parent = code.parent().and_then(|parent| codes.get(&parent).copied());
            let level = match code.level()? {
                AreaLevel::District => matching::AreaLevel::District,
                AreaLevel::Subdistrict => matching::AreaLevel::Subdistrict,
                AreaLevel::Community => matching::AreaLevel::Community,
            };
            Some(Place {
                area: *area,
                level,
                parent,
            })
        });
        let tree = AreaTree::new(places)?;
        let taxonomy = Taxonomy::new(taxonomy())?;
        let words = Arc::new(Words::new(Synonyms::neighbourhood(), &taxonomy));
        let parameters = Parameters::default();
        let index = Index::new(Arc::clone(&words), taxonomy, tree.clone(), parameters);
        Ok(Self {
            index: RwLock::new(index),
            words,
            areas: codes,
            places: tree,
            parameters,
        })
    }

    /// One with the same tables that holds exactly these listings: what a round reads depends on
    /// nothing that an index saw before.
    pub fn of(&self, open: &[OpenListing]) -> Result<Self, MatchmakerError> {
        let taxonomy = Taxonomy::new(taxonomy())?;
        let words = Arc::clone(&self.words);
        let index = Index::new(words, taxonomy, self.places.clone(), self.parameters);
        let matchmaker = Self {
            index: RwLock::new(index),
            words: Arc::clone(&self.words),
            areas: self.areas.clone(),
            places: self.places.clone(),
            parameters: self.parameters,
        };
        for listing in open {
            matchmaker.put(listing);
        }
        Ok(matchmaker)
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
    pub fn put(&self, listing: &OpenListing) {
        let mut index = self.write();
        remove(&mut index, listing.id);
        // A listing that the index cannot hold is found by browsing; it is never matched wrongly.
        let held = match listing.kind {
            ListingKind::Need => index.insert_need(&self.need(listing)),
            ListingKind::Offer => index.insert_offer(&self.offer(listing)),
        };
        if let Err(error) = held {
            tracing::warn!(listing = %listing.id, %error, "a listing cannot be matched");
        }
    }

    /// Takes a listing out.
    pub fn remove(&self, id: ListingId) {
        remove(&mut self.write(), id);
    }

    /// The best partners of a listing, with reasons.
    pub fn candidates(&self, listing: &OpenListing, most: usize) -> Vec<Candidate> {
        let index = self.read();
        match listing.kind {
            ListingKind::Need => index.candidates_for_need(&self.need(listing), most),
            ListingKind::Offer => index.candidates_for_offer(&self.offer(listing), most),
        }
    }

    /// All pairs that a round would weigh.
    pub fn pairs(&self, most: usize) -> Vec<matching::ScoredPair> {
        self.read()
            .pairs_for_all_needs(most, std::num::NonZeroUsize::MIN)
    }

    fn read(&self) -> RwLockReadGuard<'_, Index> {
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Index> {
        self.index.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn area(&self, code: AreaCode) -> matching::Area {
        self.areas.get(&code).copied().unwrap_or(matching::Area(0))
    }

    fn need(&self, listing: &OpenListing) -> Need {
        Need {
            id: matching::ListingId(listing.id.0),
            party: matching::PartyId(listing.owner.0),
            category: matching::Category(listing.category.0),
            area: self.area(listing.area),
            windows: windows(listing),
            capacity: listing.capacity,
            taken: listing.running,
            languages: Vec::new(),
            text: text(listing),
        }
    }

    fn offer(&self, listing: &OpenListing) -> Offer {
        Offer {
            id: matching::ListingId(listing.id.0),
            party: matching::PartyId(listing.owner.0),
            category: matching::Category(listing.category.0),
            area: self.area(listing.area),
            windows: windows(listing),
            capacity: listing.capacity,
            taken: listing.running,
            provider: ProviderFacts {
                licences: Vec::new(),
                completed_helps: listing.completed,
                languages: Vec::new(),
            },
            text: text(listing),
        }
    }
}

fn remove(index: &mut Index, id: ListingId) {
    let id = matching::ListingId(id.0);
    if !index.remove_need(id) {
        index.remove_offer(id);
    }
}

fn windows(listing: &OpenListing) -> Vec<matching::Window> {
    let convert = |window: &Window| matching::Window {
        start: window.start.0,
        end: window.end.0,
    };
    listing.windows.iter().map(convert).collect()
}

fn text(listing: &OpenListing) -> Text {
    Text {
        title: listing.title.clone(),
        description: listing.description.clone(),
    }
}

/// The ledger's taxonomy under three roots, each row with its names in both languages and its
/// typical words.
#[must_use]
pub fn taxonomy() -> Vec<CategoryEntry> {
    let names = |key: &str| {
        i18n::Language::ALL
            .map(|language| i18n::Words(language).get(key))
            .into_iter()
            .collect()
    };
    let roots = FAMILIES.iter().map(|(_, code, slug)| CategoryEntry {
        category: matching::Category(*code),
        parent: None,
        names: names(&format!("family-{slug}")),
        words: Vec::new(),
        licence_needed: false,
    });
    let typical = matching::typical_words();
    let rows = CATEGORIES.iter().map(|row| {
        let category = matching::Category(row.code.0);
        let root = FAMILIES.iter().find(|(family, ..)| *family == row.family);
        let parent = if row.group == row.code {
            root.map(|(_, code, _)| *code)
        } else {
            Some(row.group.0)
        };
        CategoryEntry {
            category,
            parent: parent.map(matching::Category),
            names: names(&format!("category-{}", row.slug)),
            words: typical.get(&category).cloned().unwrap_or_default(),
            licence_needed: false,
        }
    });
    roots.chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::Timestamp;

    fn listing(number: u8, kind: ListingKind, category: u16, title: &str) -> OpenListing {
        let hour = |hour: u64| Timestamp(hour * 3_600_000);
        OpenListing {
            id: ListingId([number; 16]),
            owner: PartyId([number; 16]),
            kind,
            category: CategoryCode(category),
            area: AreaCode(440_604_010_001),
            windows: vec![Window {
                start: hour(1),
                end: hour(9),
            }],
            capacity: 1,
            running: 0,
            title: title.to_owned(),
            description: String::new(),
            completed: 3,
        }
    }

    fn areas() -> Areas {
        let area = |code| crate::areas::Area {
            code: AreaCode(code),
            name_zh: code.to_string(),
            name_en: code.to_string(),
        };
        Areas::new([440_604, 440_604_010, 440_604_010_001].map(area))
    }

    #[test]
    fn a_need_finds_the_offer_until_it_is_gone() {
        let matchmaker = Matchmaker::new(&areas()).unwrap();
        let need = listing(1, ListingKind::Need, 201, "想请人上门理发");
        let offer = listing(2, ListingKind::Offer, 201, "义务理发");
        matchmaker.put(&need);
        matchmaker.put(&offer);
        let found = matchmaker.candidates(&need, 5);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].offer.0, offer.id.0);
        matchmaker.put(&OpenListing {
            running: 1,
            ..offer.clone()
        });
        assert!(
            matchmaker.candidates(&need, 5).is_empty(),
            "a full offer is no candidate"
        );
        matchmaker.put(&offer);
        matchmaker.remove(offer.id);
        assert!(matchmaker.candidates(&need, 5).is_empty());
    }
}
