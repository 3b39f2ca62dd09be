//! The kinds of help as choices: the usual ones first, the rest by group.

use ledger::{
    CategoryCode,
    category::{CATEGORIES, Category, Family, category},
    operation::listing::ListingKind,
};

use crate::forms::Choice;
use crate::i18n::Words;

pub(crate) use crate::told::category_words as name;

/// What neighbours ask for most, by the taxonomy's codes.
const USUAL_NEEDS: [u16; 7] = [202, 211, 231, 203, 221, 201, 232];
/// What neighbours give most.
const USUAL_OFFERS: [u16; 7] = [203, 202, 211, 221, 231, 201, 222];

/// The choices that most people need, for big buttons.
pub fn usual(t: Words, kind: ListingKind) -> Vec<Choice> {
    let codes = match kind {
        ListingKind::Need => USUAL_NEEDS,
        ListingKind::Offer => USUAL_OFFERS,
    };
    let choice = |code| Choice::new(code, name(t, CategoryCode(code)));
    codes.into_iter().map(choice).collect()
}

/// Whether a category is among the big buttons.
pub fn is_usual(kind: ListingKind, code: CategoryCode) -> bool {
    match kind {
        ListingKind::Need => USUAL_NEEDS.contains(&code.0),
        ListingKind::Offer => USUAL_OFFERS.contains(&code.0),
    }
}

/// Every category by group; the group itself stands last, for whatever is not named.
pub fn groups(t: Words) -> Vec<(String, Vec<Choice>)> {
    CATEGORIES
        .iter()
        .filter(|row| row.code == row.group)
        .map(|group| (name(t, group.code), members(t, group)))
        .collect()
}

/// Every category by group; the group itself stands first and means all of it.
pub fn filters(t: Words) -> Vec<(String, Vec<Choice>)> {
    whole_first(t, groups(t))
}

/// The kinds of things by group, to choose one.
pub fn groups_of_things(t: Words) -> Vec<(String, Vec<Choice>)> {
    CATEGORIES
        .iter()
        .filter(|row| row.code == row.group && row.family == Family::Item)
        .map(|group| (name(t, group.code), members(t, group)))
        .collect()
}

/// The kinds of activities by group, and after them the skills, which are taught in sessions.
pub fn groups_of_activities(t: Words) -> Vec<(String, Vec<Choice>)> {
    let of = |family| {
        CATEGORIES
            .iter()
            .filter(move |row| row.code == row.group && row.family == family)
            .map(|group| (name(t, group.code), members(t, group)))
    };
    of(Family::Activity).chain(of(Family::Skill)).collect()
}

/// The kinds of things by group, to look for one.
pub fn filters_of_things(t: Words) -> Vec<(String, Vec<Choice>)> {
    whole_first(t, groups_of_things(t))
}

fn whole_first(t: Words, mut groups: Vec<(String, Vec<Choice>)>) -> Vec<(String, Vec<Choice>)> {
    for (label, choices) in &mut groups {
        if let Some(mut whole) = choices.pop() {
            whole.label = t.say("category-all-of").set("group", &*label).to_string();
            choices.insert(0, whole);
        }
    }
    groups
}

fn members(t: Words, group: &Category) -> Vec<Choice> {
    let rest = t
        .say("category-other-of")
        .set("group", name(t, group.code))
        .to_string();
    CATEGORIES
        .iter()
        .filter(|row| row.group == group.code && row.code != group.code)
        .map(|row| Choice::new(row.code.0, name(t, row.code)))
        .chain([Choice::new(group.code.0, rest)])
        .collect()
}

/// A category that a form names.
pub fn parse(text: &str) -> Option<CategoryCode> {
    let code = CategoryCode(text.parse().ok()?);
    category(code).map(|row| row.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_can_be_chosen_once() {
        let t = Words::default();
        let mut codes: Vec<_> = groups(t)
            .into_iter()
            .flat_map(|(_, choices)| choices)
            .filter_map(|choice| parse(&choice.value))
            .collect();
        codes.sort_unstable();
        let known: Vec<_> = CATEGORIES.iter().map(|row| row.code).collect();
        assert_eq!(codes, known);
    }

    #[test]
    fn the_usual_ones_exist() {
        for code in USUAL_NEEDS.into_iter().chain(USUAL_OFFERS) {
            assert!(category(CategoryCode(code)).is_some(), "{code}");
        }
        assert_eq!(parse("9"), None);
        assert_eq!(parse("理发"), None);
    }
}
