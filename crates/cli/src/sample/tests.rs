//! The sample tables keep their promises: counts, ages, limits, references and the rules.

mod matches;
mod real_rules;

use super::{
    Bilingual, Deed, Moment, Place, Sample, SampleError, check, people, people::Language,
    places::OrganisationKind,
};
use ledger::{
    AreaCode, Timestamp,
    area::AreaLevel,
    category::{CATEGORIES, Family, category},
    operation::listing::{LISTING_MS_MAX, ListingKind, MINUTES_MAX, WINDOWS_MAX},
    rule_pack::RulePack,
    time::DAY_MS,
};
use std::collections::BTreeSet;
use vault::Pin;

/// 24 November 2026 at noon in China.
const NOW: Timestamp = Timestamp(20_781 * DAY_MS + 4 * 3_600_000);

fn sample() -> Sample {
    Sample::load().unwrap()
}

/// A Chinese character is as wide as two Latin letters.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[test]
fn every_reference_resolves() {
    let sample = sample();
    assert_eq!(sample.divisions.len(), 149);
    assert_eq!(sample.huts.len(), 6);
    assert_eq!(sample.organisations.len(), 11);
    assert!((60..=70).contains(&sample.people.len()));
    for listing in &sample.listings {
        assert!(sample.area_of(listing).is_some(), "{}", listing.key);
    }
}

#[test]
fn the_table_of_areas_is_a_tree_with_english_names() {
    for division in &sample().divisions {
        assert_eq!(division.code.parent(), division.parent);
        let suffix = match division.code.level().unwrap() {
            AreaLevel::District => &["District"][..],
            AreaLevel::Subdistrict => &["Subdistrict", "Town"],
            AreaLevel::Community => &["Community", "Village"],
        };
        let name = &division.name.en;
        assert!(suffix.iter().any(|word| name.ends_with(word)), "{name}");
    }
}

#[test]
fn people_live_in_all_four_subdistricts_and_a_fifth_are_over_sixty() {
    let sample = sample();
    let homes: BTreeSet<Option<AreaCode>> = sample
        .people
        .iter()
        .map(|person| person.community.parent())
        .collect();
    assert_eq!(homes.len(), 4);
    let ages = sample.people.iter();
    let ages: Vec<u16> = ages
        .map(|person| person.id_number.birth_date().age_at(NOW.0))
        .collect();
    let elders = ages.iter().filter(|age| **age >= 60).count();
    assert!(elders * 5 >= ages.len(), "{elders} of {}", ages.len());
    assert!(ages.iter().all(|age| *age >= 18));
}

#[test]
fn id_numbers_are_samples_and_differ() {
    let sample = sample();
    let numbers: BTreeSet<&str> = sample
        .people
        .iter()
        .map(|person| person.id_number.reveal())
        .collect();
    assert_eq!(numbers.len(), sample.people.len());
    assert!(
        sample
            .people
            .iter()
            .all(|person| person.id_number.is_sample())
    );
}

#[test]
fn names_and_telephone_numbers_differ_and_cannot_be_dialled() {
    let sample = sample();
    let people = &sample.people;
    for fact in [
        people.iter().map(|person| &person.name).collect(),
        people.iter().map(|person| &person.nickname).collect(),
        people
            .iter()
            .map(|person| &person.phone)
            .collect::<BTreeSet<_>>(),
    ] {
        assert_eq!(fact.len(), people.len());
    }
    assert!(people.iter().all(|person| person.phone.starts_with("000")));
}

#[test]
fn nine_sign_ins_are_featured_with_pins_that_pass() {
    let sample = sample();
    let mut pins = BTreeSet::new();
    for (person, sign_in) in sample.featured() {
        assert!(sign_in.featured);
        let pin = Pin::parse(&sign_in.pin).unwrap();
        pin.check_not_obvious().unwrap();
        assert!(!person.id_number.reveal().contains(&sign_in.pin));
        assert!(!sign_in.what_to_try.zh.is_empty() && !sign_in.what_to_try.en.is_empty());
        pins.insert(&sign_in.pin);
    }
    assert_eq!(pins.len(), 9);
}

/// Chinese in the Chinese text; no Chinese in the English one.
fn is_in_both(text: &Bilingual) -> bool {
    let has_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    has_chinese(&text.zh) && !has_chinese(&text.en) && !text.en.is_empty()
}

#[test]
fn people_huts_and_organisations_are_described_in_both_languages() {
    let sample = sample();
    let people = sample.people.iter().map(|row| &row.about);
    let tries = sample.featured().map(|(_, sign_in)| &sign_in.what_to_try);
    let huts = sample.huts.iter();
    let huts = huts.flat_map(|row| [&row.name, &row.address, &row.hours, &row.inside]);
    let organisations = sample.organisations.iter();
    let organisations = organisations.flat_map(|row| [&row.name, &row.about]);
    for text in people.chain(tries).chain(huts).chain(organisations) {
        assert!(is_in_both(text), "{text:?}");
    }
    let readers = sample.people.iter();
    let english = readers.filter(|person| person.language == Language::En);
    assert_eq!(english.count(), 1);
}

#[test]
fn chinese_sentences_have_chinese_punctuation() {
    let is_chinese = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    for table in [
        super::HUTS,
        super::ORGANISATIONS,
        super::PEOPLE,
        super::LISTINGS,
    ] {
        for line in table.lines() {
            let characters: Vec<char> = line.chars().collect();
            let narrow = characters
                .windows(2)
                .any(|pair| is_chinese(&pair[0]) && ",:;?!()".contains(pair[1]));
            assert!(!narrow, "{line}");
        }
    }
}

#[test]
fn the_first_organisation_is_the_founder() {
    let sample = sample();
    let kinds: Vec<_> = sample.organisations.iter().map(|row| row.kind).collect();
    let founders = kinds
        .iter()
        .filter(|kind| **kind == OrganisationKind::Founder);
    assert_eq!(founders.count(), 1);
    assert_eq!(kinds[0], OrganisationKind::Founder);
    assert!(sample.organisations.iter().any(|row| row.key == "relief"));
}

#[test]
fn every_role_is_somebodys_and_says_where_it_holds() {
    let sample = sample();
    let mut granted = BTreeSet::new();
    for person in &sample.people {
        let roles = person.roles.iter().filter_map(|role| role.grant());
        granted.extend(roles.clone());
        assert_eq!(person.duties().count(), roles.count(), "{}", person.key);
    }
    assert_eq!(granted.len(), 7);
}

#[test]
fn listings_keep_the_limits_of_the_ledger() {
    let sample = sample();
    let pack = RulePack::chancheng();
    let midnight = Moment::midnight_before(NOW);
    for listing in &sample.listings {
        let key = &listing.key;
        assert!(pack.minutes_fit(listing.minutes, MINUTES_MAX), "{key}");
        assert!(listing.windows.len() <= WINDOWS_MAX, "{key}");
        let windows = listing.windows_at(midnight);
        assert!(windows.iter().all(ledger::Window::is_valid), "{key}");
        let published = listing.published.at(midnight);
        assert!((-30..=-1).contains(&listing.published.day), "{key}");
        assert!(listing.expires_at(midnight) > NOW, "{key}");
        assert!(
            listing.expires_at(midnight) <= published.plus_ms(LISTING_MS_MAX),
            "{key}"
        );
        assert!((1..=48).contains(&width(&listing.title)), "{key}");
        assert!(
            (20..=240).contains(&width(&listing.description)),
            "{key} {}",
            width(&listing.description)
        );
    }
}

#[test]
fn needs_and_offers_span_all_three_families() {
    let sample = sample();
    for family in [Family::Item, Family::Skill, Family::Activity] {
        for kind in [ListingKind::Need, ListingKind::Offer] {
            assert!(sample.listings.iter().any(|listing| listing.kind == kind
                && category(listing.category).is_some_and(|row| row.family == family)));
        }
    }
    let used: BTreeSet<_> = sample.listings.iter().map(|row| row.category).collect();
    assert!(used.len() * 2 >= CATEGORIES.len(), "{}", used.len());
}

#[test]
fn all_three_kinds_of_place_and_every_hut_are_used() {
    let sample = sample();
    for place in [Place::Home, Place::Agreed, Place::Remote] {
        assert!(sample.listings.iter().any(|row| row.place == place));
    }
    for hut in &sample.huts {
        let place = Place::Hut(hut.key.clone());
        assert!(
            sample.listings.iter().any(|row| row.place == place),
            "{}",
            hut.key
        );
    }
}

#[test]
fn history_ends_before_today_and_has_every_deed() {
    let sample = sample();
    assert!(sample.history.iter().all(|event| event.at.day < 0));
    let deeds: BTreeSet<_> = sample
        .history
        .iter()
        .map(|event| std::mem::discriminant(&event.deed))
        .map(|deed| format!("{deed:?}"))
        .collect();
    assert_eq!(deeds.len(), 10);
    let requests = sample.history.iter();
    let requests = requests.filter(|event| matches!(event.deed, Deed::Request { .. }));
    assert!(requests.count() >= 40);
}

#[test]
fn the_timeline_publishes_before_it_asks() {
    let sample = sample();
    let timeline = sample.timeline();
    assert_eq!(timeline.len(), sample.listings.len() + sample.history.len());
    assert!(timeline.is_sorted_by_key(super::Step::at));
}

#[test]
fn a_reference_that_leads_nowhere_is_named() {
    let mut lost = sample();
    lost.listings[0].by = "nobody".to_owned();
    let reason = check::check_sample(&lost).unwrap_err().to_string();
    assert!(reason.contains("nobody") && reason.contains("parties"));
    let mut repeated = sample();
    repeated.huts[1].key = repeated.huts[0].key.clone();
    let reason = check::check_sample(&repeated).unwrap_err();
    assert!(matches!(reason, SampleError::Repeated { .. }));
    let mut shuffled = sample();
    shuffled.history.reverse();
    let reason = check::check_sample(&shuffled).unwrap_err();
    assert!(matches!(reason, SampleError::OutOfOrder { .. }));
}

#[test]
fn an_impossible_birth_date_is_refused_by_name() {
    let text = super::PEOPLE.replace("1954-03-18", "1954-02-30");
    let reason = people::read_people(&text).unwrap_err();
    assert!(matches!(reason, SampleError::IdNumber { person, .. } if person == "chen-bo"));
}
