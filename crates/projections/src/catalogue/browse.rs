//! Questions of residents and sponsors: what stands in the catalogue, and who asked for it.

use crate::{
    Error, Projections,
    codes::words,
    columns::{self, integer},
};
use ledger::{
    AreaCode, EntryId, Hash, PartyId, Points, RedemptionId, Timestamp, state::bank::EntryKind,
};
use sqlx::sqlite::SqliteRow;

words!(EntryKind { Service = "service", DonatedGoods = "donated_goods" });

/// Something that a sponsor gives for points; how many are left is the ledger's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CatalogueEntry {
    /// Which one.
    pub entry: EntryId,
    /// Who gives it.
    pub sponsor: PartyId,
    /// Whose residents may redeem it.
    pub community: AreaCode,
    /// Service or donated goods.
    pub kind: EntryKind,
    /// What one costs.
    pub price: Points,
    /// How long a reservation is kept, in milliseconds.
    pub keep_ms: u64,
    /// The hash of its words.
    pub content: Hash,
    /// Takes no more reservations.
    pub closed: bool,
}

/// How far a claim has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimStatus {
    /// Waits until the reserve covers it.
    Queued,
    /// Kept for the person.
    Reserved,
    /// Given.
    Given,
    /// The person took it back.
    TakenBack,
    /// Somebody else ended it.
    Failed,
    /// Nobody fetched it in time.
    Expired,
}

words!(ClaimStatus {
    Queued = "queued",
    Reserved = "reserved",
    Given = "given",
    TakenBack = "taken_back",
    Failed = "failed",
    Expired = "expired",
});

/// A resident's claim to something of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CatalogueClaim {
    /// Which one.
    pub redemption: RedemptionId,
    /// To what.
    pub entry: EntryId,
    /// Whose.
    pub person: PartyId,
    /// What it costs.
    pub price: Points,
    /// How far it has come.
    pub status: ClaimStatus,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// When its status last changed.
    pub changed_at: Timestamp,
}

impl Projections {
    /// What residents of a community can ask for: services first, then the cheaper.
    pub async fn catalogue(&self, community: AreaCode) -> Result<Vec<CatalogueEntry>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM catalogue_entries WHERE community = ? AND NOT closed
             ORDER BY kind = 'service' DESC, price, entry",
        )
        .bind(integer(community.0))
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, entry_from)
    }

    /// What a sponsor put into catalogues, open ones first.
    pub async fn entries_of(&self, sponsor: PartyId) -> Result<Vec<CatalogueEntry>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM catalogue_entries WHERE sponsor = ? ORDER BY closed, price, entry",
        )
        .bind(sponsor.0.as_slice())
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, entry_from)
    }

    /// One entry.
    pub async fn catalogue_entry(&self, entry: EntryId) -> Result<Option<CatalogueEntry>, Error> {
        let row = sqlx::query("SELECT * FROM catalogue_entries WHERE entry = ?")
            .bind(entry.0.as_slice())
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(entry_from).transpose()
    }

    /// What a person asked for, newest first.
    pub async fn claims_of(
        &self,
        person: PartyId,
        limit: u32,
    ) -> Result<Vec<CatalogueClaim>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM redemptions WHERE person = ? ORDER BY asked_at DESC, redemption LIMIT ?",
        )
        .bind(person.0.as_slice())
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, claim_from)
    }

    /// What waits to be given by a sponsor, or was given since `since`, oldest first.
    pub async fn claims_on(
        &self,
        sponsor: PartyId,
        since: Timestamp,
    ) -> Result<Vec<CatalogueClaim>, Error> {
        let rows = sqlx::query(
            "SELECT redemptions.* FROM redemptions JOIN catalogue_entries USING (entry)
             WHERE sponsor = ? AND (status IN ('queued', 'reserved')
                OR status = 'given' AND changed_at >= ?)
             ORDER BY asked_at, redemption",
        )
        .bind(sponsor.0.as_slice())
        .bind(integer(since.0))
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, claim_from)
    }

    /// One claim.
    pub async fn claim(&self, redemption: RedemptionId) -> Result<Option<CatalogueClaim>, Error> {
        let row = sqlx::query("SELECT * FROM redemptions WHERE redemption = ?")
            .bind(redemption.0.as_slice())
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(claim_from).transpose()
    }
}

fn entry_from(row: &SqliteRow) -> Result<CatalogueEntry, Error> {
    Ok(CatalogueEntry {
        entry: EntryId(columns::bytes(row, "entry")?),
        sponsor: PartyId(columns::bytes(row, "sponsor")?),
        community: AreaCode(columns::number(row, "community")?),
        kind: columns::word(row, "kind")?,
        price: columns::points(row, "price")?,
        keep_ms: columns::number(row, "keep_ms")?,
        content: Hash(columns::bytes(row, "content")?),
        closed: columns::number::<u8>(row, "closed")? != 0,
    })
}

fn claim_from(row: &SqliteRow) -> Result<CatalogueClaim, Error> {
    Ok(CatalogueClaim {
        redemption: RedemptionId(columns::bytes(row, "redemption")?),
        entry: EntryId(columns::bytes(row, "entry")?),
        person: PartyId(columns::bytes(row, "person")?),
        price: columns::points(row, "price")?,
        status: columns::word(row, "status")?,
        asked_at: columns::time(row, "asked_at")?,
        changed_at: columns::time(row, "changed_at")?,
    })
}
