//! Who is reading: the session behind the cookie, through a trait that the vault implements.

use std::collections::BTreeSet;

use async_trait::async_trait;
use ledger::PartyId;
use vault::{Delegation, Means};

use crate::error::Cause;
use crate::minority::Minority;

/// What a person may be to this office; one person can be several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Resident,
    /// Enrols people at the counter.
    Clerk,
    /// Looks after a sharing hut.
    Keeper,
    /// Works for the street, a community or an organisation.
    Worker,
    /// Decides together with a second person.
    Decider,
    /// Speaks for an organisation whose key this office keeps.
    Leader,
    Auditor,
    /// Runs the office's jobs.
    Operator,
    /// Registers organisations and grants roles.
    Administrator,
}

impl Role {
    /// Whether a session opened by these means may work in this role, where passkeys are asked:
    /// an office needs one, the three administrators need a PIN or a code besides.
    pub const fn opens_with(self, means: Means) -> bool {
        match self {
            Self::Resident => true,
            Self::Clerk | Self::Keeper | Self::Worker | Self::Leader | Self::Decider => {
                matches!(means, Means::Passkey | Means::PinAndPasskey)
            }
            Self::Auditor | Self::Operator | Self::Administrator => {
                matches!(means, Means::PinAndPasskey)
            }
        }
    }
}

/// The signed-in person, as far as every page needs to know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The person's opaque id, in hex; never a name or a number of theirs.
    pub id: String,
    /// What the page calls the person to their face.
    pub name: String,
    pub roles: BTreeSet<Role>,
    /// The person on whose behalf they act (代办), shown on every page.
    pub acting_for: Option<String>,
    /// Who acts, when it is not the person of `id`: their key signs, and the scope limits them.
    pub helper: Option<Helper>,
    /// What a minor may do, until they are of age.
    pub minority: Option<Minority>,
    /// Roles that wait for a passkey: the session was opened with less than their office asks.
    pub withheld: BTreeSet<Role>,
    pub unread_messages: u32,
}

/// Somebody who acts for another person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helper {
    pub party: PartyId,
    pub delegation: Delegation,
}

impl Reader {
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The person's id on the ledger.
    pub fn party(&self) -> Option<PartyId> {
        PartyId::from_hex(&self.id)
    }
}

/// The secret in the session cookie. It is never logged, so it has no readable `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl SessionToken {
    const CHARACTERS_MAX: usize = 128;

    /// Accepts what could be a token, so that storage never sees anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let fits = !text.is_empty() && text.len() <= Self::CHARACTERS_MAX;
        (fits && text.bytes().all(plain)).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SessionToken(hidden)")
    }
}

/// The store of sessions could not answer.
#[derive(Debug, thiserror::Error)]
#[error("the session store did not answer")]
pub struct SessionsUnavailable(#[source] pub Cause);

/// Where sessions live.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// The person behind a token, or nothing when it is unknown, ended or too old.
    async fn find(
        &self,
        token: &SessionToken,
        now_ms: u64,
    ) -> Result<Option<Reader>, SessionsUnavailable>;

    /// Ends a session; ending an unknown one is not an error.
    async fn end(&self, token: &SessionToken) -> Result<(), SessionsUnavailable>;
}
