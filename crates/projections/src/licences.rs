//! Licences that an office has seen: whose, for what, until when.

use crate::{
    Error, Projections,
    columns::{self, integer},
    facts::BlockFacts,
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Action, CategoryCode, Event, PartyId, Timestamp, event::ListingEvent, operation::ListingAction,
};
use sqlx::SqliteConnection;

pub(crate) struct Licences;

#[async_trait]
impl View for Licences {
    fn name(&self) -> &'static str {
        "licences"
    }

    fn version(&self) -> u32 {
        1
    }

    fn tables(&self) -> &'static [&'static str] {
        &["licences"]
    }

    fn schema(&self) -> &'static str {
        include_str!("licences/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (_, fact) in block.all() {
            match (fact.action, fact.event) {
                (
                    Action::Listing(ListingAction::AttestLicence(command)),
                    Event::Listing(ListingEvent::LicenceAttested { party }),
                ) => {
                    sqlx::query("INSERT OR REPLACE INTO licences VALUES (?, ?, ?)")
                        .bind(party.0.as_slice())
                        .bind(command.category.0)
                        .bind(integer(command.until.0))
                        .execute(&mut *db)
                        .await?;
                }
                (
                    Action::Listing(ListingAction::RevokeLicence(command)),
                    Event::Listing(ListingEvent::LicenceRevoked { party }),
                ) => {
                    sqlx::query("DELETE FROM licences WHERE party = ? AND category = ?")
                        .bind(party.0.as_slice())
                        .bind(command.category.0)
                        .execute(&mut *db)
                        .await?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// A licence that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Licence {
    /// For what kind of help.
    pub category: CategoryCode,
    /// The last moment at which it holds.
    pub until: Timestamp,
}

impl Projections {
    /// The licences of a party, by category, whether or not their time is over.
    pub async fn licences_of(&self, party: PartyId) -> Result<Vec<Licence>, Error> {
        let rows = sqlx::query("SELECT * FROM licences WHERE party = ? ORDER BY category")
            .bind(party.0.as_slice())
            .fetch_all(self.readers())
            .await?;
        columns::all(&rows, |row| {
            Ok(Licence {
                category: CategoryCode(columns::number(row, "category")?),
                until: columns::time(row, "until")?,
            })
        })
    }
}
