//! Opening: the right key, the right files, and nothing readable by others.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use vault::{Field, OfficeKey, Vault, VaultError};

use crate::office::{CHEN, CHEN_NAME, Office, key, open, own, settings};

#[tokio::test]
async fn what_was_written_is_there_after_reopening() {
    let office = Office::with_residents().await.killed_and_reopened().await;
    let data = office
        .vault
        .read(CHEN, &[Field::Name], own())
        .await
        .unwrap();
    assert_eq!(data.field(Field::Name), Some(CHEN_NAME));
}

#[tokio::test]
async fn another_office_key_is_refused_with_its_reason() {
    let office = Office::with_residents().await;
    let wrong = OfficeKey::from_bytes([8; 32]);
    let error = Vault::open_with(office.dir.path(), wrong, settings())
        .await
        .unwrap_err();
    assert!(matches!(error, VaultError::WrongOfficeKey), "{error}");
    assert_eq!(
        error.to_string(),
        "this office key does not open this vault"
    );
}

#[tokio::test]
async fn missing_key_store_is_refused_and_not_replaced() {
    let office = Office::with_residents().await;
    office.vault.close().await;
    let keys = office.dir.path().join("keys.db");
    fs::remove_file(&keys).unwrap();
    let error = open(office.dir.path()).await.unwrap_err();
    assert!(matches!(error, VaultError::KeysMissing), "{error}");
    assert!(!keys.exists());
}

#[tokio::test]
async fn missing_records_are_refused_and_not_replaced() {
    let office = Office::with_residents().await;
    office.vault.close().await;
    fs::remove_file(office.dir.path().join("vault.db")).unwrap();
    for _ in 0..2 {
        let error = open(office.dir.path()).await.unwrap_err();
        assert!(matches!(error, VaultError::RecordsMissing), "{error}");
    }
}

#[tokio::test]
async fn key_store_of_another_vault_is_refused() {
    let (office, other) = (
        Office::with_residents().await,
        Office::with_residents().await,
    );
    office.vault.close().await;
    other.vault.close().await;
    fs::copy(
        other.dir.path().join("keys.db"),
        office.dir.path().join("keys.db"),
    )
    .unwrap();
    let error = open(office.dir.path()).await.unwrap_err();
    assert!(matches!(error, VaultError::StoresDiffer), "{error}");
}

#[tokio::test]
async fn files_are_readable_by_their_owner_alone() {
    let office = Office::with_residents().await;
    let mut seen = 0;
    for entry in fs::read_dir(office.dir.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{:?} has mode {mode:o}", entry.file_name());
        seen += 1;
    }
    assert!(seen >= 2);
}

#[tokio::test]
async fn journals_and_synchronous_writes_are_on() {
    let office = Office::empty().await;
    let mut raw = office.raw("vault.db").await;
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
        .fetch_one(&mut raw)
        .await
        .unwrap();
    assert_eq!(mode, "wal");
}

#[test]
fn key_file_is_made_once_and_loaded_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("office.key");
    let made = OfficeKey::load_or_create(&path).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.trim_end().len(), 64);
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let loaded = OfficeKey::load_or_create(&path).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    assert!(!format!("{made:?}{loaded:?}").contains(text.trim_end()));
}

#[test]
fn exposed_or_damaged_key_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("office.key");
    OfficeKey::load_or_create(&path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let exposed = OfficeKey::load_or_create(&path).unwrap_err();
    assert!(matches!(exposed, VaultError::OfficeKeyExposed), "{exposed}");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    for damage in ["", "00", &"zz".repeat(32), &"00".repeat(33)] {
        fs::write(&path, damage).unwrap();
        let damaged = OfficeKey::load_or_create(&path).unwrap_err();
        assert!(
            matches!(damaged, VaultError::OfficeKeyMalformed),
            "{damaged}"
        );
    }
}

#[tokio::test]
async fn default_settings_open_with_the_full_argon2_cost() {
    let dir = tempfile::tempdir().unwrap();
    let vault = Vault::open(dir.path(), key()).await.unwrap();
    assert!(format!("{vault:?}").contains("memory_kib: 19456"));
}
