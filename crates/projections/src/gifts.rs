//! What people share with people of their own: gifts of points, and questions to join a household.

use crate::{
    Error, Projections,
    codes::{Word as _, words},
    columns::{self, integer},
    facts::{BlockFacts, OperationFacts},
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Event, GiftId, HouseholdId, PartyId, Points, Timestamp, TransferId,
    event::{HouseholdEvent, PointsEvent},
};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

pub(crate) struct Gifts;

#[async_trait]
impl View for Gifts {
    fn name(&self) -> &'static str {
        "gifts"
    }

    fn version(&self) -> u32 {
        1
    }

    fn tables(&self) -> &'static [&'static str] {
        &["gifts", "household_invitations"]
    }

    fn schema(&self) -> &'static str {
        include_str!("gifts/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (operation, fact) in block.all() {
            match fact.event {
                Event::Points(event) => gift(db, operation, event).await?,
                Event::Household(event) => household(db, operation, fact.by, event).await?,
                _ => {}
            }
        }
        Ok(())
    }
}

async fn gift(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    event: &PointsEvent,
) -> Result<(), Error> {
    match event {
        PointsEvent::GiftOffered {
            gift,
            giver,
            receiver,
            amount,
        } => {
            sqlx::query("INSERT INTO gifts VALUES (?1, ?2, ?3, ?4, 'offered', ?5, ?5, NULL)")
                .bind(gift.0.as_slice())
                .bind(giver.0.as_slice())
                .bind(receiver.0.as_slice())
                .bind(amount.0)
                .bind(integer(operation.time.0))
                .execute(db)
                .await?;
            Ok(())
        }
        PointsEvent::GiftAccepted { gift, transfer } => {
            set(db, operation, *gift, GiftStatus::Accepted).await?;
            sqlx::query("UPDATE gifts SET transfer = ? WHERE gift = ?")
                .bind(transfer.0.as_slice())
                .bind(gift.0.as_slice())
                .execute(db)
                .await?;
            Ok(())
        }
        PointsEvent::GiftDeclined { gift } => set(db, operation, *gift, GiftStatus::Declined).await,
        PointsEvent::GiftWithdrawn { gift, .. } => {
            set(db, operation, *gift, GiftStatus::Withdrawn).await
        }
        PointsEvent::GiftExpired { gift } => set(db, operation, *gift, GiftStatus::Expired).await,
        _ => Ok(()),
    }
}

async fn set(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    gift: GiftId,
    status: GiftStatus,
) -> Result<(), Error> {
    sqlx::query("UPDATE gifts SET status = ?2, changed_at = ?3 WHERE gift = ?1")
        .bind(gift.0.as_slice())
        .bind(status.word())
        .bind(integer(operation.time.0))
        .execute(db)
        .await?;
    Ok(())
}

async fn household(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    by: PartyId,
    event: &HouseholdEvent,
) -> Result<(), Error> {
    match event {
        HouseholdEvent::HouseholdInvited { household, person } => {
            sqlx::query("INSERT OR REPLACE INTO household_invitations VALUES (?, ?, ?, ?)")
                .bind(household.0.as_slice())
                .bind(person.0.as_slice())
                .bind(by.0.as_slice())
                .bind(integer(operation.time.0))
                .execute(db)
                .await?;
        }
        HouseholdEvent::HouseholdJoined { household, person } => {
            sqlx::query("DELETE FROM household_invitations WHERE household = ? AND person = ?")
                .bind(household.0.as_slice())
                .bind(person.0.as_slice())
                .execute(db)
                .await?;
        }
        HouseholdEvent::HouseholdRegistered { .. } | HouseholdEvent::HouseholdLeft { .. } => {}
    }
    Ok(())
}

/// Where a gift stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GiftStatus {
    /// Waits for its receiver.
    Offered,
    /// Accepted: cools off, or is final.
    Accepted,
    /// The receiver said no, or returned it.
    Declined,
    /// The giver took it back.
    Withdrawn,
    /// Nobody answered for a week.
    Expired,
}

words!(GiftStatus {
    Offered = "offered",
    Accepted = "accepted",
    Declined = "declined",
    Withdrawn = "withdrawn",
    Expired = "expired",
});

/// A gift of points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gift {
    /// Which one.
    pub gift: GiftId,
    /// Who gives.
    pub giver: PartyId,
    /// Who receives.
    pub receiver: PartyId,
    /// How many points.
    pub amount: Points,
    /// Where it stands.
    pub status: GiftStatus,
    /// When it was offered.
    pub offered_at: Timestamp,
    /// When its status last changed.
    pub changed_at: Timestamp,
    /// The movement of an accepted one.
    pub transfer: Option<TransferId>,
}

/// A question to join a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Which household.
    pub household: HouseholdId,
    /// Who asks.
    pub by: PartyId,
    /// When it was asked.
    pub asked_at: Timestamp,
}

impl Projections {
    /// What a person gave and was given, newest first.
    pub async fn gifts(&self, person: PartyId, limit: u32) -> Result<Vec<Gift>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM (SELECT * FROM gifts WHERE giver = ?1
             UNION SELECT * FROM gifts WHERE receiver = ?1)
             ORDER BY offered_at DESC, gift LIMIT ?2",
        )
        .bind(person.0.as_slice())
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, gift_from)
    }

    /// One gift.
    pub async fn gift(&self, gift: GiftId) -> Result<Option<Gift>, Error> {
        let row = sqlx::query("SELECT * FROM gifts WHERE gift = ?")
            .bind(gift.0.as_slice())
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(gift_from).transpose()
    }

    /// Which households asked a person to join, and wait.
    pub async fn household_invitations(&self, person: PartyId) -> Result<Vec<Invitation>, Error> {
        let rows = sqlx::query(
            "SELECT household, by, asked_at FROM household_invitations WHERE person = ?
             ORDER BY asked_at, household",
        )
        .bind(person.0.as_slice())
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, |row| {
            Ok(Invitation {
                household: HouseholdId(columns::bytes(row, "household")?),
                by: PartyId(columns::bytes(row, "by")?),
                asked_at: columns::time(row, "asked_at")?,
            })
        })
    }
}

fn gift_from(row: &SqliteRow) -> Result<Gift, Error> {
    Ok(Gift {
        gift: GiftId(columns::bytes(row, "gift")?),
        giver: PartyId(columns::bytes(row, "giver")?),
        receiver: PartyId(columns::bytes(row, "receiver")?),
        amount: columns::points(row, "amount")?,
        status: columns::word(row, "status")?,
        offered_at: columns::time(row, "offered_at")?,
        changed_at: columns::time(row, "changed_at")?,
        transfer: columns::optional_bytes(row, "transfer")?.map(TransferId),
    })
}
