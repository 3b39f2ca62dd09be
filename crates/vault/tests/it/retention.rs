//! What is kept ends on time, and not before: tests that move the clock.

use vault::{ACCESS_KEPT_MS, CONSENT_KEPT_MS, Decision, Expired, Field, Purpose, Receiver};

use crate::office::{CHEN, LIANG, NOW, Office, own};

const NOTICE: (Purpose, Receiver) = (Purpose::Notice, Receiver::Office);

#[tokio::test]
async fn a_look_stays_180_days_and_no_longer() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    vault.read(CHEN, &[Field::Name], own()).await.unwrap();
    let last_day = NOW + ACCESS_KEPT_MS - 1;
    assert_eq!(
        vault.delete_expired(last_day).await.unwrap(),
        Expired::default()
    );
    assert_eq!(vault.access_log(CHEN, 9).await.unwrap().len(), 1);
    let gone = vault.delete_expired(last_day + 1).await.unwrap();
    assert_eq!(gone.accesses, 1);
    assert!(vault.access_log(CHEN, 9).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_consent_in_force_stays_and_an_ended_one_stays_three_years() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    vault.grant_consent(CHEN, NOTICE, None, NOW).await.unwrap();
    vault.grant_consent(LIANG, NOTICE, None, NOW).await.unwrap();
    let withdrawn = NOW + CONSENT_KEPT_MS;
    vault
        .withdraw_consent(CHEN, NOTICE, withdrawn)
        .await
        .unwrap();
    let last_day = withdrawn + CONSENT_KEPT_MS - 1;
    assert_eq!(vault.delete_expired(last_day).await.unwrap().consents, 0);
    assert_eq!(vault.consents(CHEN).await.unwrap().len(), 2);
    assert_eq!(
        vault.delete_expired(last_day + 1).await.unwrap().consents,
        2
    );
    assert!(vault.consents(CHEN).await.unwrap().is_empty());
    let kept = vault.consents(LIANG).await.unwrap();
    assert_eq!(
        kept.iter().map(|one| one.decision).collect::<Vec<_>>(),
        [Decision::Granted]
    );
}

#[tokio::test]
async fn an_old_withdrawal_never_leaves_before_the_consent_it_ended() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    for round in 0..4 {
        vault
            .grant_consent(CHEN, NOTICE, None, NOW + round * 2)
            .await
            .unwrap();
        vault
            .withdraw_consent(CHEN, NOTICE, NOW + round * 2 + 1)
            .await
            .unwrap();
        vault
            .delete_expired(NOW + round + CONSENT_KEPT_MS)
            .await
            .unwrap();
        let left = vault.consents(CHEN).await.unwrap();
        let newest = left.last().map(|one| one.decision);
        assert_ne!(newest, Some(Decision::Granted), "round {round}");
    }
}

#[tokio::test]
async fn three_years_after_an_erasure_its_consents_are_gone_too() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    vault.grant_consent(CHEN, NOTICE, None, NOW).await.unwrap();
    vault.erase(CHEN, NOW + 5).await.unwrap();
    let last_day = NOW + 5 + CONSENT_KEPT_MS - 1;
    assert_eq!(vault.delete_expired(last_day).await.unwrap().consents, 0);
    assert_eq!(
        vault.delete_expired(last_day + 1).await.unwrap().consents,
        1
    );
}

#[tokio::test]
async fn the_list_of_enrolled_people_leaves_out_the_erased() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let before = vault.enrolled_people().await.unwrap();
    assert!(before.iter().any(|(person, _)| *person == CHEN));
    vault.erase(CHEN, NOW).await.unwrap();
    let after = vault.enrolled_people().await.unwrap();
    assert_eq!(after.len() + 1, before.len());
    assert!(after.iter().all(|(person, _)| *person != CHEN));
}
