//! Credentials in the vault: sealed, bound to a key of their own, and fallen with their person.

use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier as _};
use vault::{StandingOfCredential, VaultError};

use crate::office::{CHEN, LIANG, NOW, Office};

const YEAR: u64 = 365 * 24 * 60 * 60 * 1000;

fn verifies(point: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let key = VerifyingKey::from_sec1_bytes(point).unwrap();
    let signature = Signature::from_slice(signature).unwrap();
    key.verify(message, &signature).is_ok()
}

#[tokio::test]
async fn each_credential_has_a_holder_key_of_its_own() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let (one, two) = (
        vault.new_credential().await.unwrap(),
        vault.new_credential().await.unwrap(),
    );
    assert_ne!((one.list, one.slot), (two.list, two.slot));
    let point = vault.holder_point(CHEN, one.id).await.unwrap();
    assert_ne!(point, vault.holder_point(CHEN, two.id).await.unwrap());
    assert_ne!(point, vault.holder_point(LIANG, one.id).await.unwrap());
    let signature = vault.sign_as_holder(CHEN, one.id, b"shown").await.unwrap();
    assert!(verifies(&point, b"shown", &signature));
    assert!(!verifies(&point, b"other", &signature));
}

#[tokio::test]
async fn the_offices_key_is_exchanged_and_the_old_one_stays_known() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let first = vault.credential_keys(NOW).await.unwrap();
    assert_eq!(first, vault.credential_keys(NOW + 1).await.unwrap());
    vault.rotate_credential_key(NOW + 2).await.unwrap();
    let both = vault.credential_keys(NOW + 3).await.unwrap();
    assert_eq!((both.len(), both[0].generation), (2, 2));
    assert_eq!(both[1].retired_ms, Some(NOW + 2));
    assert_eq!(both[1].point, first[0].point);
    let signature = vault.sign_credential(2, b"token").unwrap();
    assert!(verifies(&both[0].point, b"token", &signature));
    assert!(!verifies(&both[1].point, b"token", &signature));
}

#[tokio::test]
async fn what_was_revoked_stays_revoked_and_what_is_suspended_can_come_back() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let new = vault.new_credential().await.unwrap();
    let dates = (NOW, NOW + YEAR);
    let kept = vault.keep_credential(CHEN, new, ("age_over_60", Some("text~")), dates);
    kept.await.unwrap();
    let standing = async || vault.credentials(CHEN).await.unwrap()[0].standing;
    for (to, then) in [
        (
            StandingOfCredential::Suspended,
            StandingOfCredential::Suspended,
        ),
        (StandingOfCredential::Valid, StandingOfCredential::Valid),
        (StandingOfCredential::Revoked, StandingOfCredential::Revoked),
        (StandingOfCredential::Valid, StandingOfCredential::Revoked),
    ] {
        vault.set_credential_standing(new, to).await.unwrap();
        assert_eq!(standing().await, then);
    }
    let fallen = vault.fallen_credentials(new.list).await.unwrap().unwrap();
    assert_eq!(fallen, [(new.slot, StandingOfCredential::Revoked)]);
    assert_eq!(vault.fallen_credentials(7).await.unwrap(), None);
}

#[tokio::test]
async fn the_kind_and_the_text_of_a_credential_are_sealed() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let new = vault.new_credential().await.unwrap();
    let written = ("membership", Some("a-very-recognisable-credential"));
    let kept = vault.keep_credential(CHEN, new, written, (NOW, NOW + YEAR));
    kept.await.unwrap();
    let stored = vault.credentials(CHEN).await.unwrap().remove(0);
    assert_eq!(stored.kind, "membership");
    assert_eq!(stored.text.unwrap().as_str(), written.1.unwrap());
    vault.close().await;
    for file in std::fs::read_dir(office.dir.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for word in [&b"a-very-recognisable"[..], b"membership"] {
            assert!(!bytes.windows(word.len()).any(|window| window == word));
        }
    }
}

#[tokio::test]
async fn a_person_erased_leaves_no_credential_that_holds() {
    let office = Office::with_residents().await;
    let vault = &office.vault;
    let new = vault.new_credential().await.unwrap();
    let kept = vault.keep_credential(CHEN, new, ("age_over_60", None), (NOW, NOW + YEAR));
    kept.await.unwrap();
    assert_eq!(vault.credential_holders(NOW).await.unwrap(), [CHEN]);
    vault.erase(CHEN, NOW + 1).await.unwrap();
    let fallen = vault.fallen_credentials(new.list).await.unwrap().unwrap();
    assert_eq!(fallen, [(new.slot, StandingOfCredential::Revoked)]);
    assert!(vault.credentials(CHEN).await.unwrap().is_empty());
    let refused = vault.sign_as_holder(CHEN, new.id, b"shown").await;
    assert!(matches!(
        refused,
        Err(VaultError::Erased | VaultError::UnknownPerson)
    ));
}
