//! The catalogue: what sponsors give for points, and what became of residents' claims to it.

mod browse;
mod query;

pub use browse::{CatalogueClaim, CatalogueEntry, ClaimStatus};
pub use query::{BankFigures, SUCCESS_PERCENT_MIN, Waiting};

use crate::{
    Error,
    columns::integer,
    facts::{BlockFacts, Fact, OperationFacts},
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Action, EntryId, Event, PartyId, Points, RedemptionId,
    event::RedemptionEvent,
    operation::{RedemptionAction, redemption::PublishEntry},
    state::bank::EntryKind,
};
use sqlx::SqliteConnection;

pub(crate) struct Catalogue;

#[async_trait]
impl View for Catalogue {
    fn name(&self) -> &'static str {
        "catalogue"
    }

    fn version(&self) -> u32 {
        1
    }

    fn tables(&self) -> &'static [&'static str] {
        &["catalogue_entries", "redemptions"]
    }

    fn schema(&self) -> &'static str {
        include_str!("catalogue/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (operation, fact) in block.all() {
            if let Event::Redemption(event) = fact.event {
                take_in(db, (operation, &fact), event).await?;
            }
        }
        Ok(())
    }
}

async fn take_in(
    db: &mut SqliteConnection,
    (operation, fact): (&OperationFacts<'_>, &Fact<'_>),
    event: &RedemptionEvent,
) -> Result<(), Error> {
    use RedemptionEvent as Done;
    match event {
        Done::EntryPublished { entry } => {
            if let Action::Redemption(RedemptionAction::PublishEntry(words)) = fact.action {
                publish(db, *entry, fact.by, words).await?;
            }
        }
        Done::EntryClosed { entry } => close(db, *entry).await?,
        Done::RedemptionReserved {
            redemption,
            person,
            price,
            ..
        } => {
            ask(
                db,
                (operation, fact),
                (*redemption, *person, *price),
                "reserved",
            )
            .await?;
        }
        Done::RedemptionQueued {
            redemption,
            person,
            price,
            ..
        } => {
            ask(
                db,
                (operation, fact),
                (*redemption, *person, *price),
                "queued",
            )
            .await?;
        }
        Done::RedemptionCancelled { redemption, by } => {
            end(db, operation, *redemption, *by).await?;
        }
        Done::RedemptionConsumed { redemption, .. } => {
            set(db, operation, *redemption, "given").await?;
        }
        Done::ConsumptionWithdrawn { redemption, .. } => {
            set(db, operation, *redemption, "reserved").await?;
        }
        Done::RedemptionExpired { redemption } => {
            set(db, operation, *redemption, "expired").await?;
        }
        Done::QueueAdmitted { .. } => {}
    }
    Ok(())
}

async fn publish(
    db: &mut SqliteConnection,
    entry: EntryId,
    sponsor: PartyId,
    words: &PublishEntry,
) -> Result<(), Error> {
    sqlx::query("INSERT INTO catalogue_entries VALUES (?, ?, ?, ?, ?, ?, ?, 0)")
        .bind(entry.0.as_slice())
        .bind(sponsor.0.as_slice())
        .bind(integer(words.community.0))
        .bind(match words.kind {
            EntryKind::Service => "service",
            EntryKind::DonatedGoods => "donated_goods",
        })
        .bind(words.price.0)
        .bind(integer(words.keep_ms))
        .bind(words.content.hash.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

async fn close(db: &mut SqliteConnection, entry: EntryId) -> Result<(), Error> {
    sqlx::query("UPDATE catalogue_entries SET closed = 1 WHERE entry = ?")
        .bind(entry.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

/// A resident asks, or one who waited is admitted.
async fn ask(
    db: &mut SqliteConnection,
    (operation, fact): (&OperationFacts<'_>, &Fact<'_>),
    (redemption, person, price): (RedemptionId, PartyId, Points),
    status: &str,
) -> Result<(), Error> {
    let Action::Redemption(RedemptionAction::ReserveRedemption(asked)) = fact.action else {
        return set(db, operation, redemption, status).await;
    };
    sqlx::query("INSERT INTO redemptions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)")
        .bind(redemption.0.as_slice())
        .bind(asked.entry.0.as_slice())
        .bind(person.0.as_slice())
        .bind(price.0)
        .bind(status)
        .bind(integer(operation.time.0))
        .execute(db)
        .await?;
    Ok(())
}

/// It ended without being given: by the person's own wish, or not.
async fn end(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    redemption: RedemptionId,
    by: Option<PartyId>,
) -> Result<(), Error> {
    sqlx::query(
        "UPDATE redemptions SET changed_at = ?2,
         status = CASE WHEN person = ?3 THEN 'taken_back' ELSE 'failed' END
         WHERE redemption = ?1",
    )
    .bind(redemption.0.as_slice())
    .bind(integer(operation.time.0))
    .bind(by.as_ref().map(|party| party.0.as_slice()))
    .execute(db)
    .await?;
    Ok(())
}

async fn set(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    redemption: RedemptionId,
    status: &str,
) -> Result<(), Error> {
    sqlx::query("UPDATE redemptions SET status = ?2, changed_at = ?3 WHERE redemption = ?1")
        .bind(redemption.0.as_slice())
        .bind(status)
        .bind(integer(operation.time.0))
        .execute(db)
        .await?;
    Ok(())
}
