//! What a newcomer in the elder's community sees: two to four good matches for everyday needs.

use super::super::{Moment, Sample};
use super::{NOW, sample};
use ledger::{
    AreaCode,
    area::AreaLevel,
    category::{CATEGORIES, Family},
    operation::listing::ListingKind,
};
use matching::{
    Area, AreaTree, Candidate, Category, CategoryEntry, Index, ListingId, Need, Offer, Parameters,
    PartyId, Place, ProviderFacts, Reason, Synonyms, Taxonomy, Text, Window, Words,
};
use std::{collections::BTreeMap, sync::Arc};

const TONGJI: AreaCode = AreaCode(440_604_012_055);

struct Town {
    index: Index,
    areas: BTreeMap<AreaCode, Area>,
}

fn taxonomy() -> Taxonomy {
    let family = |family| match family {
        Family::Item => Category(1),
        Family::Skill => Category(2),
        Family::Activity => Category(3),
    };
    let entry = |category, parent, name: &str| CategoryEntry {
        category,
        parent,
        names: vec![name.to_owned()],
        words: Vec::new(),
        licence_needed: false,
    };
    let roots = [(1, "items"), (2, "skills"), (3, "activities")];
    let roots = roots.map(|(code, name)| entry(Category(code), None, name));
    let rows = CATEGORIES.iter().map(|row| {
        let parent = if row.code == row.group {
            family(row.family)
        } else {
            Category(row.group.0)
        };
        entry(Category(row.code.0), Some(parent), row.slug)
    });
    Taxonomy::new(roots.into_iter().chain(rows)).unwrap()
}

fn places(sample: &Sample) -> BTreeMap<AreaCode, Area> {
    let codes = sample.divisions.iter().map(|row| row.code);
    codes.zip((1..).map(Area)).collect()
}

fn tree(areas: &BTreeMap<AreaCode, Area>) -> AreaTree {
    let place = |(code, area): (&AreaCode, &Area)| Place {
        area: *area,
        level: match code.level().unwrap() {
            AreaLevel::District => matching::AreaLevel::District,
            AreaLevel::Subdistrict => matching::AreaLevel::Subdistrict,
            AreaLevel::Community => matching::AreaLevel::Community,
        },
        parent: code.parent().map(|parent| areas[&parent]),
    };
    AreaTree::new(areas.iter().map(place)).unwrap()
}

fn id(text: &str) -> [u8; 16] {
    let mut id = [0; 16];
    id.copy_from_slice(&ledger::Hash::of(&[text.as_bytes()]).0[..16]);
    id
}

/// All listings as if none of them were taken.
fn town() -> Town {
    let sample = sample();
    let areas = places(&sample);
    let taxonomy = taxonomy();
    let words = Arc::new(Words::new(Synonyms::neighbourhood(), &taxonomy));
    let mut index = Index::new(words, taxonomy, tree(&areas), Parameters::default());
    for row in &sample.listings {
        let windows = row.windows_at(Moment::midnight_before(NOW));
        let windows = windows.iter().map(|window| Window {
            start: window.start.0,
            end: window.end.0,
        });
        let (windows, text) = (windows.collect(), text(&row.title, &row.description));
        let area = areas[&sample.area_of(row).unwrap()];
        let (listing, party) = (ListingId(id(&row.key)), PartyId(id(&row.by)));
        let (category, capacity) = (Category(row.category.0), row.capacity);
        match row.kind {
            ListingKind::Need => index.insert_need(&Need {
                id: listing,
                party,
                category,
                area,
                windows,
                capacity,
                taken: 0,
                languages: Vec::new(),
                widened: false,
                text,
            }),
            ListingKind::Offer => index.insert_offer(&Offer {
                id: listing,
                party,
                category,
                area,
                windows,
                capacity,
                taken: 0,
                provider: ProviderFacts::default(),
                text,
            }),
        }
        .unwrap();
    }
    Town { index, areas }
}

fn text(title: &str, description: &str) -> Text {
    Text {
        title: title.to_owned(),
        description: description.to_owned(),
    }
}

fn category(slug: &str) -> Category {
    let row = CATEGORIES.iter().find(|row| row.slug == slug).unwrap();
    Category(row.code.0)
}

impl Town {
    /// The offers for what a newcomer publishes in the elder's community.
    fn offers_for(
        &self,
        slug: &str,
        title: &str,
        (day, from, to): (i32, u8, u8),
    ) -> Vec<Candidate> {
        let midnight = Moment::midnight_before(NOW);
        let at = |hour| Moment {
            day,
            hour,
            minute: 0,
        };
        let need = Need {
            id: ListingId([9; 16]),
            party: PartyId([9; 16]),
            category: category(slug),
            area: self.areas[&TONGJI],
            windows: vec![Window {
                start: at(from).at(midnight).0,
                end: at(to).at(midnight).0,
            }],
            capacity: 1,
            taken: 0,
            languages: Vec::new(),
            widened: false,
            text: text(title, ""),
        };
        self.index.candidates_for_need(&need, 10)
    }
}

/// Same category, in the community or the subdistrict, at a time that suits.
fn is_good(candidate: &Candidate) -> bool {
    let has = |reason: &Reason| candidate.reasons.contains(reason);
    has(&Reason::SameCategory) && (has(&Reason::SameCommunity) || has(&Reason::SameSubdistrict))
}

#[test]
fn everyday_needs_of_the_elders_community_find_two_to_four_neighbours() {
    let town = town();
    for (slug, title, window) in [
        ("haircut", "想请人理发", (1, 15, 18)),
        ("hospital-company", "看病想有人陪诊", (2, 9, 12)),
        ("drill", "今晚借电钻", (0, 19, 21)),
        ("phone-lessons", "想有人教用手机", (1, 14, 17)),
    ] {
        let found = town.offers_for(slug, title, window);
        let good = found.iter().filter(|candidate| is_good(candidate)).count();
        assert!((2..=4).contains(&good), "{slug} finds {good}: {found:?}");
        assert!(is_good(&found[0]), "{slug}: the best is {:?}", found[0]);
        assert!(found[0].reasons.len() >= 3);
    }
}

#[test]
fn some_needs_stay_unmatched() {
    let town = town();
    for (slug, title) in [("pet-care", "托人喂猫"), ("crutches", "借一副拐杖")] {
        let found = town.offers_for(slug, title, (1, 9, 18));
        let same = found
            .iter()
            .filter(|candidate| candidate.reasons.contains(&Reason::SameCategory));
        assert_eq!(same.count(), 0, "{slug}");
    }
}
