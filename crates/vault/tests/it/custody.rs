//! Custodial keys: good signatures, seeds that never show, salts that die with the person.

use ed25519_zebra::{Signature, SigningKey, VerificationKey};
use vault::VaultError;

use crate::office::{CHEN, CLERK, LIANG, NOW, Office, chen};

#[tokio::test]
async fn signature_verifies_under_the_public_key() {
    let office = Office::with_residents().await;
    let public_key = office.vault.public_key(CHEN).await.unwrap();
    let expected: [u8; 32] = VerificationKey::from(&SigningKey::from([9; 32])).into();
    assert_eq!(public_key, expected, "a given seed must be the one in use");
    let signature = Signature::from(office.vault.sign(CHEN, b"an operation").await.unwrap());
    let key = VerificationKey::try_from(public_key).unwrap();
    key.verify(&signature, b"an operation").unwrap();
    key.verify(&signature, b"another").unwrap_err();
    assert_ne!(public_key, office.vault.public_key(LIANG).await.unwrap());
}

#[tokio::test]
async fn pending_person_signs_only_through_the_named_door() {
    let office = Office::empty().await;
    office
        .vault
        .begin_enrolment(chen(), NOW, CLERK)
        .await
        .unwrap();
    let error = office.vault.sign(CHEN, b"early").await.unwrap_err();
    assert!(matches!(error, VaultError::EnrolmentPending), "{error}");
    office
        .vault
        .sign_pending(CHEN, b"registration")
        .await
        .unwrap();
}

#[tokio::test]
async fn seed_of_another_person_does_not_open() {
    let office = Office::with_residents().await;
    let mut raw = office.raw("vault.db").await;
    sqlx::query(
        "UPDATE custodial_key SET sealed_seed =
         (SELECT sealed_seed FROM custodial_key WHERE person = ?) WHERE person = ?",
    )
    .bind(&CHEN.0[..])
    .bind(&LIANG.0[..])
    .execute(&mut raw)
    .await
    .unwrap();
    let error = office.vault.sign(LIANG, b"borrowed").await.unwrap_err();
    assert!(matches!(error, VaultError::Tampered), "{error}");
}

#[tokio::test]
async fn salt_is_stable_per_label_and_gone_after_erasure() {
    let office = Office::with_residents().await;
    let salt = office
        .vault
        .commitment_salt(CHEN, b"address/1")
        .await
        .unwrap();
    assert_eq!(
        salt,
        office
            .vault
            .commitment_salt(CHEN, b"address/1")
            .await
            .unwrap()
    );
    assert_ne!(
        salt,
        office
            .vault
            .commitment_salt(CHEN, b"address/2")
            .await
            .unwrap()
    );
    assert_ne!(
        salt,
        office
            .vault
            .commitment_salt(LIANG, b"address/1")
            .await
            .unwrap()
    );
    office.vault.erase(CHEN, NOW).await.unwrap();
    let error = office
        .vault
        .commitment_salt(CHEN, b"address/1")
        .await
        .unwrap_err();
    assert!(matches!(error, VaultError::Erased), "{error}");
}
