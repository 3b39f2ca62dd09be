//! Acting for somebody: for a time, with the helper's own key, until either side ends it.

use ed25519_zebra::{VerificationKey, VerificationKeyBytes};
use vault::VaultError;

use crate::office::{CHEN, LIANG, MINUTE, NOW, Office};

#[tokio::test]
async fn a_helper_signs_with_a_key_that_is_not_the_elders() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let pair = (CHEN, LIANG);
    let begun = vault
        .begin_delegation(pair, "everyday", NOW + MINUTE, NOW)
        .await;
    let begun = begun.unwrap();
    assert_ne!(begun.public_key, vault.public_key(CHEN).await.unwrap());
    assert_ne!(begun.public_key, vault.public_key(LIANG).await.unwrap());
    let signature = vault.sign_as_helper(&begun, b"words").await.unwrap();
    let key = VerificationKey::try_from(VerificationKeyBytes::from(begun.public_key)).unwrap();
    key.verify(&signature.into(), b"words").unwrap();
    let found = vault.delegation(CHEN, LIANG, NOW).await.unwrap();
    assert_eq!(found, Some(begun));
    let swapped = vault.delegation(LIANG, CHEN, NOW).await.unwrap();
    assert_eq!(swapped, None, "the elder does not act for the helper");
}

#[tokio::test]
async fn a_delegation_ends_by_time_by_word_and_with_either_person() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let until = NOW + MINUTE;
    let begun = vault
        .begin_delegation((CHEN, LIANG), "look", until, NOW)
        .await
        .unwrap();
    assert_eq!(vault.delegation(CHEN, LIANG, until).await.unwrap(), None);
    let token = vault.open_session(LIANG, NOW).await.unwrap();
    vault.act_for(token.id(), Some(CHEN)).await.unwrap();
    vault.end_delegation(&begun, NOW + 1).await.unwrap();
    assert_eq!(vault.delegation(CHEN, LIANG, NOW + 1).await.unwrap(), None);
    let session = vault.session(&token, NOW + 1).await.unwrap().unwrap();
    assert_eq!(
        session.acting_for, None,
        "the session is the helper's own again"
    );
    let refused = vault.sign_as_helper(&begun, b"words").await.unwrap_err();
    assert!(matches!(refused, VaultError::DelegationOver));
    vault
        .begin_delegation((CHEN, LIANG), "look", until, NOW)
        .await
        .unwrap();
    vault.erase(LIANG, NOW).await.unwrap();
    assert_eq!(vault.delegations_of(CHEN).await.unwrap(), []);
}
