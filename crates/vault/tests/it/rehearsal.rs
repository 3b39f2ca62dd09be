//! What `docs/operations.md` says about a lost key and a restored vault, done.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use vault::{Field, OfficeKey, OfficeToken, Purpose, Vault, VaultError};
use zeroize::Zeroizing;

use crate::office::{CHEN, CHEN_NAME, LIANG, NOW, Office, at_counter, open, settings};

fn copy(from: &Path, to: &Path) {
    for name in ["vault.db", "keys.db"] {
        fs::copy(from.join(name), to.join(name)).unwrap();
    }
}

#[tokio::test]
async fn a_vault_on_another_machine_opens_with_the_copied_key_and_no_other() {
    let office = Office::with_residents().await;
    office.vault.close().await;
    let machine = tempfile::tempdir().unwrap();
    copy(office.dir.path(), machine.path());
    let wrong = OfficeKey::random().unwrap();
    let refused = Vault::open_with(machine.path(), wrong, settings()).await;
    assert!(matches!(refused.err(), Some(VaultError::WrongOfficeKey)));
    let restored = open(machine.path()).await.unwrap();
    let counter = at_counter(Purpose::CounterService);
    let data = restored.read(CHEN, &[Field::Name], counter).await.unwrap();
    assert_eq!(data.field(Field::Name), Some(CHEN_NAME));
    restored.sign(CHEN, b"still signs").await.unwrap();
}

#[tokio::test]
async fn an_old_vault_beside_the_present_keys_brings_nobody_back() {
    let office = Office::with_residents().await;
    office.vault.close().await;
    let old = tempfile::tempdir().unwrap();
    copy(office.dir.path(), old.path());
    let vault = open(office.dir.path()).await.unwrap();
    vault.erase(LIANG, NOW).await.unwrap();
    vault.close().await;
    fs::copy(
        old.path().join("vault.db"),
        office.dir.path().join("vault.db"),
    )
    .unwrap();
    let vault = open(office.dir.path()).await.unwrap();
    let gone = vault.display_name(LIANG).await.unwrap_err();
    assert!(matches!(gone, VaultError::Erased));
    vault.display_name(CHEN).await.unwrap();
}

/// A token with one byte of key, which counts how often it is asked.
struct Token(u8, AtomicU32);

impl OfficeToken for Token {
    fn wrap_key(&self, key: &[u8]) -> Result<Vec<u8>, VaultError> {
        let sealed = key.iter().map(|byte| byte ^ self.0);
        Ok(std::iter::once(self.0.wrapping_mul(7))
            .chain(sealed)
            .collect())
    }

    fn unwrap_key(&self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        self.1.fetch_add(1, Ordering::SeqCst);
        match wrapped.split_first() {
            Some((&mark, sealed)) if mark == self.0.wrapping_mul(7) => Ok(Zeroizing::new(
                sealed.iter().map(|byte| byte ^ self.0).collect(),
            )),
            _ => Err(VaultError::WrongOfficeKey),
        }
    }
}

#[tokio::test]
async fn a_token_unwraps_the_key_and_another_token_does_not() {
    let dir = tempfile::tempdir().unwrap();
    let wrapped = dir.path().join("office.wrapped");
    let token = Token(0x5a, AtomicU32::new(0));
    let key = OfficeKey::from_token(&wrapped, &token).unwrap();
    let vault = Vault::open_with(dir.path(), key, settings()).await.unwrap();
    vault.close().await;
    let key = OfficeKey::from_token(&wrapped, &token).unwrap();
    assert_eq!(token.1.load(Ordering::SeqCst), 1);
    Vault::open_with(dir.path(), key, settings())
        .await
        .unwrap()
        .close()
        .await;
    let other = Token(0x33, AtomicU32::new(0));
    let refused = OfficeKey::from_token(&wrapped, &other).unwrap_err();
    assert!(matches!(refused, VaultError::WrongOfficeKey));
}

#[test]
fn a_key_from_the_environment_is_hexadecimal_and_whole() {
    OfficeKey::from_hex(&"07".repeat(32)).unwrap();
    for wrong in ["", "07", &"zz".repeat(32), &"07".repeat(33)] {
        let refused = OfficeKey::from_hex(wrong).unwrap_err();
        assert!(matches!(refused, VaultError::OfficeKeyMalformed), "{wrong}");
        assert!(!refused.to_string().contains("07"));
    }
}
