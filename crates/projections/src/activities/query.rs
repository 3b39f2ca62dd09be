//! Questions about activities: by place, organiser and words, who has a place and who waits.

use crate::{
    Error, Page, Projections,
    codes::{Word as _, place_from},
    columns::{self, area_ranges, integer},
    text,
};
use ledger::{
    ActivityId, AreaCode, CategoryCode, Hash, OperationId, PartyId, Points, Timestamp,
    operation::{
        activity::{Ages, REPORT_MS_MAX},
        listing::{ContentRef, Place},
    },
    state::activities::{ActivityStatus, PlaceStatus},
    time::MINUTE_MS,
};
use sqlx::{QueryBuilder, Sqlite, sqlite::SqliteRow};

/// An activity or a group session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Position in lists.
    pub sequence: i64,
    /// Its id.
    pub activity: ActivityId,
    /// Who holds it.
    pub organiser: PartyId,
    /// What kind.
    pub category: CategoryCode,
    /// Where it is for.
    pub area: AreaCode,
    /// Where it takes place.
    pub place: Place,
    /// When it begins.
    pub start: Timestamp,
    /// How long it takes.
    pub minutes: u16,
    /// How many people.
    pub capacity: u16,
    /// Who may come.
    pub ages: Ages,
    /// Points for everybody who came.
    pub points: Points,
    /// Name and description.
    pub content: ContentRef,
    /// Where it stands.
    pub status: ActivityStatus,
    /// When the status last changed.
    pub changed_at: Timestamp,
    /// The report.
    pub report: Option<Hash>,
    /// How many incidents were reported.
    pub incidents: u32,
    /// The operation that planned it.
    pub operation: OperationId,
}

/// Which activities; whatever is `None` does not restrict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ActivityFilter {
    /// For a community, a subdistrict or the district.
    pub area: Option<AreaCode>,
    /// Whose.
    pub organiser: Option<PartyId>,
    /// In this state.
    pub status: Option<ActivityStatus>,
    /// That begin after this moment.
    pub after: Option<Timestamp>,
}

/// How many people have a place, wait and came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Have a place, whether they came or not.
    pub taken: u32,
    /// Wait for one.
    pub waiting: u32,
    /// Came.
    pub came: u32,
}

/// A person's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignUp {
    /// At which activity.
    pub activity: ActivityId,
    /// Who.
    pub person: PartyId,
    /// Where it stands.
    pub status: PlaceStatus,
    /// When the status last changed.
    pub changed_at: Timestamp,
    /// Gave it back late.
    pub late: bool,
}

fn activity_from(row: &SqliteRow) -> Result<Activity, Error> {
    Ok(Activity {
        sequence: columns::number(row, "sequence")?,
        activity: ActivityId(columns::bytes(row, "activity")?),
        organiser: PartyId(columns::bytes(row, "organiser")?),
        category: CategoryCode(columns::number(row, "category")?),
        area: AreaCode(columns::number(row, "area")?),
        place: place_from(&columns::text(row, "place")?).ok_or(Error::Column("place"))?,
        start: columns::time(row, "start")?,
        minutes: columns::number(row, "minutes")?,
        capacity: columns::number(row, "capacity")?,
        ages: columns::word(row, "ages")?,
        points: columns::points(row, "points")?,
        content: ContentRef {
            hash: Hash(columns::bytes(row, "content_hash")?),
            bytes: columns::number(row, "content_bytes")?,
        },
        status: columns::word(row, "status")?,
        changed_at: columns::time(row, "changed_at")?,
        report: columns::optional_bytes(row, "report_hash")?.map(Hash),
        incidents: columns::number(row, "incidents")?,
        operation: OperationId(columns::bytes(row, "operation")?),
    })
}

fn sign_up_from(row: &SqliteRow) -> Result<SignUp, Error> {
    Ok(SignUp {
        activity: ActivityId(columns::bytes(row, "activity")?),
        person: PartyId(columns::bytes(row, "person")?),
        status: columns::word(row, "status")?,
        changed_at: columns::time(row, "changed_at")?,
        late: columns::number::<u8>(row, "late")? == 1,
    })
}

/// Adds ` AND …` for everything that restricts.
fn restrict(query: &mut QueryBuilder<Sqlite>, filter: &ActivityFilter) {
    if let Some(area) = filter.area {
        let mut separator = " AND (";
        for (first, last) in area_ranges(area) {
            query.push(separator).push("area BETWEEN ").push_bind(first);
            query.push(" AND ").push_bind(last);
            separator = " OR ";
        }
        query.push(")");
    }
    if let Some(organiser) = filter.organiser {
        query
            .push(" AND organiser = ")
            .push_bind(organiser.0.to_vec());
    }
    if let Some(status) = filter.status {
        query.push(" AND status = ").push_bind(status.word());
    }
    if let Some(after) = filter.after {
        query.push(" AND start > ").push_bind(integer(after.0));
    }
}

impl Projections {
    /// One activity.
    pub async fn activity(&self, activity: ActivityId) -> Result<Option<Activity>, Error> {
        sqlx::query("SELECT * FROM activities WHERE activity = ?")
            .bind(activity.0.as_slice())
            .fetch_optional(self.readers())
            .await?
            .map(|row| activity_from(&row))
            .transpose()
    }

    /// Activities, newest plan first.
    pub async fn activities(
        &self,
        filter: &ActivityFilter,
        page: Page,
    ) -> Result<Vec<Activity>, Error> {
        let mut query = QueryBuilder::new("SELECT * FROM activities WHERE sequence < ");
        query.push_bind(page.bound());
        restrict(&mut query, filter);
        query
            .push(" ORDER BY sequence DESC LIMIT ")
            .push_bind(page.limit);
        let rows = query.build().fetch_all(self.readers()).await?;
        columns::all(&rows, activity_from)
    }

    /// Activities whose text has all the words of a question, the most fitting first.
    pub async fn search_activities(
        &self,
        question: &str,
        filter: &ActivityFilter,
        limit: u32,
    ) -> Result<Vec<Activity>, Error> {
        let Some(words) = text::question(self.dictionary(), question) else {
            return Ok(Vec::new());
        };
        let mut query = QueryBuilder::new(
            "SELECT activities.* FROM text_words
             JOIN texts ON texts.text = text_words.rowid
             JOIN activities ON activities.content_hash = texts.content
             WHERE text_words MATCH ",
        );
        query.push_bind(words);
        restrict(&mut query, filter);
        query.push(" ORDER BY bm25(text_words, 4.0, 1.0), sequence DESC LIMIT ");
        query.push_bind(limit);
        let rows = query.build().fetch_all(self.readers()).await?;
        columns::all(&rows, activity_from)
    }

    /// How many people have a place at an activity, wait and came.
    pub async fn places(&self, activity: ActivityId) -> Result<Places, Error> {
        let row = sqlx::query(
            "SELECT count(*) FILTER (WHERE status IN ('taken', 'came', 'absent')) AS taken,
             count(*) FILTER (WHERE status = 'waiting') AS waiting,
             count(*) FILTER (WHERE status = 'came') AS came FROM sign_ups WHERE activity = ?",
        )
        .bind(activity.0.as_slice())
        .fetch_one(self.readers())
        .await?;
        Ok(Places {
            taken: columns::number(&row, "taken")?,
            waiting: columns::number(&row, "waiting")?,
            came: columns::number(&row, "came")?,
        })
    }

    /// Everybody on the list of an activity, in the order in which they signed up: whoever waits
    /// gets a place in this order.
    pub async fn sign_ups(&self, activity: ActivityId) -> Result<Vec<SignUp>, Error> {
        let rows = sqlx::query("SELECT * FROM sign_ups WHERE activity = ? ORDER BY sequence")
            .bind(activity.0.as_slice())
            .fetch_all(self.readers())
            .await?;
        columns::all(&rows, sign_up_from)
    }

    /// A person's places, newest first.
    pub async fn sign_ups_of(&self, person: PartyId, limit: u32) -> Result<Vec<SignUp>, Error> {
        let rows =
            sqlx::query("SELECT * FROM sign_ups WHERE person = ? ORDER BY sequence DESC LIMIT ?")
                .bind(person.0.as_slice())
                .bind(limit)
                .fetch_all(self.readers())
                .await?;
        columns::all(&rows, sign_up_from)
    }

    /// Activities that nobody reported in time.
    pub async fn due_for_lapse(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<ActivityId>, Error> {
        let rows = sqlx::query(
            "SELECT activity FROM activities WHERE status IN ('planned', 'open', 'held')
             AND start + minutes * ? < ? LIMIT ?",
        )
        .bind(integer(MINUTE_MS))
        .bind(integer(now.minus_ms(REPORT_MS_MAX).0))
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, |row| {
            Ok(ActivityId(columns::bytes(row, "activity")?))
        })
    }
}
