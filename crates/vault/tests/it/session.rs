//! Sessions: a token opens one, time and its owner close it.

use vault::{SessionToken, VaultError};

use crate::office::{CHEN, CLERK, LIANG, MINUTE, NOW, Office, chen, settings};

#[tokio::test]
async fn token_finds_its_session_also_after_a_restart() {
    let office = Office::with_residents().await;
    let token = office.vault.open_session(CHEN, NOW).await.unwrap();
    let office = office.killed_and_reopened().await;
    let cookie = SessionToken::parse(&token.reveal()).unwrap();
    let session = office
        .vault
        .session(&cookie, NOW + 1)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((session.person, session.opened_ms), (CHEN, NOW));
    let guess = SessionToken::parse(&"00".repeat(32)).unwrap();
    assert_eq!(office.vault.session(&guess, NOW).await.unwrap(), None);
    for malformed in ["", "zz", &"00".repeat(31), &"0".repeat(65)] {
        assert!(SessionToken::parse(malformed).is_none());
    }
}

#[tokio::test]
async fn use_keeps_a_session_alive_and_idleness_ends_it() {
    let office = Office::with_residents().await;
    let idle = settings().session_idle_ms;
    let token = office.vault.open_session(CHEN, NOW).await.unwrap();
    let later = NOW + idle - 1;
    assert!(office.vault.session(&token, later).await.unwrap().is_some());
    assert!(
        office
            .vault
            .session(&token, later + idle - 1)
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        office
            .vault
            .session(&token, later + 2 * idle)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        office.vault.session(&token, NOW).await.unwrap().is_none(),
        "it stays closed"
    );
}

#[tokio::test]
async fn lifetime_ends_even_a_busy_session() {
    let office = Office::with_residents().await;
    let token = office.vault.open_session(CHEN, NOW).await.unwrap();
    let end = NOW + settings().session_lifetime_ms;
    for time in (NOW..end).step_by(usize::try_from(20 * MINUTE).unwrap()) {
        assert!(office.vault.session(&token, time).await.unwrap().is_some());
    }
    assert!(office.vault.session(&token, end).await.unwrap().is_none());
}

#[tokio::test]
async fn sessions_are_listed_and_closed_one_by_one_or_all() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let phone = vault.open_session(CHEN, NOW).await.unwrap();
    let kiosk = vault.open_session(CHEN, NOW + 1).await.unwrap();
    let other = vault.open_session(LIANG, NOW).await.unwrap();
    let listed = vault.sessions(CHEN, NOW + 1).await.unwrap();
    assert_eq!(
        listed.iter().map(|one| one.opened_ms).collect::<Vec<_>>(),
        [NOW, NOW + 1]
    );
    vault.close_session(listed[0].id).await.unwrap();
    assert!(vault.session(&phone, NOW + 1).await.unwrap().is_none());
    assert!(vault.session(&kiosk, NOW + 1).await.unwrap().is_some());
    vault.close_all_sessions(CHEN).await.unwrap();
    assert!(vault.sessions(CHEN, NOW + 1).await.unwrap().is_empty());
    assert!(vault.session(&other, NOW + 1).await.unwrap().is_some());
}

#[tokio::test]
async fn only_confirmed_people_get_a_session() {
    let office = Office::empty().await;
    office
        .vault
        .begin_enrolment(chen(), NOW, CLERK)
        .await
        .unwrap();
    let pending = office.vault.open_session(CHEN, NOW).await.unwrap_err();
    assert!(matches!(pending, VaultError::EnrolmentPending), "{pending}");
    let unknown = office.vault.open_session(LIANG, NOW).await.unwrap_err();
    assert!(matches!(unknown, VaultError::UnknownPerson), "{unknown}");
}
