//! Questions about things: by place, kind and words; how often each was used; where it has been.

use crate::{
    Error, Page, Projections,
    codes::{Word as _, whereabouts_from},
    columns::{self, area_ranges},
    text,
};
use ledger::{
    AreaCode, CategoryCode, Hash, HutId, ItemId, OperationId, PartyId, Points, Timestamp,
    operation::{
        item::{Approval, Condition, ItemTerms},
        listing::ContentRef,
    },
    state::sharing::{Shelf, Whereabouts},
};
use sqlx::{QueryBuilder, Sqlite, sqlite::SqliteRow};

/// A thing that is lent or given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Position in lists.
    pub sequence: i64,
    /// Its id.
    pub item: ItemId,
    /// Whose.
    pub owner: PartyId,
    /// The community it is lent in.
    pub area: AreaCode,
    /// What its owner says about it.
    pub terms: ItemTerms,
    /// Whether it takes reservations.
    pub shelf: Shelf,
    /// Where it is.
    pub place: Whereabouts,
    /// To whom it is offered for good.
    pub offered_to: Option<PartyId>,
    /// Since when it is listed.
    pub listed_at: Timestamp,
    /// The operation that listed it.
    pub operation: OperationId,
}

/// Which things; whatever is `None` does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemFilter {
    /// Within a community, a subdistrict or the district.
    pub area: Option<AreaCode>,
    /// A category, or a group with all its categories.
    pub category: Option<CategoryCode>,
    /// Whose.
    pub owner: Option<PartyId>,
    /// In the custody of this hut.
    pub hut: Option<HutId>,
    /// Whether they take reservations.
    pub shelf: Option<Shelf>,
}

/// How often a thing was lent, and to how many: "used 31 times by 19 households".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ItemUse {
    /// How often it was handed over.
    pub times: u64,
    /// To how many different borrowers.
    pub borrowers: u64,
}

/// One change of custody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustodyStep {
    /// Where it went.
    pub place: Whereabouts,
    /// When.
    pub at: Timestamp,
    /// Who stated it: for a hut, who was in charge.
    pub stated_by: PartyId,
    /// In which operation.
    pub operation: OperationId,
}

fn place(row: &SqliteRow) -> Result<Whereabouts, Error> {
    whereabouts_from(&columns::text(row, "place")?).ok_or(Error::Column("place"))
}

fn item_from(row: &SqliteRow) -> Result<Item, Error> {
    Ok(Item {
        sequence: columns::number(row, "sequence")?,
        item: ItemId(columns::bytes(row, "item")?),
        owner: PartyId(columns::bytes(row, "owner")?),
        area: AreaCode(columns::number(row, "area")?),
        terms: ItemTerms {
            category: CategoryCode(columns::number(row, "category")?),
            content: ContentRef {
                hash: Hash(columns::bytes(row, "content_hash")?),
                bytes: columns::number(row, "content_bytes")?,
            },
            condition: columns::word::<Condition>(row, "condition")?,
            deposit: Points(columns::number(row, "deposit")?),
            loan_days: columns::number(row, "loan_days")?,
            approval: columns::word::<Approval>(row, "approval")?,
            hut: columns::optional_bytes(row, "hut")?.map(HutId),
        },
        shelf: columns::word(row, "shelf")?,
        place: place(row)?,
        offered_to: columns::optional_bytes(row, "offered_to")?.map(PartyId),
        listed_at: columns::time(row, "listed_at")?,
        operation: OperationId(columns::bytes(row, "operation")?),
    })
}

/// Adds ` AND …` for everything that restricts.
fn restrict(query: &mut QueryBuilder<Sqlite>, filter: &ItemFilter) {
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
    if let Some(hut) = filter.hut {
        query.push(" AND place = ").push_bind(format!("hut:{hut}"));
    }
    if let Some(shelf) = filter.shelf {
        query.push(" AND shelf = ").push_bind(shelf.word());
    }
}

impl Projections {
    /// One thing.
    pub async fn item(&self, item: ItemId) -> Result<Option<Item>, Error> {
        sqlx::query("SELECT * FROM items WHERE item = ?")
            .bind(item.0.as_slice())
            .fetch_optional(self.readers())
            .await?
            .map(|row| item_from(&row))
            .transpose()
    }

    /// Things, newest first.
    pub async fn items(&self, filter: &ItemFilter, page: Page) -> Result<Vec<Item>, Error> {
        let mut query = QueryBuilder::new("SELECT * FROM items WHERE sequence < ");
        query.push_bind(page.bound());
        restrict(&mut query, filter);
        query
            .push(" ORDER BY sequence DESC LIMIT ")
            .push_bind(page.limit);
        let rows = query.build().fetch_all(self.readers()).await?;
        columns::all(&rows, item_from)
    }

    /// Things whose text has all the words of a question, the most fitting first; a question
    /// without any word finds nothing.
    pub async fn search_items(
        &self,
        question: &str,
        filter: &ItemFilter,
        limit: u32,
    ) -> Result<Vec<Item>, Error> {
        let Some(words) = text::question(self.dictionary(), question) else {
            return Ok(Vec::new());
        };
        let mut query = QueryBuilder::new(
            "SELECT items.* FROM text_words
             JOIN texts ON texts.text = text_words.rowid
             JOIN items ON items.content_hash = texts.content
             WHERE text_words MATCH ",
        );
        query.push_bind(words);
        restrict(&mut query, filter);
        // A word in the title counts four times.
        query.push(" ORDER BY bm25(text_words, 4.0, 1.0), sequence DESC LIMIT ");
        query.push_bind(limit);
        let rows = query.build().fetch_all(self.readers()).await?;
        columns::all(&rows, item_from)
    }

    /// The things whose ids begin with these bytes: what a typed code says of an id. At most two,
    /// so that a code that fits two is noticed.
    pub async fn items_by_beginning(&self, beginning: [u8; 5]) -> Result<Vec<Item>, Error> {
        let (mut first, mut last) = ([0; 16], [u8::MAX; 16]);
        for (place, byte) in beginning.into_iter().enumerate() {
            first[place] = byte;
            last[place] = byte;
        }
        let rows = sqlx::query("SELECT * FROM items WHERE item BETWEEN ? AND ? LIMIT 2")
            .bind(first.as_slice())
            .bind(last.as_slice())
            .fetch_all(self.readers())
            .await?;
        columns::all(&rows, item_from)
    }

    /// How many things each community of an area offers, by its code.
    pub async fn item_counts(&self, area: AreaCode) -> Result<Vec<(AreaCode, u64)>, Error> {
        let filter = ItemFilter {
            area: Some(area),
            shelf: Some(Shelf::Offered),
            ..ItemFilter::default()
        };
        let mut query = QueryBuilder::new("SELECT area, count(*) AS count FROM items WHERE true");
        restrict(&mut query, &filter);
        query.push(" GROUP BY area ORDER BY area");
        let rows = query.build().fetch_all(self.readers()).await?;
        columns::all(&rows, |row| {
            let area = AreaCode(columns::number(row, "area")?);
            Ok((area, columns::number(row, "count")?))
        })
    }

    /// Everybody who had a thing in their hands, each once.
    pub async fn item_borrowers(&self, item: ItemId) -> Result<Vec<PartyId>, Error> {
        let rows = sqlx::query(
            "SELECT DISTINCT borrower FROM loans
             WHERE item = ? AND handed_over_at IS NOT NULL AND status <> 'void'",
        )
        .bind(item.0.as_slice())
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, |row| Ok(PartyId(columns::bytes(row, "borrower")?)))
    }

    /// How often a thing was lent, and to how many.
    pub async fn item_use(&self, item: ItemId) -> Result<ItemUse, Error> {
        let row = sqlx::query(
            "SELECT count(*) AS times, count(DISTINCT borrower) AS borrowers FROM loans
             WHERE item = ? AND handed_over_at IS NOT NULL AND status <> 'void'",
        )
        .bind(item.0.as_slice())
        .fetch_one(self.readers())
        .await?;
        Ok(ItemUse {
            times: columns::number(&row, "times")?,
            borrowers: columns::number(&row, "borrowers")?,
        })
    }

    /// Where a thing has been, oldest first.
    pub async fn item_custody(&self, item: ItemId) -> Result<Vec<CustodyStep>, Error> {
        let rows = sqlx::query("SELECT * FROM item_custody WHERE item = ? ORDER BY sequence")
            .bind(item.0.as_slice())
            .fetch_all(self.readers())
            .await?;
        columns::all(&rows, |row| {
            Ok(CustodyStep {
                place: place(row)?,
                at: columns::time(row, "at")?,
                stated_by: PartyId(columns::bytes(row, "stated_by")?),
                operation: OperationId(columns::bytes(row, "operation")?),
            })
        })
    }
}
