//! Questions about parties.

use crate::{
    Error, Page, Projections,
    codes::scope_from,
    columns::{self, area_ranges},
};
use ledger::{
    AreaCode, Hash, KeyIndex, OperationId, PartyId, Timestamp,
    operation::{
        identity::{IdentityLevel, Role, Scope},
        listing::ContentRef,
    },
    signature::{Custody, PublicKey},
};
use sqlx::sqlite::SqliteRow;

/// A person or an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Position in lists.
    pub sequence: i64,
    /// Who.
    pub party: PartyId,
    /// What was checked; only of a person.
    pub level: Option<IdentityLevel>,
    /// Name and description; only of an organisation, and empty for the founder.
    pub content: Option<ContentRef>,
    /// Where the person lives or the organisation works.
    pub area: AreaCode,
    /// Who enrolled it.
    pub registered_by: PartyId,
    /// When.
    pub registered_at: Timestamp,
    /// The operation; none for the founder.
    pub operation: Option<OperationId>,
}

impl Party {
    /// A natural person.
    #[must_use]
    pub const fn is_person(&self) -> bool {
        self.level.is_some()
    }
}

fn party_from(row: &SqliteRow) -> Result<Party, Error> {
    let level = match columns::text(row, "kind")?.as_str() {
        "person" => Some(columns::word(row, "level")?),
        _ => None,
    };
    let content = columns::optional_bytes(row, "content_hash")?
        .map(|hash| {
            Ok::<_, Error>(ContentRef {
                hash: Hash(hash),
                bytes: columns::number(row, "content_bytes")?,
            })
        })
        .transpose()?;
    Ok(Party {
        sequence: columns::number(row, "sequence")?,
        party: PartyId(columns::bytes(row, "party")?),
        level,
        content,
        area: AreaCode(columns::number(row, "area")?),
        registered_by: PartyId(columns::bytes(row, "registered_by")?),
        registered_at: columns::time(row, "registered_at")?,
        operation: columns::optional_bytes(row, "operation")?.map(OperationId),
    })
}

/// A key of a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// Its index.
    pub index: KeyIndex,
    /// The key.
    pub key: PublicKey,
    /// Who holds it.
    pub custody: Custody,
    /// Since when.
    pub registered_at: Timestamp,
    /// When it became unusable.
    pub revoked_at: Option<Timestamp>,
}

fn key_from(row: &SqliteRow) -> Result<KeyRow, Error> {
    Ok(KeyRow {
        index: KeyIndex(columns::number(row, "key_index")?),
        key: PublicKey::Ed25519(columns::bytes(row, "public_key")?),
        custody: columns::word(row, "custody")?,
        registered_at: columns::time(row, "registered_at")?,
        revoked_at: columns::optional_time(row, "revoked_at")?,
    })
}

/// A role of a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRow {
    /// Whose.
    pub party: PartyId,
    /// Which.
    pub role: Role,
    /// Where.
    pub scope: Scope,
    /// Last moment at which it holds, or without an end.
    pub until: Option<Timestamp>,
    /// Who gave it.
    pub granted_by: PartyId,
    /// When.
    pub granted_at: Timestamp,
}

impl RoleRow {
    /// Whether it holds at a moment.
    #[must_use]
    pub fn holds_at(&self, time: Timestamp) -> bool {
        self.until.is_none_or(|until| until >= time)
    }
}

fn role_from(row: &SqliteRow) -> Result<RoleRow, Error> {
    Ok(RoleRow {
        party: PartyId(columns::bytes(row, "party")?),
        role: columns::word(row, "role")?,
        scope: scope_from(&columns::text(row, "scope")?).ok_or(Error::Column("scope"))?,
        until: columns::optional_time(row, "until")?,
        granted_by: PartyId(columns::bytes(row, "granted_by")?),
        granted_at: columns::time(row, "granted_at")?,
    })
}

impl Projections {
    /// One party.
    pub async fn party(&self, party: PartyId) -> Result<Option<Party>, Error> {
        sqlx::query("SELECT * FROM parties WHERE party = ?")
            .bind(party.0.as_slice())
            .fetch_optional(self.readers())
            .await?
            .map(|row| party_from(&row))
            .transpose()
    }

    /// The keys of a party, oldest first, revoked ones too.
    pub async fn keys_of(&self, party: PartyId) -> Result<Vec<KeyRow>, Error> {
        let rows = sqlx::query("SELECT * FROM party_keys WHERE party = ? ORDER BY key_index")
            .bind(party.0.as_slice())
            .fetch_all(self.readers())
            .await?;
        columns::all(&rows, key_from)
    }

    /// The roles of a party; whether one still holds is [`RoleRow::holds_at`]'s answer.
    pub async fn roles_of(&self, party: PartyId) -> Result<Vec<RoleRow>, Error> {
        let rows = sqlx::query("SELECT * FROM roles WHERE party = ? ORDER BY role, scope")
            .bind(party.0.as_slice())
            .fetch_all(self.readers())
            .await?;
        columns::all(&rows, role_from)
    }

    /// Every role that anybody holds.
    pub async fn roles(&self) -> Result<Vec<RoleRow>, Error> {
        let rows = sqlx::query("SELECT * FROM roles ORDER BY role, scope, party")
            .fetch_all(self.readers())
            .await?;
        columns::all(&rows, role_from)
    }

    /// All organisations, in the order of their enrolment.
    pub async fn organisations(&self) -> Result<Vec<Party>, Error> {
        let rows =
            sqlx::query("SELECT * FROM parties WHERE kind = 'organisation' ORDER BY sequence")
                .fetch_all(self.readers())
                .await?;
        columns::all(&rows, party_from)
    }

    /// How many persons live in an area and everything within it.
    pub async fn persons_in(&self, area: AreaCode) -> Result<u64, Error> {
        self.count_parties("person", area).await
    }

    /// How many organisations work in an area and everything within it.
    pub async fn organisations_in(&self, area: AreaCode) -> Result<u64, Error> {
        self.count_parties("organisation", area).await
    }

    async fn count_parties(&self, kind: &'static str, area: AreaCode) -> Result<u64, Error> {
        let mut count = 0;
        for (first, last) in area_ranges(area) {
            let query = "SELECT count(*) FROM parties WHERE kind = ? AND area BETWEEN ? AND ?";
            let found: i64 = sqlx::query_scalar(query)
                .bind(kind)
                .bind(first)
                .bind(last)
                .fetch_one(self.readers())
                .await?;
            count += u64::try_from(found).unwrap_or_default();
        }
        Ok(count)
    }

    /// Whom a clerk or an office enrolled, newest first.
    pub async fn registered_by(&self, clerk: PartyId, page: Page) -> Result<Vec<Party>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM parties WHERE registered_by = ? AND sequence < ?
             ORDER BY sequence DESC LIMIT ?",
        )
        .bind(clerk.0.as_slice())
        .bind(page.bound())
        .bind(page.limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, party_from)
    }
}
