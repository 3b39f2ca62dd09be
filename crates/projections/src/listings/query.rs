//! Questions about needs and offers, by place, kind of help and words.

use crate::{
    Error, Page, Projections,
    codes::{Word as _, place_from},
    columns::{self, area_ranges, integer},
    text,
};
use ledger::{
    AreaCode, CategoryCode, Hash, ListingId, OperationId, PartyId, Timestamp, Window,
    operation::listing::{ContentRef, ListingKind, Place},
};
use sqlx::{QueryBuilder, Sqlite, sqlite::SqliteRow};

/// A need or an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Position in lists.
    pub sequence: i64,
    /// Its id.
    pub listing: ListingId,
    /// Need or offer.
    pub kind: ListingKind,
    /// Whose.
    pub owner: PartyId,
    /// What.
    pub category: CategoryCode,
    /// Where.
    pub area: AreaCode,
    /// Where the service happens.
    pub place: Place,
    /// When it suits; empty means any time.
    pub windows: Vec<Window>,
    /// How long it takes.
    pub minutes: u16,
    /// How many places it has.
    pub capacity: u16,
    /// How many of them are taken.
    pub running: u16,
    /// Title and description.
    pub content: ContentRef,
    /// Since when.
    pub published_at: Timestamp,
    /// When it closes by itself.
    pub expires_at: Timestamp,
    /// When its owner closed it.
    pub closed_at: Option<Timestamp>,
    /// The operation that published it.
    pub operation: OperationId,
}

/// Whether a listing takes questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListingStatus {
    /// It does.
    Open,
    /// All places are taken.
    Full,
    /// Its owner closed it.
    Closed,
    /// Its time is over.
    Expired,
}

impl Listing {
    /// Whether it takes questions at a moment.
    #[must_use]
    pub fn status_at(&self, time: Timestamp) -> ListingStatus {
        if self.closed_at.is_some() {
            ListingStatus::Closed
        } else if self.expires_at <= time {
            ListingStatus::Expired
        } else if self.running >= self.capacity {
            ListingStatus::Full
        } else {
            ListingStatus::Open
        }
    }
}

/// Which listings; whatever is `None` does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Need or offer.
    pub kind: Option<ListingKind>,
    /// Within a community, a subdistrict or the district.
    pub area: Option<AreaCode>,
    /// A category, or a group with all its categories.
    pub category: Option<CategoryCode>,
    /// Whose.
    pub owner: Option<PartyId>,
    /// Only what takes questions at this moment.
    pub open_at: Option<Timestamp>,
    /// Only what was published at this moment or before.
    pub published_until: Option<Timestamp>,
}

/// How many listings there are of a category in an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListingCount {
    /// What.
    pub category: CategoryCode,
    /// Where.
    pub area: AreaCode,
    /// How many.
    pub count: u64,
}

fn listing_from(row: &SqliteRow) -> Result<Listing, Error> {
    Ok(Listing {
        sequence: columns::number(row, "sequence")?,
        listing: ListingId(columns::bytes(row, "listing")?),
        kind: columns::word(row, "kind")?,
        owner: PartyId(columns::bytes(row, "owner")?),
        category: CategoryCode(columns::number(row, "category")?),
        area: AreaCode(columns::number(row, "area")?),
        place: place_from(&columns::text(row, "place")?).ok_or(Error::Column("place"))?,
        windows: windows_from(&columns::text(row, "windows")?).ok_or(Error::Column("windows"))?,
        minutes: columns::number(row, "minutes")?,
        capacity: columns::number(row, "capacity")?,
        running: columns::number(row, "running")?,
        content: ContentRef {
            hash: Hash(columns::bytes(row, "content_hash")?),
            bytes: columns::number(row, "content_bytes")?,
        },
        published_at: columns::time(row, "published_at")?,
        expires_at: columns::time(row, "expires_at")?,
        closed_at: columns::optional_time(row, "closed_at")?,
        operation: OperationId(columns::bytes(row, "operation")?),
    })
}

fn windows_from(text: &str) -> Option<Vec<Window>> {
    text.split_whitespace()
        .map(|window| {
            let (start, end) = window.split_once('-')?;
            Some(Window {
                start: Timestamp(start.parse().ok()?),
                end: Timestamp(end.parse().ok()?),
            })
        })
        .collect()
}

/// Adds ` AND …` for everything that restricts.
fn restrict(query: &mut QueryBuilder<Sqlite>, filter: &Filter) {
    if let Some(kind) = filter.kind {
        query.push(" AND kind = ").push_bind(kind.word());
    }
    if let Some(area) = filter.area {
        let mut separator = " AND (";
        for (first, last) in area_ranges(area) {
            query.push(separator).push("area BETWEEN ").push_bind(first);
            query.push(" AND ").push_bind(last);
            separator = " OR ";
        }
        query.push(")");
    }
    if let Some(category) = filter.category {
        query.push(" AND (category = ").push_bind(category.0);
        query.push(" OR category_group = ").push_bind(category.0);
        query.push(")");
    }
    if let Some(owner) = filter.owner {
        query.push(" AND owner = ").push_bind(owner.0.to_vec());
    }
    if let Some(time) = filter.open_at {
        query.push(" AND closed_at IS NULL AND running < capacity AND expires_at > ");
        query.push_bind(integer(time.0));
    }
    if let Some(time) = filter.published_until {
        query
            .push(" AND published_at <= ")
            .push_bind(integer(time.0));
    }
}

impl Projections {
    /// One listing.
    pub async fn listing(&self, listing: ListingId) -> Result<Option<Listing>, Error> {
        sqlx::query("SELECT * FROM listings WHERE listing = ?")
            .bind(listing.0.as_slice())
            .fetch_optional(self.readers())
            .await?
            .map(|row| listing_from(&row))
            .transpose()
    }

    /// Listings, newest first.
    pub async fn listings(&self, filter: &Filter, page: Page) -> Result<Vec<Listing>, Error> {
        let mut query = QueryBuilder::new("SELECT * FROM listings WHERE sequence < ");
        query.push_bind(page.bound());
        restrict(&mut query, filter);
        query
            .push(" ORDER BY sequence DESC LIMIT ")
            .push_bind(page.limit);
        let rows = query.build().fetch_all(self.readers()).await?;
        columns::all(&rows, listing_from)
    }

    /// How many listings pass a filter.
    pub async fn count_listings(&self, filter: &Filter) -> Result<u64, Error> {
        let mut query = QueryBuilder::new("SELECT count(*) AS count FROM listings WHERE true");
        restrict(&mut query, filter);
        let row = query.build().fetch_one(self.readers()).await?;
        columns::number(&row, "count")
    }

    /// How many listings pass a filter, for each category and area that has any.
    pub async fn listing_counts(&self, filter: &Filter) -> Result<Vec<ListingCount>, Error> {
        let mut query =
            QueryBuilder::new("SELECT category, area, count(*) AS count FROM listings WHERE true");
        restrict(&mut query, filter);
        query.push(" GROUP BY category, area ORDER BY category, area");
        let rows = query.build().fetch_all(self.readers()).await?;
        columns::all(&rows, |row| {
            Ok(ListingCount {
                category: CategoryCode(columns::number(row, "category")?),
                area: AreaCode(columns::number(row, "area")?),
                count: columns::number(row, "count")?,
            })
        })
    }

    /// Listings whose text has all the words of a question, the most fitting first; a question
    /// without any word finds nothing.
    pub async fn search(
        &self,
        question: &str,
        filter: &Filter,
        limit: u32,
    ) -> Result<Vec<Listing>, Error> {
        let Some(words) = text::question(self.dictionary(), question) else {
            return Ok(Vec::new());
        };
        let mut query = QueryBuilder::new(
            "SELECT listings.* FROM text_words
             JOIN texts ON texts.text = text_words.rowid
             JOIN listings ON listings.content_hash = texts.content
             WHERE text_words MATCH ",
        );
        query.push_bind(words);
        restrict(&mut query, filter);
        // A word in the title counts four times.
        query.push(" ORDER BY bm25(text_words, 4.0, 1.0), sequence DESC LIMIT ");
        query.push_bind(limit);
        let rows = query.build().fetch_all(self.readers()).await?;
        columns::all(&rows, listing_from)
    }
}
