//! What becomes due by itself and has no view of its own: gifts that nobody answered, reservations
//! that nobody fetched, queues, panels to draw, attestations, ratings, points that grew old, and
//! what the dead leave.

use crate::{
    Error, Projections,
    columns::{self, integer},
    facts::{BlockFacts, Fact, OperationFacts},
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Action, AreaCode, Event, ExchangeId, PartyId, RedemptionId, Timestamp,
    event::{
        DisputeEvent, PartyEvent, PointsEvent, PointsOfficeEvent, RatingEvent, RedemptionEvent,
    },
    operation::{
        PartyAction,
        dispute::DrawPanel,
        party::ExpireAttestation,
        points::{ExpireGift, ExpirePoints, GIFT_WAITS_MS, PassOnPoints},
        rating::EndRating,
        redemption::{AdmitQueued, ExpireRedemption},
    },
    rules::rating::{KEPT_MS, OPENING_MS},
};
use sqlx::SqliteConnection;

pub(crate) struct Timetable;

#[async_trait]
impl View for Timetable {
    fn name(&self) -> &'static str {
        "timetable"
    }

    fn version(&self) -> u32 {
        2
    }

    fn tables(&self) -> &'static [&'static str] {
        &["timetable", "sealed_ratings"]
    }

    fn schema(&self) -> &'static str {
        include_str!("timetable/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (operation, fact) in block.all() {
            let time = operation.time;
            match fact.event {
                Event::Points(event) => points(db, event, time).await?,
                Event::Redemption(event) => redemption(db, event, time).await?,
                Event::Dispute(event) => dispute(db, event, time).await?,
                Event::Rating(event) => rating(db, event, time).await?,
                Event::Party(event) => party(db, event, (operation, &fact)).await?,
                Event::PointsOffice(PointsOfficeEvent::AccountClosed { person }) => {
                    let person = *person;
                    note(db, PassOnPoints { person }, time).await?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Writes down that something is due, or due at another time.
async fn note(
    db: &mut SqliteConnection,
    action: impl Into<Action>,
    due: Timestamp,
) -> Result<(), Error> {
    sqlx::query("INSERT OR REPLACE INTO timetable VALUES (?, ?)")
        .bind(ledger::encode(&action.into()))
        .bind(integer(due.0))
        .execute(db)
        .await?;
    Ok(())
}

/// Strikes out what happened, or will not be due any more.
async fn strike(db: &mut SqliteConnection, action: impl Into<Action>) -> Result<(), Error> {
    sqlx::query("DELETE FROM timetable WHERE action = ?")
        .bind(ledger::encode(&action.into()))
        .execute(db)
        .await?;
    Ok(())
}

async fn points(
    db: &mut SqliteConnection,
    event: &PointsEvent,
    time: Timestamp,
) -> Result<(), Error> {
    match *event {
        PointsEvent::GiftOffered { gift, .. } => {
            note(db, ExpireGift { gift }, time.plus_ms(GIFT_WAITS_MS)).await
        }
        PointsEvent::GiftAccepted { gift, .. }
        | PointsEvent::GiftDeclined { gift }
        | PointsEvent::GiftWithdrawn { gift, .. }
        | PointsEvent::GiftExpired { gift } => strike(db, ExpireGift { gift }).await,
        PointsEvent::ExpiryAnnounced { person, due_at, .. } => {
            note(db, ExpirePoints { person }, due_at).await
        }
        PointsEvent::PointsExpired { person, .. } => strike(db, ExpirePoints { person }).await,
        PointsEvent::PointsPassedOn { person, .. } => strike(db, PassOnPoints { person }).await,
        _ => Ok(()),
    }
}

async fn redemption(
    db: &mut SqliteConnection,
    event: &RedemptionEvent,
    time: Timestamp,
) -> Result<(), Error> {
    match *event {
        RedemptionEvent::RedemptionReserved { redemption, .. }
        | RedemptionEvent::ConsumptionWithdrawn { redemption, .. } => {
            let keep = entry_of(db, redemption).await?.1;
            note(db, ExpireRedemption { redemption }, time.plus_ms(keep)).await
        }
        RedemptionEvent::RedemptionQueued { redemption, .. } => {
            let community = entry_of(db, redemption).await?.0;
            note(db, AdmitQueued { community }, time).await
        }
        RedemptionEvent::RedemptionConsumed { redemption, .. }
        | RedemptionEvent::RedemptionExpired { redemption }
        | RedemptionEvent::RedemptionCancelled { redemption, .. } => {
            strike(db, ExpireRedemption { redemption }).await
        }
        RedemptionEvent::QueueAdmitted { community, .. } if !is_waiting(db, community).await? => {
            strike(db, AdmitQueued { community }).await
        }
        RedemptionEvent::QueueAdmitted { .. }
        | RedemptionEvent::EntryPublished { .. }
        | RedemptionEvent::EntryClosed { .. } => Ok(()),
    }
}

/// The community of an entry, and how long its reservations are kept: they never change.
async fn entry_of(
    db: &mut SqliteConnection,
    redemption: RedemptionId,
) -> Result<(AreaCode, u64), Error> {
    let row = sqlx::query(
        "SELECT community, keep_ms FROM redemptions JOIN catalogue_entries USING (entry)
         WHERE redemption = ?",
    )
    .bind(redemption.0.as_slice())
    .fetch_one(db)
    .await?;
    let community = AreaCode(columns::number(&row, "community")?);
    Ok((community, columns::number(&row, "keep_ms")?))
}

/// Whether anybody stands in a queue; the catalogue has taken in the block before.
async fn is_waiting(db: &mut SqliteConnection, community: AreaCode) -> Result<bool, Error> {
    let waiting = sqlx::query(
        "SELECT 1 FROM redemptions JOIN catalogue_entries USING (entry)
         WHERE status = 'queued' AND community = ? LIMIT 1",
    )
    .bind(integer(community.0))
    .fetch_optional(db)
    .await?;
    Ok(waiting.is_some())
}

async fn dispute(
    db: &mut SqliteConnection,
    event: &DisputeEvent,
    time: Timestamp,
) -> Result<(), Error> {
    match *event {
        DisputeEvent::AnswerAppealed { case, .. } | DisputeEvent::PanelistRecused { case, .. } => {
            note(db, DrawPanel { case }, time).await
        }
        DisputeEvent::PanelDrawn { case, .. }
        | DisputeEvent::DisputeClosed { case, .. }
        | DisputeEvent::DisputeWithdrawn { case } => strike(db, DrawPanel { case }).await,
        _ => Ok(()),
    }
}

async fn rating(
    db: &mut SqliteConnection,
    event: &RatingEvent,
    time: Timestamp,
) -> Result<(), Error> {
    match *event {
        RatingEvent::RatingCommitted {
            exchange,
            by,
            due_at,
        } => {
            seal(db, (exchange, by), due_at).await?;
            note(db, EndRating { exchange, by }, due_at.plus_ms(OPENING_MS)).await
        }
        RatingEvent::RatingOpened { exchange, by, .. } => {
            unseal(db, exchange, by).await?;
            note(db, EndRating { exchange, by }, time.plus_ms(KEPT_MS)).await
        }
        RatingEvent::RatingWithdrawn { exchange, by }
        | RatingEvent::RatingEnded { exchange, by, .. } => {
            unseal(db, exchange, by).await?;
            strike(db, EndRating { exchange, by }).await
        }
        RatingEvent::RatingReplied { .. } | RatingEvent::ReplyWithdrawn { .. } => Ok(()),
    }
}

/// The second of two to rate makes both due.
async fn seal(
    db: &mut SqliteConnection,
    (exchange, by): (ExchangeId, PartyId),
    due: Timestamp,
) -> Result<(), Error> {
    sqlx::query("INSERT OR REPLACE INTO sealed_ratings VALUES (?, ?, ?)")
        .bind(exchange.0.as_slice())
        .bind(by.0.as_slice())
        .bind(integer(due.0))
        .execute(&mut *db)
        .await?;
    sqlx::query("UPDATE sealed_ratings SET due = ? WHERE exchange = ?")
        .bind(integer(due.0))
        .bind(exchange.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

async fn unseal(db: &mut SqliteConnection, exchange: ExchangeId, by: PartyId) -> Result<(), Error> {
    sqlx::query("DELETE FROM sealed_ratings WHERE exchange = ? AND rater = ?")
        .bind(exchange.0.as_slice())
        .bind(by.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

async fn party(
    db: &mut SqliteConnection,
    event: &PartyEvent,
    (operation, fact): (&OperationFacts<'_>, &Fact<'_>),
) -> Result<(), Error> {
    match *event {
        PartyEvent::FactAttested { attestation, .. } => {
            let Action::Party(PartyAction::AttestFact(words)) = fact.action else {
                return Ok(());
            };
            note(db, ExpireAttestation { attestation }, words.until).await
        }
        PartyEvent::AttestationWithdrawn { attestation, .. }
        | PartyEvent::AttestationExpired { attestation, .. } => {
            strike(db, ExpireAttestation { attestation }).await
        }
        PartyEvent::PersonErased { person } => {
            note(db, PassOnPoints { person }, operation.time).await
        }
        _ => Ok(()),
    }
}

impl Projections {
    /// Sealed ratings that can be opened since a moment, and not for longer than they may wait.
    pub async fn ratings_to_open(
        &self,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<EndRating>, Error> {
        let rows = sqlx::query(
            "SELECT exchange, rater FROM sealed_ratings WHERE due < ? ORDER BY due, exchange, rater
             LIMIT ?",
        )
        .bind(integer(since.0))
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, |row| {
            Ok(EndRating {
                exchange: ExchangeId(columns::bytes(row, "exchange")?),
                by: PartyId(columns::bytes(row, "rater")?),
            })
        })
    }

    /// What has been due since a moment or longer, the oldest first: whether it may happen is for
    /// the ledger to say.
    pub async fn due_by_timetable(
        &self,
        since: Timestamp,
        (skipped, limit): (u32, u32),
    ) -> Result<Vec<Action>, Error> {
        let rows = sqlx::query(
            "SELECT action FROM timetable WHERE due < ? ORDER BY due, action LIMIT ? OFFSET ?",
        )
        .bind(integer(since.0))
        .bind(limit)
        .bind(skipped)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, |row| {
            let bytes = columns::blob(row, "action")?;
            ledger::decode(&bytes).ok_or(Error::Column("action"))
        })
    }
}
