//! The tables behind the index: the district's areas and the ledger's taxonomy with its words.

use std::collections::BTreeMap;

use ledger::{
    AreaCode,
    area::AreaLevel,
    category::{CATEGORIES, Family, needs_licence},
};
use matching::{AreaTree, CategoryEntry, Place};

use super::MatchmakerError;
use crate::{areas::Areas, i18n};

/// Codes of the three families in the matcher's tree, below every ledger code.
const FAMILIES: [(Family, u16, &str); 3] = [
    (Family::Item, 1, "item"),
    (Family::Skill, 2, "skill"),
    (Family::Activity, 3, "activity"),
];

/// The number that the matcher gives to each area.
pub(super) fn area_numbers(areas: &Areas) -> BTreeMap<AreaCode, matching::Area> {
    areas
        .all()
        .zip(1..)
        .map(|(area, number)| (area.code, matching::Area(number)))
        .collect()
}

/// The areas as the matcher's tree.
pub(super) fn area_tree(
    codes: &BTreeMap<AreaCode, matching::Area>,
) -> Result<AreaTree, MatchmakerError> {
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
    Ok(AreaTree::new(places)?)
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
            licence_needed: needs_licence(row.code),
        }
    });
    roots.chain(rows).collect()
}
