//! Sessions: the person holds a random token, the vault only its hash.

use std::fmt;

use sha2::{Digest as _, Sha256};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use zeroize::Zeroizing;

use crate::store::{load_time, store_time};
use crate::{PersonId, Vault, VaultError, random};

/// How stale "last seen" may be: a page view rarely needs a write.
const SEEN_STEP_MS: u64 = 60_000;

/// The secret of a session, for a cookie. It is wiped when dropped, and `Debug` hides it.
#[derive(Clone)]
pub struct SessionToken(Zeroizing<[u8; 32]>);

/// An open session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Names the session in a list; it opens nothing.
    pub id: SessionId,
    /// Whose it is.
    pub person: PersonId,
    /// When it was opened.
    pub opened_ms: u64,
    /// When it was last used, to the minute.
    pub last_seen_ms: u64,
    /// When it ends at the latest.
    pub expires_ms: u64,
    /// What it was opened with.
    pub means: Means,
    /// For whom it acts at the moment, if not for its owner.
    pub acting_for: Option<PersonId>,
}

/// What a session was opened with: offices ask for more than residents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Means {
    /// A member number and a PIN.
    Pin,
    /// A code from the counter, where somebody looked at a document.
    Code,
    /// A code sent to the phone.
    Phone,
    /// Another sign-in service, over `OpenID` Connect.
    Provider,
    /// A passkey alone.
    Passkey,
    /// A PIN or a code, and then a passkey.
    PinAndPasskey,
}

impl Means {
    const ALL: [Self; 6] = [
        Self::Pin,
        Self::Code,
        Self::Phone,
        Self::Provider,
        Self::Passkey,
        Self::PinAndPasskey,
    ];

    /// The stable code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Code => "code",
            Self::Phone => "phone",
            Self::Provider => "provider",
            Self::Passkey => "passkey",
            Self::PinAndPasskey => "pin_and_passkey",
        }
    }

    fn from_code(code: &str) -> Result<Self, VaultError> {
        let mut all = Self::ALL.into_iter();
        all.find(|means| means.code() == code)
            .ok_or(VaultError::UnknownCode)
    }
}

/// Names a session without opening it: the hash of its token.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionId(pub [u8; 32]);

impl SessionToken {
    /// Takes a token from a cookie; none if it has not the form of one.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text, bytes.as_mut_slice()).ok()?;
        Some(Self(bytes))
    }

    /// The token as text, for the cookie.
    pub fn reveal(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0.as_slice()))
    }

    /// The name of the session that this token opens, if there is one.
    pub fn id(&self) -> SessionId {
        SessionId(Sha256::digest(self.0.as_slice()).into())
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SessionToken(hidden)")
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SessionId({self})")
    }
}

impl Vault {
    /// Opens a session with a fresh token, after a PIN.
    pub async fn open_session(
        &self,
        person: PersonId,
        now_ms: u64,
    ) -> Result<SessionToken, VaultError> {
        self.open_session_by(person, Means::Pin, now_ms).await
    }

    /// Opens a session with a fresh token, and notes what it was opened with.
    pub async fn open_session_by(
        &self,
        person: PersonId,
        means: Means,
        now_ms: u64,
    ) -> Result<SessionToken, VaultError> {
        self.check_active(person).await?;
        let token = SessionToken(random::secret()?);
        let expires_ms = now_ms.saturating_add(self.settings.session_lifetime_ms);
        sqlx::query(
            "INSERT INTO session (token_hash, person, opened_ms, last_seen_ms, expires_ms, means)
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(&token.id().0[..])
        .bind(&person.0[..])
        .bind(store_time(now_ms)?)
        .bind(store_time(now_ms)?)
        .bind(store_time(expires_ms)?)
        .bind(means.code())
        .execute(self.store.records_writer())
        .await?;
        Ok(token)
    }

    /// Finds the session of a token, if it is still open, and notes that it was used.
    pub async fn session(
        &self,
        token: &SessionToken,
        now_ms: u64,
    ) -> Result<Option<Session>, VaultError> {
        let id = token.id();
        let row = sqlx::query("SELECT * FROM session WHERE token_hash = ?")
            .bind(&id.0[..])
            .fetch_optional(self.store.records())
            .await?;
        let Some(mut session) = row.as_ref().map(load_session).transpose()? else {
            return Ok(None);
        };
        if !self.is_open(&session, now_ms) {
            self.close_session(id).await?;
            return Ok(None);
        }
        if now_ms.saturating_sub(session.last_seen_ms) >= SEEN_STEP_MS {
            sqlx::query("UPDATE session SET last_seen_ms = ? WHERE token_hash = ?")
                .bind(store_time(now_ms)?)
                .bind(&id.0[..])
                .execute(self.store.records_writer())
                .await?;
            session.last_seen_ms = now_ms;
        }
        Ok(Some(session))
    }

    /// Lists the open sessions of a person, oldest first.
    pub async fn sessions(
        &self,
        person: PersonId,
        now_ms: u64,
    ) -> Result<Vec<Session>, VaultError> {
        let rows = sqlx::query("SELECT * FROM session WHERE person = ? ORDER BY opened_ms")
            .bind(&person.0[..])
            .fetch_all(self.store.records())
            .await?;
        let sessions = rows
            .iter()
            .map(load_session)
            .collect::<Result<Vec<_>, _>>()?;
        Ok(sessions
            .into_iter()
            .filter(|session| self.is_open(session, now_ms))
            .collect())
    }

    /// Lets a session act for somebody else, or for its owner again. Whether it may is for the
    /// caller to check, at every request.
    pub async fn act_for(&self, id: SessionId, elder: Option<PersonId>) -> Result<(), VaultError> {
        sqlx::query("UPDATE session SET acting_for = ? WHERE token_hash = ?")
            .bind(elder.map(|elder| elder.0.to_vec()))
            .bind(&id.0[..])
            .execute(self.store.records_writer())
            .await?;
        Ok(())
    }

    /// Closes one session; closing it twice is harmless.
    pub async fn close_session(&self, id: SessionId) -> Result<(), VaultError> {
        sqlx::query("DELETE FROM session WHERE token_hash = ?")
            .bind(&id.0[..])
            .execute(self.store.records_writer())
            .await?;
        Ok(())
    }

    /// Signs a person out everywhere.
    pub async fn close_all_sessions(&self, person: PersonId) -> Result<(), VaultError> {
        sqlx::query("DELETE FROM session WHERE person = ?")
            .bind(&person.0[..])
            .execute(self.store.records_writer())
            .await?;
        Ok(())
    }

    fn is_open(&self, session: &Session, now_ms: u64) -> bool {
        let idle_ms = now_ms.saturating_sub(session.last_seen_ms);
        now_ms < session.expires_ms && idle_ms < self.settings.session_idle_ms
    }
}

fn load_session(row: &SqliteRow) -> Result<Session, VaultError> {
    let hash: Vec<u8> = row.try_get("token_hash")?;
    Ok(Session {
        id: SessionId(hash.try_into().map_err(|_| VaultError::UnknownCode)?),
        person: PersonId::from_slice(row.try_get("person")?)?,
        opened_ms: load_time(row.try_get("opened_ms")?)?,
        last_seen_ms: load_time(row.try_get("last_seen_ms")?)?,
        expires_ms: load_time(row.try_get("expires_ms")?)?,
        means: Means::from_code(row.try_get("means")?)?,
        acting_for: row
            .try_get::<Option<Vec<u8>>, _>("acting_for")?
            .map(|elder| PersonId::from_slice(&elder))
            .transpose()?,
    })
}
