//! What the bank owes and can give: the figures that everybody may see.

use crate::{
    Error, Projections,
    columns::{self, integer},
};
use ledger::{
    AreaCode, EntryId, PartyId, Points, RedemptionId, Timestamp, state::accounts::AccountId,
    time::DAY_MS,
};
use sqlx::Row as _;

/// Below this share of redemptions that were given, in percent, the figures raise an alarm
/// (service contract of the redemption guarantee).
pub const SUCCESS_PERCENT_MIN: u32 = 95;
/// Over which time the share is taken.
const SUCCESS_MS: u64 = 30 * DAY_MS;
/// Over which time the redemptions are averaged that the reserve must cover.
const YEAR_MS: u64 = 365 * DAY_MS;

/// What the bank owes and can give: of the network, and of the catalogue of one community or all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BankFigures {
    /// Final points that were ever issued, in the network.
    pub issued: Points,
    /// Points that sponsors have received for what they gave, in the network.
    pub spent: Points,
    /// Points that residents and households could still spend: what is owed, in the network.
    pub liability: Points,
    /// The pool.
    pub pool: Points,
    /// The reserve behind the guarantee.
    pub reserve: Points,
    /// Points redeemed in the last 365 days.
    pub redeemed_in_a_year: Points,
    /// Months of average redemptions that the reserve covers; `None` before the first redemption.
    pub covered_months: Option<u32>,
    /// Redemptions given in the last 30 days.
    pub given: u32,
    /// Redemptions that failed in the last 30 days: expired, or ended by another than the person;
    /// and everybody who waits.
    pub failed: u32,
    /// Who waits because the reserve is exhausted.
    pub waiting: u32,
    /// The share that was given, in percent, rounded down; `None` when nothing was asked for.
    pub success_percent: Option<u32>,
}

impl BankFigures {
    /// Whether fewer than [`SUCCESS_PERCENT_MIN`] percent were given.
    #[must_use]
    pub fn is_alarming(&self) -> bool {
        self.success_percent
            .is_some_and(|percent| percent < SUCCESS_PERCENT_MIN)
    }
}

/// Somebody in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The redemption.
    pub redemption: RedemptionId,
    /// What is waited for.
    pub entry: EntryId,
    /// Who waits.
    pub person: PartyId,
    /// What it costs.
    pub price: Points,
    /// Since when.
    pub since: Timestamp,
}

impl Projections {
    /// The figures at a moment; of one community's catalogue, pool and reserve, or of all.
    pub async fn bank_figures(
        &self,
        community: Option<AreaCode>,
        now: Timestamp,
    ) -> Result<BankFigures, Error> {
        let mut figures = self.balances_of_the_bank(community).await?;
        let rows = sqlx::query(
            "SELECT status, count(*) AS count, sum(r.price) AS points,
             sum(changed_at >= ?2) AS newly FROM redemptions AS r
             JOIN catalogue_entries USING (entry)
             WHERE (?1 IS NULL OR community = ?1) AND (changed_at >= ?3 OR status = 'queued')
             GROUP BY status",
        )
        .bind(community.map(|area| integer(area.0)))
        .bind(integer(now.minus_ms(SUCCESS_MS).0))
        .bind(integer(now.minus_ms(YEAR_MS).0))
        .fetch_all(self.readers())
        .await?;
        for row in &rows {
            let newly: u32 = columns::number(row, "newly")?;
            match columns::text(row, "status")?.as_str() {
                "given" => {
                    figures.given = newly;
                    figures.redeemed_in_a_year = columns::points(row, "points")?;
                }
                "queued" => figures.waiting = columns::number(row, "count")?,
                "failed" | "expired" => figures.failed += newly,
                _ => {}
            }
        }
        figures.failed += figures.waiting;
        let asked = figures.given + figures.failed;
        figures.success_percent = (figures.given * 100).checked_div(asked);
        let year = figures.redeemed_in_a_year.0;
        let months = figures
            .reserve
            .0
            .max(0)
            .saturating_mul(12)
            .checked_div(year);
        figures.covered_months = months.and_then(|months| u32::try_from(months).ok());
        Ok(figures)
    }

    async fn balances_of_the_bank(
        &self,
        community: Option<AreaCode>,
    ) -> Result<BankFigures, Error> {
        let mut figures = BankFigures::default();
        let query = "SELECT kind, sum(settled) AS settled, sum(settled + pending) AS total
             FROM accounts GROUP BY kind";
        for row in &sqlx::query(query).fetch_all(self.readers()).await? {
            let total = columns::points(row, "total")?;
            match columns::text(row, "kind")?.as_str() {
                "issuance" => figures.issued = Points(-row.try_get::<i64, _>("settled")?),
                "sponsor" => figures.spent = total,
                "pool" => figures.pool = total,
                "reserve" => figures.reserve = total,
                "party" | "household" | "grant" => figures.liability.0 += total.0,
                _ => {}
            }
        }
        if let Some(area) = community {
            let pool = self.account(AccountId::Pool(area)).await?;
            let reserve = self.account(AccountId::Reserve(area)).await?;
            figures.pool = Points(pool.settled.0 + pool.pending.0);
            figures.reserve = Points(reserve.settled.0 + reserve.pending.0);
        }
        Ok(figures)
    }

    /// Who waits in a community until its reserve is filled, longest first.
    pub async fn redemption_queue(
        &self,
        community: AreaCode,
        limit: u32,
    ) -> Result<Vec<Waiting>, Error> {
        let rows = sqlx::query(
            "SELECT redemption, entry, person, r.price AS price, asked_at FROM redemptions AS r
             JOIN catalogue_entries USING (entry) WHERE status = 'queued' AND community = ?
             ORDER BY asked_at, redemption LIMIT ?",
        )
        .bind(integer(community.0))
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, |row| {
            Ok(Waiting {
                redemption: RedemptionId(columns::bytes(row, "redemption")?),
                entry: EntryId(columns::bytes(row, "entry")?),
                person: PartyId(columns::bytes(row, "person")?),
                price: columns::points(row, "price")?,
                since: columns::time(row, "asked_at")?,
            })
        })
    }
}
