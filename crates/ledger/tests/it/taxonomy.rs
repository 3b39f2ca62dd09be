//! The taxonomy is versioned data: it grows, and what a code meant once it means for ever.

use ledger::category::{CATEGORIES, Category, CategoryCode, Family, TAXONOMY_VERSION, category};

/// The table of a published version.
fn published(version: u32) -> Option<&'static str> {
    match version {
        1 => Some(include_str!("data/taxonomy-1.tsv")),
        _ => None,
    }
}

fn line(row: &Category) -> String {
    let family = match row.family {
        Family::Item => "item",
        Family::Skill => "skill",
        Family::Activity => "activity",
    };
    let (code, group) = (row.code.0, row.group.0);
    let (slug, coefficient) = (row.slug, row.coefficient_tenths);
    format!("{code}\t{group}\t{family}\t{slug}\t{coefficient}")
}

fn rows(table: &str) -> Vec<&str> {
    let lines = table.lines();
    lines.filter(|line| !line.starts_with('#')).collect()
}

#[test]
fn this_version_is_published_as_it_is() {
    let table = published(TAXONOMY_VERSION).expect("a new version has its table under data/");
    let now: Vec<String> = CATEGORIES.iter().map(line).collect();
    assert_eq!(rows(table), now);
}

#[test]
fn old_listings_keep_their_codes() {
    for version in 1..=TAXONOMY_VERSION {
        for old in rows(published(version).expect("every version is kept")) {
            let cells: Vec<&str> = old.split('\t').collect();
            let code = CategoryCode(cells[0].parse().expect("a number"));
            let row = category(code).unwrap_or_else(|| panic!("code {} is gone", cells[0]));
            let now = line(row);
            let now: Vec<&str> = now.split('\t').collect();
            // A coefficient may change with a version; what the code is about may not.
            assert_eq!(now[..4], cells[..4], "version {version}");
        }
    }
}

#[test]
fn there_is_enough_to_choose_from_for_a_district() {
    let count = |family| {
        let leaves = CATEGORIES.iter().filter(|row| row.group != row.code);
        leaves.filter(|row| row.family == family).count()
    };
    assert!(count(Family::Item) >= 40);
    assert!(count(Family::Skill) >= 30);
    assert!(count(Family::Activity) >= 20);
}
