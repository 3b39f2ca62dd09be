//! Words about one thing, reports with one holder, silence, referrals and findings.

use vault::{
    Finding, Letter, NewReport, PersonId, Referred, ReportState, Topic, Vault, VaultError,
};

use crate::office::{CHEN, CLERK, LIANG, NOW, Office};

const THING: [u8; 16] = [7; 16];

fn letter(author: PersonId, words: &str, at: u64) -> Letter {
    Vault::new_letter(author, words.to_owned(), at).unwrap()
}

fn report(content: u8) -> NewReport {
    NewReport {
        reporter: CHEN,
        kind: "listing".to_owned(),
        thing: THING.to_vec(),
        content: [content; 32],
        owner: LIANG,
        area: 440_604_010_001,
        ground: "abuse".to_owned(),
        words: "骂人".to_owned(),
    }
}

#[tokio::test]
async fn words_are_found_by_their_thing_in_order_and_go_with_their_author() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    for new in [letter(LIANG, "第二", NOW + 1), letter(CHEN, "第一", NOW)] {
        vault
            .keep_letter((Topic::Case, &THING), &new)
            .await
            .unwrap();
    }
    let kept = vault.letters(Topic::Case, &THING).await.unwrap();
    let words: Vec<_> = kept.iter().map(|one| one.words.as_str()).collect();
    assert_eq!(words, ["第一", "第二"]);
    assert!(vault.letters(Topic::Talk, &THING).await.unwrap().is_empty());
    vault.erase(CHEN, NOW + 2).await.unwrap();
    let kept = vault.letters(Topic::Case, &THING).await.unwrap();
    assert_eq!(kept.len(), 1);
    let gone = letter(CHEN, "再说", NOW + 3);
    let refused = vault.keep_letter((Topic::Case, &THING), &gone).await;
    assert!(matches!(refused, Err(VaultError::Erased)));
}

#[tokio::test]
async fn the_same_content_is_reported_once_and_has_one_holder() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    assert!(vault.keep_report(&report(1), NOW).await.unwrap());
    assert!(!vault.keep_report(&report(1), NOW).await.unwrap());
    let open = vault.open_reports().await.unwrap();
    assert_eq!((open.len(), open[0].new.words.as_str()), (1, "骂人"));
    let id = open[0].id;
    assert!(
        vault
            .move_report((id, CLERK), ReportState::Held, NOW)
            .await
            .unwrap()
    );
    let other = vault.move_report((id, LIANG), ReportState::Kept, NOW).await;
    assert!(!other.unwrap(), "who holds it decides");
    assert!(
        vault
            .move_report((id, CLERK), ReportState::Proposed, NOW)
            .await
            .unwrap()
    );
    assert!(vault.open_reports().await.unwrap().is_empty());
    let mine = vault.reports_by(CHEN).await.unwrap();
    assert_eq!(mine[0].decided_ms, Some(NOW));
}

#[tokio::test]
async fn a_person_has_at_most_twenty_open_reports() {
    let office = Office::with_residents().await;
    for content in 0..20 {
        office
            .vault
            .keep_report(&report(content), NOW)
            .await
            .unwrap();
    }
    let more = office.vault.keep_report(&report(20), NOW).await;
    assert!(more.is_err());
}

#[tokio::test]
async fn silence_is_one_way_and_ends_again() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    vault.set_silence((CHEN, LIANG), Some(NOW)).await.unwrap();
    assert!(vault.is_silent(CHEN, LIANG).await.unwrap());
    assert!(!vault.is_silent(LIANG, CHEN).await.unwrap());
    vault.set_silence((CHEN, LIANG), None).await.unwrap();
    assert!(!vault.is_silent(CHEN, LIANG).await.unwrap());
}

#[tokio::test]
async fn the_first_who_accepts_a_referral_holds_it_and_the_first_finding_stays() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let need = (Referred::Need, &THING[..]);
    assert!(vault.accept_referral(need, CLERK, NOW).await.unwrap());
    assert!(!vault.accept_referral(need, LIANG, NOW + 1).await.unwrap());
    let held = vault.referral(Referred::Need, &THING).await.unwrap();
    assert_eq!(held, Some((CLERK, NOW)));
    assert_eq!(vault.referral(Referred::Case, &THING).await.unwrap(), None);
    let first = (CLERK, Finding::Nothing);
    assert!(vault.keep_finding([1; 32], first, NOW).await.unwrap());
    let second = (LIANG, Finding::Opened);
    assert!(!vault.keep_finding([1; 32], second, NOW).await.unwrap());
    assert!(vault.is_decided([1; 32]).await.unwrap());
    assert!(!vault.is_decided([2; 32]).await.unwrap());
}
