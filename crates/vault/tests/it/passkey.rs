//! Passkeys at rest: kept for their person, updated when used, gone when a device is lost.

use vault::VaultError;

use crate::office::{CHEN, LIANG, NOW, Office};

#[tokio::test]
async fn a_passkey_belongs_to_one_person_until_it_is_removed() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    vault.add_passkey(CHEN, b"id", b"first", NOW).await.unwrap();
    vault
        .add_passkey(LIANG, b"id", b"stolen", NOW)
        .await
        .unwrap_err();
    let stored = vault.passkeys(CHEN).await.unwrap();
    assert_eq!(stored.len(), 1);
    let index = stored[0].index;
    vault
        .touch_passkey(CHEN, &index, b"second", NOW + 1)
        .await
        .unwrap();
    let stored = vault.passkeys(CHEN).await.unwrap();
    assert_eq!(stored[0].credential.as_slice(), b"second");
    assert_eq!((stored[0].added_ms, stored[0].used_ms), (NOW, NOW + 1));
    vault.remove_passkey(LIANG, &index).await.unwrap();
    assert_eq!(
        vault.passkeys(CHEN).await.unwrap().len(),
        1,
        "not another's"
    );
    vault.revoke_sign_in(CHEN).await.unwrap();
    assert!(vault.passkeys(CHEN).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_list_of_passkeys_has_an_end_and_dies_with_its_person() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    for id in 0..10u8 {
        vault.add_passkey(CHEN, &[id], b"key", NOW).await.unwrap();
    }
    let full = vault.add_passkey(CHEN, b"eleventh", b"key", NOW).await;
    assert!(matches!(full.unwrap_err(), VaultError::TooManyPasskeys));
    vault.erase(CHEN, NOW).await.unwrap();
    assert!(vault.passkeys(CHEN).await.unwrap().is_empty());
}
