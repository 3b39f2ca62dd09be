//! Who was told that somebody fits, once for each pair of listings, and who does not want to be.

use std::collections::BTreeSet;

use ledger::{ListingId, PartyId, Timestamp};
use sqlx::Row as _;

use crate::{Error, Projections, columns, columns::integer};

/// Somebody learns that a listing fits one of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatchAlert {
    /// Whom it is for.
    pub party: PartyId,
    /// Their own listing.
    pub listing: ListingId,
    /// The listing that fits.
    pub partner: ListingId,
}

impl Projections {
    /// Tells whoever wants to be told and was not told of the same pair before. Returns how many
    /// were new.
    pub async fn tell_matches(&self, alerts: &[MatchAlert], at: Timestamp) -> Result<u64, Error> {
        let mut new = 0;
        let mut transaction = self.writer().begin().await?;
        for alert in alerts {
            let told = sqlx::query(
                "INSERT INTO match_alerts SELECT ?1, ?2, ?3, ?4, 0
                 WHERE NOT EXISTS (SELECT 1 FROM match_alerts_off WHERE party = ?1)
                 ON CONFLICT (listing, partner) DO NOTHING",
            )
            .bind(alert.party.0.as_slice())
            .bind(alert.listing.0.as_slice())
            .bind(alert.partner.0.as_slice())
            .bind(integer(at.0))
            .execute(&mut *transaction)
            .await?;
            new += told.rows_affected();
        }
        transaction.commit().await?;
        Ok(new)
    }

    /// Takes back what was said of a listing that is over.
    pub async fn forget_matches(&self, listing: ListingId) -> Result<(), Error> {
        sqlx::query("DELETE FROM match_alerts WHERE listing = ?1 OR partner = ?1")
            .bind(listing.0.as_slice())
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// How many pairs somebody was told of and has not looked at.
    pub async fn unread_matches(&self, party: PartyId) -> Result<u64, Error> {
        let row = sqlx::query(
            "SELECT count(*) AS count FROM match_alerts WHERE party = ? AND is_read = 0",
        )
        .bind(party.0.as_slice())
        .fetch_one(self.readers())
        .await?;
        columns::number(&row, "count")
    }

    /// The pairs that somebody has not looked at: their own listing and the one that fits.
    pub async fn new_matches(
        &self,
        party: PartyId,
    ) -> Result<BTreeSet<(ListingId, ListingId)>, Error> {
        let rows = sqlx::query(
            "SELECT listing, partner FROM match_alerts WHERE party = ? AND is_read = 0",
        )
        .bind(party.0.as_slice())
        .fetch_all(self.readers())
        .await?;
        let pair = |row| {
            let listing = ListingId(columns::bytes(row, "listing")?);
            Ok((listing, ListingId(columns::bytes(row, "partner")?)))
        };
        rows.iter().map(pair).collect()
    }

    /// Remembers that somebody has looked at everything they were told.
    pub async fn mark_matches_read(&self, party: PartyId) -> Result<(), Error> {
        sqlx::query("UPDATE match_alerts SET is_read = 1 WHERE party = ? AND is_read = 0")
            .bind(party.0.as_slice())
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// Whether somebody wants to be told; everybody does until they say otherwise.
    pub async fn wants_matches(&self, party: PartyId) -> Result<bool, Error> {
        let row = sqlx::query("SELECT count(*) AS count FROM match_alerts_off WHERE party = ?")
            .bind(party.0.as_slice())
            .fetch_one(self.readers())
            .await?;
        Ok(row.try_get::<i64, _>("count")? == 0)
    }

    /// Somebody wants to be told, or not any more: then also what was said is forgotten.
    pub async fn want_matches(&self, party: PartyId, wanted: bool) -> Result<(), Error> {
        let statements: &[&'static str] = match wanted {
            true => &["DELETE FROM match_alerts_off WHERE party = ?"],
            false => &[
                "INSERT OR IGNORE INTO match_alerts_off VALUES (?)",
                "DELETE FROM match_alerts WHERE party = ?",
            ],
        };
        let mut transaction = self.writer().begin().await?;
        for statement in statements {
            sqlx::query(*statement)
                .bind(party.0.as_slice())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}
