//! A small office to test with: a folder, a key, cheap hashing that counts, and sample people.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, SqliteConnection};
use tempfile::TempDir;
use vault::{
    Access, Argon2Cost, Argon2id, Enrolment, IdNumber, MemberNumber, NewPerson, OfficeKey,
    PersonId, Purpose, Reader, SecretHasher, Vault, VaultError, VaultSettings,
};
use zeroize::Zeroizing;

/// 2026-12-01, midnight in Foshan.
pub(crate) const NOW: u64 = 1_796_054_400_000;
pub(crate) const MINUTE: u64 = 60_000;
pub(crate) const CLERK: PersonId = PersonId([0xc1; 16]);
pub(crate) const CHEN: PersonId = PersonId([1; 16]);
pub(crate) const LIANG: PersonId = PersonId([2; 16]);
pub(crate) const CHEN_NAME: &str = "陈建国";
pub(crate) const CHEN_PHONE: &str = "13800001234";
pub(crate) const CHEN_ADDRESS: &str = "祖庙街道样例巷 7 号 302";

pub(crate) struct Office {
    pub(crate) dir: TempDir,
    pub(crate) vault: Vault,
    pub(crate) hashes: Arc<CountedHasher>,
}

#[derive(Default)]
pub(crate) struct CountedHasher(AtomicU64);

impl CountedHasher {
    pub(crate) fn count(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

impl SecretHasher for CountedHasher {
    fn hash(&self, cost: Argon2Cost, salt: &[u8; 16], secret: &[u8]) -> Option<[u8; 32]> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Argon2id.hash(cost, salt, secret)
    }
}

pub(crate) fn key() -> OfficeKey {
    OfficeKey::from_bytes([7; 32])
}

pub(crate) fn settings() -> VaultSettings {
    let argon2_cost = Argon2Cost {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };
    VaultSettings {
        argon2_cost,
        ..VaultSettings::default()
    }
}

pub(crate) async fn open(dir: &Path) -> Result<Vault, VaultError> {
    Vault::open_with(dir, key(), settings()).await
}

impl Office {
    pub(crate) async fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let hashes = Arc::new(CountedHasher::default());
        let hasher: Arc<dyn SecretHasher> = hashes.clone();
        let vault = Vault::open_with_hasher(dir.path(), key(), settings(), hasher)
            .await
            .unwrap();
        Self { dir, vault, hashes }
    }

    /// An office where Chen and Liang are enrolled.
    pub(crate) async fn with_residents() -> Self {
        let office = Self::empty().await;
        office.enrol(chen()).await;
        office.enrol(liang()).await;
        office
    }

    pub(crate) async fn enrol(&self, new: NewPerson) -> Enrolment {
        self.vault.enrol(new, NOW, CLERK).await.unwrap()
    }

    /// The process dies here and starts again: nothing is closed in order.
    pub(crate) async fn killed_and_reopened(self) -> Self {
        let Self { dir, vault, hashes } = self;
        drop(vault);
        let hasher: Arc<dyn SecretHasher> = hashes.clone();
        let vault = Vault::open_with_hasher(dir.path(), key(), settings(), hasher)
            .await
            .unwrap();
        Self { dir, vault, hashes }
    }

    /// A connection past the vault, as an attacker with the disk has it.
    pub(crate) async fn raw(&self, file: &str) -> SqliteConnection {
        let path = self.dir.path().join(file);
        SqliteConnectOptions::new()
            .filename(path)
            .connect()
            .await
            .unwrap()
    }
}

pub(crate) fn text(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.to_owned())
}

pub(crate) fn person(id: PersonId, name: &str, seventeen: &str) -> NewPerson {
    NewPerson {
        person: id,
        member_number: None,
        name: text(name),
        id_number: IdNumber::complete(seventeen).unwrap(),
        phone: None,
        address: None,
        nickname: None,
        guardian: None,
        custodial_seed: None,
    }
}

pub(crate) fn chen() -> NewPerson {
    NewPerson {
        member_number: Some(MemberNumber::from_body(1_000_001)),
        phone: Some(text(CHEN_PHONE)),
        address: Some(text(CHEN_ADDRESS)),
        custodial_seed: Some(Zeroizing::new([9; 32])),
        ..person(CHEN, CHEN_NAME, "00000019480229001")
    }
}

pub(crate) fn liang() -> NewPerson {
    NewPerson {
        nickname: Some(text("梁姐")),
        ..person(LIANG, "梁秀英", "00000019750615002")
    }
}

/// A person whose number is from a real area, so that strict rules hold.
pub(crate) fn real_person(id: PersonId) -> NewPerson {
    NewPerson {
        phone: Some(text("13512349876")),
        ..person(id, "何静", "44060419830327012")
    }
}

pub(crate) fn at_counter(purpose: Purpose) -> Access {
    Access {
        reader: Reader::Office(CLERK),
        purpose,
        at_ms: NOW,
    }
}

pub(crate) fn own() -> Access {
    Access {
        reader: Reader::Own,
        purpose: Purpose::OwnData,
        at_ms: NOW,
    }
}
