//! Sessions as the vault keeps them, with the roles that the ledger knows.

use std::sync::Arc;

use async_trait::async_trait;
use vault::{PersonId, VaultError};

use crate::desk::{Desk, party};
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
    async fn reader(&self, person: PersonId) -> Result<Option<Reader>, VaultError> {
        let name = match self.desk.vault.display_name(person).await {
            Ok(name) => name,
            Err(VaultError::UnknownPerson | VaultError::Erased) => return Ok(None),
            Err(error) => return Err(error),
        };
        Ok(Some(Reader {
            id: party(person).to_string(),
            name,
            roles: self.desk.roles(party(person)),
            acting_for: None,
            unread_messages: 0,
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
            Some(session) => self.reader(session.person).await.map_err(unavailable),
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

fn unavailable(error: VaultError) -> SessionsUnavailable {
    SessionsUnavailable(error.into())
}
