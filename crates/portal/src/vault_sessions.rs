//! Sessions as the vault keeps them, with the roles that the ledger grants.

use std::sync::Arc;

use async_trait::async_trait;
use vault::{PersonId, VaultError};

use crate::desk::{Desk, party};
use crate::error::Cause;
use crate::session::{Reader, SessionToken, Sessions, SessionsUnavailable};

/// The store of sessions of a running office.
pub struct VaultSessions {
    desk: Arc<Desk>,
}

impl VaultSessions {
    pub fn new(desk: Arc<Desk>) -> Self {
        Self { desk }
    }

    /// Nobody, when the person was erased while signed in.
    async fn reader(&self, person: PersonId) -> Result<Option<Reader>, SessionsUnavailable> {
        let name = match self.desk.vault.display_name(person).await {
            Ok(name) => name,
            Err(VaultError::UnknownPerson | VaultError::Erased) => return Ok(None),
            Err(error) => return Err(unavailable(error)),
        };
        let party = party(person);
        let unread = self.desk.projections.unread(party).await;
        let unread = unread.map_err(unavailable)?;
        Ok(Some(Reader {
            id: party.to_string(),
            name,
            roles: self.desk.roles(party).await.map_err(unavailable)?,
            acting_for: None,
            unread_messages: u32::try_from(unread).unwrap_or(u32::MAX),
        }))
    }
}

#[async_trait]
impl Sessions for VaultSessions {
    async fn find(
        &self,
        token: &SessionToken,
        now_ms: u64,
    ) -> Result<Option<Reader>, SessionsUnavailable> {
        let Some(token) = vault::SessionToken::parse(token.as_str()) else {
            return Ok(None);
        };
        let session = self.desk.vault.session(&token, now_ms).await;
        match session.map_err(unavailable)? {
            Some(session) => self.reader(session.person).await,
            None => Ok(None),
        }
    }

    async fn end(&self, token: &SessionToken) -> Result<(), SessionsUnavailable> {
        let Some(token) = vault::SessionToken::parse(token.as_str()) else {
            return Ok(());
        };
        let ended = self.desk.vault.close_session(token.id()).await;
        ended.map_err(unavailable)
    }
}

fn unavailable(error: impl Into<Cause>) -> SessionsUnavailable {
    SessionsUnavailable(error.into())
}
