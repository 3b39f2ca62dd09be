//! Persons and organisations with their keys and roles.

mod query;

pub use query::{KeyRow, Party, RoleRow};

use crate::{
    Error,
    codes::{Word as _, scope_text},
    columns::integer,
    facts::{BlockFacts, Fact, OperationFacts},
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Action, AreaCode, Event, Genesis, Hash, KeyIndex, OperationId, PartyId, Timestamp,
    event::IdentityEvent,
    operation::{
        IdentityAction,
        identity::{GrantRole, IdentityLevel, Role, Scope},
        listing::ContentRef,
    },
    signature::{Custody, PublicKey},
};
use sqlx::SqliteConnection;

pub(crate) struct Parties;

#[async_trait]
impl View for Parties {
    fn name(&self) -> &'static str {
        "parties"
    }

    fn version(&self) -> u32 {
        1
    }

    fn tables(&self) -> &'static [&'static str] {
        &["parties", "party_keys", "roles"]
    }

    fn schema(&self) -> &'static str {
        include_str!("parties/schema.sql")
    }

    /// The founder, as the ledger's state begins.
    async fn start(&self, db: &mut SqliteConnection, genesis: &Genesis) -> Result<(), Error> {
        let founder = &genesis.founder;
        let party = NewParty {
            party: founder.organisation,
            level: None,
            content: Some(ContentRef {
                hash: Hash::ZERO,
                bytes: 0,
            }),
            area: genesis.district,
            by: founder.organisation,
            at: genesis.time,
            operation: None,
        };
        party.insert(db).await?;
        let key = (KeyIndex(0), &founder.key, Custody::Device);
        insert_key(db, founder.organisation, key, genesis.time).await?;
        for role in [Role::Administrator, Role::Clerk, Role::Operator] {
            let grant = GrantRole {
                party: founder.organisation,
                role,
                scope: Scope::Area(genesis.district),
                until: None,
            };
            grant_role(db, &grant, founder.organisation, genesis.time).await?;
        }
        Ok(())
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (operation, fact) in block.all() {
            apply_party(db, operation, fact).await?;
            apply_role(db, operation, fact).await?;
        }
        Ok(())
    }
}

async fn apply_party(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    fact: Fact<'_>,
) -> Result<(), Error> {
    let (by, at) = (fact.by, operation.time);
    match (fact.action, fact.event) {
        (
            Action::Identity(IdentityAction::RegisterPerson(command)),
            Event::Identity(IdentityEvent::PersonRegistered { key, .. }),
        ) => {
            let party = NewParty {
                party: command.person,
                level: Some(command.level),
                content: None,
                area: command.community,
                by,
                at,
                operation: Some(operation.id),
            };
            party.insert(db).await?;
            insert_key(
                db,
                command.person,
                (*key, &command.key, command.custody),
                at,
            )
            .await
        }
        (
            Action::Identity(IdentityAction::RegisterOrganisation(command)),
            Event::Identity(IdentityEvent::OrganisationRegistered { key, .. }),
        ) => {
            let party = NewParty {
                party: command.organisation,
                level: None,
                content: Some(command.content),
                area: command.area,
                by,
                at,
                operation: Some(operation.id),
            };
            party.insert(db).await?;
            let key = (*key, &command.key, command.custody);
            insert_key(db, command.organisation, key, at).await
        }
        (
            Action::Identity(IdentityAction::RegisterKey(command)),
            Event::Identity(IdentityEvent::KeyRegistered { key, .. }),
        ) => insert_key(db, command.party, (*key, &command.key, command.custody), at).await,
        (
            Action::Identity(IdentityAction::RevokeKey(command)),
            Event::Identity(IdentityEvent::KeyRevoked { .. }),
        ) => {
            sqlx::query("UPDATE party_keys SET revoked_at = ? WHERE key_index = ?")
                .bind(integer(at.0))
                .bind(command.key.0)
                .execute(db)
                .await?;
            Ok(())
        }
        _ => Ok(()),
    }
}

async fn apply_role(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    fact: Fact<'_>,
) -> Result<(), Error> {
    match (fact.action, fact.event) {
        (
            Action::Identity(IdentityAction::GrantRole(command)),
            Event::Identity(IdentityEvent::RoleGranted { .. }),
        ) => grant_role(db, command, fact.by, operation.time).await,
        (
            Action::Identity(IdentityAction::RevokeRole(command)),
            Event::Identity(IdentityEvent::RoleRevoked { .. }),
        ) => {
            sqlx::query("DELETE FROM roles WHERE party = ? AND role = ? AND scope = ?")
                .bind(command.party.0.as_slice())
                .bind(command.role.word())
                .bind(scope_text(command.scope))
                .execute(db)
                .await?;
            Ok(())
        }
        _ => Ok(()),
    }
}

struct NewParty {
    party: PartyId,
    level: Option<IdentityLevel>,
    content: Option<ContentRef>,
    area: AreaCode,
    by: PartyId,
    at: Timestamp,
    operation: Option<OperationId>,
}

impl NewParty {
    async fn insert(&self, db: &mut SqliteConnection) -> Result<(), Error> {
        let kind = if self.level.is_some() {
            "person"
        } else {
            "organisation"
        };
        sqlx::query(
            "INSERT INTO parties (party, kind, level, content_hash, content_bytes, area,
             registered_by, registered_at, operation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(self.party.0.as_slice())
        .bind(kind)
        .bind(self.level.map(|level| level.word()))
        .bind(
            self.content
                .as_ref()
                .map(|content| content.hash.0.as_slice()),
        )
        .bind(self.content.map(|content| content.bytes))
        .bind(integer(self.area.0))
        .bind(self.by.0.as_slice())
        .bind(integer(self.at.0))
        .bind(self.operation.as_ref().map(|id| id.0.as_slice()))
        .execute(db)
        .await?;
        Ok(())
    }
}

async fn insert_key(
    db: &mut SqliteConnection,
    party: PartyId,
    (index, key, custody): (KeyIndex, &PublicKey, Custody),
    at: Timestamp,
) -> Result<(), Error> {
    sqlx::query("INSERT INTO party_keys VALUES (?, ?, ?, ?, ?, NULL)")
        .bind(index.0)
        .bind(party.0.as_slice())
        .bind(key.bytes())
        .bind(custody.word())
        .bind(integer(at.0))
        .execute(db)
        .await?;
    Ok(())
}

async fn grant_role(
    db: &mut SqliteConnection,
    grant: &GrantRole,
    by: PartyId,
    at: Timestamp,
) -> Result<(), Error> {
    sqlx::query("INSERT OR REPLACE INTO roles VALUES (?, ?, ?, ?, ?, ?)")
        .bind(grant.party.0.as_slice())
        .bind(grant.role.word())
        .bind(scope_text(grant.scope))
        .bind(grant.until.map(|until| integer(until.0)))
        .bind(by.0.as_slice())
        .bind(integer(at.0))
        .execute(db)
        .await?;
    Ok(())
}
