//! What opens a rating: its author's own, for three weeks at most, and gone with the author.

use vault::RATING_OPENING_KEPT_MS;

use crate::office::{CHEN, LIANG, NOW, Office};

const SERVICE: [u8; 16] = [7; 16];

#[tokio::test]
async fn an_opening_belongs_to_its_author_and_is_forgotten_once_it_was_used() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let keep = |bytes: &'static [u8]| vault.keep_rating_opening(CHEN, SERVICE, bytes, NOW);
    keep(b"four stars").await.unwrap();
    keep(b"five stars").await.unwrap();
    let kept = vault.rating_opening(CHEN, SERVICE).await.unwrap();
    assert_eq!(kept.unwrap().as_slice(), b"five stars");
    assert!(
        vault
            .rating_opening(LIANG, SERVICE)
            .await
            .unwrap()
            .is_none()
    );
    vault.forget_rating_opening(LIANG, SERVICE).await.unwrap();
    assert!(vault.rating_opening(CHEN, SERVICE).await.unwrap().is_some());
    vault.forget_rating_opening(CHEN, SERVICE).await.unwrap();
    assert!(vault.rating_opening(CHEN, SERVICE).await.unwrap().is_none());
}

#[tokio::test]
async fn an_opening_leaves_on_time_and_with_its_author() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    for person in [CHEN, LIANG] {
        let keep = vault.keep_rating_opening(person, SERVICE, b"words", NOW);
        keep.await.unwrap();
    }
    vault.erase(CHEN, NOW).await.unwrap();
    assert!(vault.rating_opening(CHEN, SERVICE).await.unwrap().is_none());
    let last = NOW + RATING_OPENING_KEPT_MS - 1;
    assert_eq!(vault.delete_expired(last).await.unwrap().openings, 0);
    assert_eq!(vault.delete_expired(last + 1).await.unwrap().openings, 1);
}
