//! Sensitive facts are planted as words that occur nowhere else; then everybody walks every page.

use std::collections::BTreeSet;
use std::fs;

use axum::http::Method;
use portal::authorization::TABLE;

use crate::endorsements::{EVIDENCE, FACT, attest, led, press};
use crate::site::Site;
use crate::story;

/// Chen's ID number and birthday, as the cast has them.
const NUMBER: &str = "0000001954061230";
const BIRTHDAY: &str = "1954-06-12";
/// Where a clerk looks at one person on purpose, which is logged to the person.
const COUNTER: &str = "/counter/";
/// Where the facts belong: with the person whom they are about.
const OWN: [&str; 2] = ["/me/endorsements", "/me/data"];
const SEARCHES: [&str; 5] = ["/needs", "/offers", "/items", "/explorer", "/catalogue"];

/// An office in which Chen is a member of a party and said yes to two attestations; all ids that an
/// address could hold.
async fn planted() -> (Site, BTreeSet<String>) {
    let (site, path) = led().await;
    attest(&site, &path, "party_membership").await;
    press(&site, "agree").await;
    attest(&site, &path, "unit_owner").await;
    let told = story::tell(&site.office).await;
    let desk = &site.office.desk;
    let chen = site.office.member("chen").party;
    let first = projections::Page::first(50);
    let mut ids: BTreeSet<String> = ["0", "1", "own"].map(str::to_owned).into();
    for party in [chen, desk.office] {
        ids.insert(party.to_string());
        let operations = desk.projections.operations_of(party, first).await.unwrap();
        let operations = operations.iter().take(8);
        ids.extend(operations.map(|row| row.operation.to_string()));
    }
    ids.insert(told.exchange.to_string());
    let attested = desk.vault.endorsements(portal::desk::person(chen)).await;
    let attested = attested.unwrap();
    ids.extend(
        attested
            .iter()
            .map(|one| ledger::AttestationId(one.id).to_string()),
    );
    // The newest blocks: what was planted and told is in them.
    let head = desk.gateway.head().header.height;
    ids.extend((head.saturating_sub(8)..=head).map(|height| height.to_string()));
    (site, ids)
}

/// Every address that can be opened, with each id in the place of each variable.
fn addresses(ids: &BTreeSet<String>) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let reads = TABLE.iter().filter(|rule| rule.method == Method::GET);
    for path in reads.map(|rule| rule.path) {
        let fill = |id: &str| {
            let part = |part: &str| if part.starts_with('{') { id } else { part }.to_owned();
            path.split('/').map(part).collect::<Vec<_>>().join("/")
        };
        if path.contains('{') {
            all.extend(ids.iter().map(|id| fill(id)));
        } else {
            all.insert(path.to_owned());
        }
    }
    all.extend(SEARCHES.map(|path| format!("{path}?q={FACT}")));
    all
}

/// What of the planted words a page shows; of an address that the reader wrote, nothing counts.
fn found(path: &str, text: &str, is_own: bool) -> Vec<&'static str> {
    let mut words = vec![FACT, EVIDENCE, "party_membership"];
    if !is_own && !path.starts_with(COUNTER) {
        words.extend([NUMBER, BIRTHDAY]);
    }
    // A list repeats what was searched for in its own box.
    let text = text.replace(&format!("value=\"{FACT}\""), "");
    words.retain(|word| text.contains(word));
    words
}

/// Walks everything as one reader; returns how many pages there were to see.
async fn walk(site: &Site, who: &str, all: &BTreeSet<String>) -> usize {
    let (cookie, is_own) = match who {
        "nobody" => (String::new(), false),
        who => (site.office.cookie(who).await, who == "chen"),
    };
    let mut seen = 0;
    for path in all {
        let belongs = is_own && OWN.iter().any(|own| path.starts_with(own));
        // The form to attest with names its own choices.
        let is_form = path.ends_with("/endorsements") && path.starts_with("/organisations/");
        let answer = site.get(path, &cookie).await;
        seen += usize::from(answer.status == 200);
        let mut leaks = found(path, &answer.text, is_own);
        leaks.retain(|word| !(is_form && *word == "party_membership"));
        assert!(
            belongs || leaks.is_empty(),
            "{who} reads {leaks:?} at {path}"
        );
    }
    seen
}

#[tokio::test]
async fn planted_facts_are_on_no_page_of_anybody_else() {
    let (site, ids) = planted().await;
    let all = addresses(&ids);
    for who in [
        "nobody", "mai", "he", "outsider", "clerk", "worker", "auditor",
    ] {
        let seen = walk(&site, who, &all).await;
        assert!(seen > 60, "{who} saw only {seen} pages");
    }
}

#[tokio::test]
async fn their_owner_reads_them_where_they_belong_and_nowhere_else() {
    let (site, ids) = planted().await;
    walk(&site, "chen", &addresses(&ids)).await;
    let chen = site.office.cookie("chen").await;
    for path in ["/me/endorsements", "/me/data/export"] {
        let answer = site.get(path, &chen).await;
        for word in [FACT, EVIDENCE] {
            assert!(answer.text.contains(word), "{word} at {path}");
        }
    }
}

#[tokio::test]
async fn planted_facts_lie_sealed_on_disk() {
    let (site, _) = planted().await;
    site.office.desk.vault.close().await;
    let mut looked = 0;
    let mut folders = vec![site.office.folder().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            looked += 1;
            for word in [FACT, EVIDENCE, "party_membership"] {
                let word = word.as_bytes();
                let is_there = bytes.windows(word.len()).any(|window| window == word);
                assert!(!is_there, "{}", path.display());
            }
        }
    }
    assert!(looked >= 3);
}
