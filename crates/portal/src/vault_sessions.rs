//! Sessions as the vault keeps them, with the roles that the ledger grants.

use std::sync::Arc;

use async_trait::async_trait;
use vault::{Delegation, Session, VaultError};

use crate::desk::{Desk, party};
use crate::error::Cause;
use crate::minority::Minority;
use crate::session::{Helper, Reader, Role, SessionToken, Sessions, SessionsUnavailable};

/// The store of sessions of a running office.
pub struct VaultSessions {
    desk: Arc<Desk>,
    /// Offices work with passkeys only.
    strict: bool,
}

impl VaultSessions {
    pub fn new(desk: Arc<Desk>, strict: bool) -> Self {
        Self { desk, strict }
    }

    /// Nobody, when the person was erased while signed in.
    async fn reader(&self, session: &Session) -> Result<Option<Reader>, SessionsUnavailable> {
        if let Some(elder) = session.acting_for {
            // By the time of promises, which a demonstration moves forward.
            let now_ms = self.desk.now().0;
            let found = self.desk.vault.delegation(elder, session.person, now_ms);
            // Over by time: the helper is themselves again.
            if let Some(delegation) = found.await.map_err(unavailable)? {
                return self.helper(delegation).await;
            }
        }
        let person = session.person;
        let name = match self.desk.vault.display_name(person).await {
            Ok(name) => name,
            Err(VaultError::UnknownPerson | VaultError::Erased) => return Ok(None),
            Err(error) => return Err(unavailable(error)),
        };
        let party = party(person);
        let unread = self.desk.projections.unread(party).await;
        let fitting = self.desk.projections.unread_matches(party).await;
        let unread = unread.map_err(unavailable)? + fitting.map_err(unavailable)?;
        let all = self.desk.roles(party).await.map_err(unavailable)?;
        let (roles, withheld) = all
            .into_iter()
            .partition(|role| !self.strict || role.opens_with(session.means));
        let guardianship = self.desk.vault.guardianship(person).await;
        let guardianship = guardianship.map_err(unavailable)?;
        Ok(Some(Reader {
            id: party.to_string(),
            name,
            roles,
            minority: Minority::of(guardianship, self.desk.now().0),
            acting_for: None,
            helper: None,
            withheld,
            unread_messages: u32::try_from(unread).unwrap_or(u32::MAX),
        }))
    }

    /// Somebody who acts for another: the other's affairs, and none of the helper's own offices.
    async fn helper(&self, delegation: Delegation) -> Result<Option<Reader>, SessionsUnavailable> {
        let names = [delegation.elder, delegation.helper];
        let names = self.desk.vault.display_names(&names).await;
        let names = names.map_err(unavailable)?;
        let (Some(elder), Some(helper)) =
            (names.get(&delegation.elder), names.get(&delegation.helper))
        else {
            return Ok(None);
        };
        Ok(Some(Reader {
            id: party(delegation.elder).to_string(),
            name: helper.clone(),
            roles: [Role::Resident].into(),
            acting_for: Some(elder.clone()),
            helper: Some(Helper {
                party: party(delegation.helper),
                delegation,
            }),
            minority: None,
            withheld: [].into(),
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
            Some(session) => self.reader(&session).await,
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
