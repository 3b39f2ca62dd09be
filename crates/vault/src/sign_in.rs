//! Signing in with a member number and a PIN or one-time code; all refusals look and cost the same.

use sqlx::Row as _;
use zeroize::Zeroizing;

use crate::lockout::Counters;
use crate::one_time_code::OneTimeCode;
use crate::seal::Place;
use crate::secret::SecretDigest;
use crate::store::{load_time, store_time};
use crate::{
    Field, MemberNumber, PersonId, Pin, PinPolicy, SubjectKind, Vault, VaultError, random,
};

/// How somebody signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInMethod {
    /// With the PIN.
    Pin,
    /// With a code from the counter, which is used up now.
    OneTimeCode,
    /// With a code that was sent to the phone, which is used up now.
    Phone,
}

/// A successful sign-in; the caller opens a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Who signed in.
    pub person: PersonId,
    /// Natural person or organisation.
    pub kind: SubjectKind,
    /// How.
    pub method: SignInMethod,
    /// Whether a PIN exists: if not, this is the moment to choose one.
    pub has_pin: bool,
}

/// Why a sign-in failed. It never says whether the account exists.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The secret has neither the form of a PIN nor of a code; nothing was counted.
    #[error("this is neither a PIN of six digits nor a code of eight characters")]
    SecretMalformed,
    /// The number and the secret do not fit together.
    #[error("the member number and the PIN or code do not fit together")]
    Refused,
    /// Too many failures.
    #[error("too many failed attempts: try again later, or ask at the counter for a code")]
    Locked {
        /// When the lock ends.
        until_ms: u64,
    },
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl From<sqlx::Error> for SignInError {
    fn from(error: sqlx::Error) -> Self {
        Self::Vault(error.into())
    }
}

/// What was typed, by its form.
struct Typed {
    method: SignInMethod,
    bytes: Zeroizing<Vec<u8>>,
}

/// What the account has to compare with.
struct Held {
    person: PersonId,
    kind: SubjectKind,
    serial: Vec<u8>,
    digest: SecretDigest,
    expires_ms: Option<u64>,
}

impl Vault {
    /// Checks a member number and a secret. `client` is any key for where the attempt comes from.
    pub async fn sign_in(
        &self,
        member_number: MemberNumber,
        secret: &str,
        now_ms: u64,
        client: &str,
    ) -> Result<SignIn, SignInError> {
        let typed = Typed::parse(secret).ok_or(SignInError::SecretMalformed)?;
        let counters = Counters {
            account: self.issuer.member_index(member_number),
            client: self.issuer.client_index(client),
        };
        if let Err(until_ms) = self.begin_attempt(counters, now_ms).await? {
            return Err(SignInError::Locked { until_ms });
        }
        let held = self.load_held(&counters.account, typed.method).await?;
        let nobody = SecretDigest::of_nobody(self.settings.argon2_cost);
        let digest = held.as_ref().map_or(&nobody, |held| &held.digest);
        let matches = self.secret_matches(digest, typed.bytes).await?;
        let held = held
            .filter(|held| matches && held.expires_ms.is_none_or(|expires| now_ms < expires))
            .ok_or(SignInError::Refused)?;
        self.accept(held, typed.method, counters).await
    }

    /// Sets the PIN of a confirmed person and replaces the one before.
    pub async fn set_pin(
        &self,
        person: PersonId,
        pin: Pin,
        policy: PinPolicy,
        now_ms: u64,
    ) -> Result<(), VaultError> {
        let subject = self.check_active(person).await?;
        let excused = subject.sample && policy == PinPolicy::SampleAllowed;
        if !excused {
            pin.check_not_obvious()?;
            self.check_pin_unrelated(person, &pin).await?;
        }
        let secret = Zeroizing::new(pin.reveal().as_bytes().to_vec());
        self.store_secret(person, SignInMethod::Pin, secret, (None, person, now_ms))
            .await
    }

    /// Issues a code that works once and replaces the one before; it also lifts a lock.
    pub async fn issue_code(
        &self,
        person: PersonId,
        valid_ms: u64,
        now_ms: u64,
        actor: PersonId,
    ) -> Result<OneTimeCode, VaultError> {
        self.check_active(person).await?;
        let code = OneTimeCode::random()?;
        let secret = Zeroizing::new(code.bytes().to_vec());
        let expires_ms = Some(now_ms.saturating_add(valid_ms));
        let issued = (expires_ms, actor, now_ms);
        self.store_secret(person, SignInMethod::OneTimeCode, secret, issued)
            .await?;
        sqlx::query(
            "DELETE FROM sign_in_attempt
             WHERE counter = (SELECT member_index FROM subject WHERE person = ?)",
        )
        .bind(&person.0[..])
        .execute(self.store.records_writer())
        .await?;
        Ok(code)
    }

    /// Takes PIN, code, passkeys and sessions away: for a lost card, or a suspicion.
    pub async fn revoke_sign_in(&self, person: PersonId) -> Result<(), VaultError> {
        let mut records = self.store.write_records().await?;
        for sql in [
            "DELETE FROM sign_in_secret WHERE person = ?",
            "DELETE FROM passkey WHERE person = ?",
            "DELETE FROM session WHERE person = ?",
        ] {
            sqlx::query(sql)
                .bind(&person.0[..])
                .execute(&mut *records)
                .await?;
        }
        Ok(records.commit().await?)
    }

    async fn check_pin_unrelated(&self, person: PersonId, pin: &Pin) -> Result<(), VaultError> {
        let key = self.store.data_key(person).await?;
        let asked = [
            Field::IdNumber,
            Field::Phone,
            Field::MemberNumber,
            Field::BirthDate,
        ];
        let fields = self.open_fields(&key, person, &asked).await?;
        let birth_date = fields.get(&Field::BirthDate).map(|text| text.as_str());
        Ok(pin.check_unrelated(fields.values().map(|text| text.as_str()), birth_date)?)
    }

    async fn store_secret(
        &self,
        person: PersonId,
        method: SignInMethod,
        secret: Zeroizing<Vec<u8>>,
        (expires_ms, actor, now_ms): (Option<u64>, PersonId, u64),
    ) -> Result<(), VaultError> {
        let digest = Zeroizing::new(self.digest_secret(secret).await?.to_bytes());
        let key = self.store.data_key(person).await?;
        let serial: [u8; 16] = random::bytes()?;
        let sealed = key.seal(secret_place(person, method), &digest)?;
        sqlx::query(
            "INSERT OR REPLACE INTO sign_in_secret
             (person, kind, serial, sealed_digest, expires_ms, issued_by, issued_ms)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&person.0[..])
        .bind(method.code())
        .bind(&serial[..])
        .bind(sealed)
        .bind(expires_ms.map(store_time).transpose()?)
        .bind(&actor.0[..])
        .bind(store_time(now_ms)?)
        .execute(self.store.records_writer())
        .await?;
        Ok(())
    }

    async fn load_held(
        &self,
        member_index: &[u8; 32],
        method: SignInMethod,
    ) -> Result<Option<Held>, VaultError> {
        let row = sqlx::query(
            "SELECT subject.person, subject.kind, serial, sealed_digest, expires_ms
             FROM subject JOIN sign_in_secret ON sign_in_secret.person = subject.person
             WHERE member_index = ? AND state = 'active' AND sign_in_secret.kind = ?",
        )
        .bind(&member_index[..])
        .bind(method.code())
        .fetch_optional(self.store.records())
        .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let person = PersonId::from_slice(row.try_get("person")?)?;
        let key = match self.store.data_key(person).await {
            // An erasure that a crash cut short: the account is as good as unknown.
            Err(VaultError::Erased | VaultError::UnknownPerson) => return Ok(None),
            key => key?,
        };
        let digest = key.open(secret_place(person, method), row.try_get("sealed_digest")?)?;
        let expires_ms: Option<i64> = row.try_get("expires_ms")?;
        Ok(Some(Held {
            person,
            kind: SubjectKind::from_code(row.try_get("kind")?)?,
            serial: row.try_get("serial")?,
            digest: SecretDigest::from_bytes(&digest)?,
            expires_ms: expires_ms.map(load_time).transpose()?,
        }))
    }

    /// Uses up a code, takes back the failure that was counted in advance, and answers.
    async fn accept(
        &self,
        held: Held,
        method: SignInMethod,
        counters: Counters,
    ) -> Result<SignIn, SignInError> {
        let mut records = self.store.write_records().await?;
        if method == SignInMethod::OneTimeCode {
            let used = sqlx::query(
                "DELETE FROM sign_in_secret WHERE person = ? AND kind = 'code' AND serial = ?",
            )
            .bind(&held.person.0[..])
            .bind(&held.serial)
            .execute(&mut *records)
            .await?;
            // Somebody else used the same code between our read and now.
            if used.rows_affected() == 0 {
                return Err(SignInError::Refused);
            }
        }
        self.clear_attempt(&mut records, counters).await?;
        let pins: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM sign_in_secret WHERE person = ? AND kind = 'pin'",
        )
        .bind(&held.person.0[..])
        .fetch_one(&mut *records)
        .await?;
        records.commit().await?;
        Ok(SignIn {
            person: held.person,
            kind: held.kind,
            method,
            has_pin: pins > 0,
        })
    }
}

fn secret_place(person: PersonId, method: SignInMethod) -> Place<'static> {
    Place {
        person,
        class: "sign_in_secret",
        item: method.code().as_bytes(),
    }
}

impl Typed {
    fn parse(secret: &str) -> Option<Self> {
        let (method, bytes) = match (Pin::parse(secret), OneTimeCode::parse(secret)) {
            (Ok(pin), _) => (SignInMethod::Pin, pin.reveal().as_bytes().to_vec()),
            (Err(_), Some(code)) => (SignInMethod::OneTimeCode, code.bytes().to_vec()),
            (Err(_), None) => return None,
        };
        Some(Self {
            method,
            bytes: Zeroizing::new(bytes),
        })
    }
}

impl SignInMethod {
    /// The stable code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::OneTimeCode => "code",
            Self::Phone => "phone",
        }
    }
}
