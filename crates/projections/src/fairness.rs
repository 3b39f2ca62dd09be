//! What a fairness report counts: how long needs waited, and how often each helper was asked.

use ledger::{AreaCode, CategoryCode, Hash, PartyId, Timestamp};

use crate::{Error, Projections, columns};

/// A need and when somebody first agreed to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitedNeed {
    /// The group of its category.
    pub group: CategoryCode,
    /// Where.
    pub area: AreaCode,
    /// Its words.
    pub content: Hash,
    /// Since when.
    pub published_at: Timestamp,
    /// When the first help was agreed.
    pub agreed_at: Option<Timestamp>,
    /// When its owner closed it.
    pub closed_at: Option<Timestamp>,
    /// When it closes by itself.
    pub expires_at: Timestamp,
}

/// A question that somebody was asked as a helper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Who was asked.
    pub helper: PartyId,
    /// When.
    pub at: Timestamp,
}

impl Projections {
    /// Every need, in the order of publishing, with the first yes to it.
    pub async fn waited_needs(&self) -> Result<Vec<WaitedNeed>, Error> {
        let rows = sqlx::query(
            "SELECT category_group, area, content_hash, published_at, closed_at, expires_at,
               (SELECT min(step.at) FROM exchanges
                JOIN exchange_steps AS step ON step.exchange = exchanges.exchange
                WHERE (exchanges.listing = listings.listing
                    OR exchanges.own_listing = listings.listing)
                  AND step.what IN ('accepted', 'invitation_accepted')
                  AND exchanges.status NOT IN ('requested', 'invited')) AS agreed_at
             FROM listings WHERE kind = 'need' ORDER BY sequence",
        )
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, |row| {
            Ok(WaitedNeed {
                group: CategoryCode(columns::number(row, "category_group")?),
                area: AreaCode(columns::number(row, "area")?),
                content: Hash(columns::bytes(row, "content_hash")?),
                published_at: columns::time(row, "published_at")?,
                agreed_at: columns::optional_time(row, "agreed_at")?,
                closed_at: columns::optional_time(row, "closed_at")?,
                expires_at: columns::time(row, "expires_at")?,
            })
        })
    }

    /// Every question that was put to a helper by somebody else, in order. Whoever offers help to a
    /// need asks by themselves and was not asked.
    pub async fn asks(&self) -> Result<Vec<Ask>, Error> {
        let rows = sqlx::query(
            "SELECT provider, asked_at FROM exchanges WHERE asked_by <> provider ORDER BY sequence",
        )
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, |row| {
            Ok(Ask {
                helper: PartyId(columns::bytes(row, "provider")?),
                at: columns::time(row, "asked_at")?,
            })
        })
    }
}
