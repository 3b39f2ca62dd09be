//! Activities and group sessions: plans, places, waitlists, who came, and what became of them.

mod query;

pub use query::{Activity, ActivityFilter, Places, SignUp};

use crate::{
    Error,
    codes::{Word as _, place_text, words},
    columns::integer,
    facts::{BlockFacts, Fact, OperationFacts},
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Action, ActivityId, Event, PartyId,
    event::ActivityEvent,
    operation::{
        ActivityAction,
        activity::{Ages, PlanActivity},
    },
    state::activities::{ActivityStatus, PlaceStatus},
};
use sqlx::SqliteConnection;

pub(crate) struct Activities;

words!(Ages { Adults = "adults", FromEight = "from_eight" });
words!(ActivityStatus {
    Planned = "planned",
    Open = "open",
    Held = "held",
    Reported = "reported",
    Cancelled = "cancelled",
    Lapsed = "lapsed",
});
words!(PlaceStatus {
    Taken = "taken",
    Waiting = "waiting",
    Came = "came",
    Absent = "absent",
    Left = "left",
});

#[async_trait]
impl View for Activities {
    fn name(&self) -> &'static str {
        "activities"
    }

    fn version(&self) -> u32 {
        1
    }

    fn tables(&self) -> &'static [&'static str] {
        &["activities", "sign_ups"]
    }

    fn schema(&self) -> &'static str {
        include_str!("activities/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (operation, fact) in block.all() {
            if let (Event::Activity(event), Action::Activity(action)) = (fact.event, fact.action) {
                activity_event(db, operation, fact, (event, action)).await?;
            }
        }
        Ok(())
    }
}

async fn activity_event(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    fact: Fact<'_>,
    (event, action): (&ActivityEvent, &ActivityAction),
) -> Result<(), Error> {
    use ActivityEvent as Became;
    if let Some((activity, status)) = status_after(event) {
        set_status(db, operation, activity, status).await?;
    }
    match (event, action) {
        (Became::ActivityPlanned { activity }, ActivityAction::PlanActivity(command)) => {
            plan(db, operation, fact, (*activity, command)).await
        }
        (Became::ActivityReported { activity }, ActivityAction::ReportActivity(command)) => {
            sqlx::query("UPDATE activities SET report_hash = ? WHERE activity = ?")
                .bind(command.content.hash.0.as_slice())
                .bind(activity.0.as_slice())
                .execute(db)
                .await?;
            Ok(())
        }
        (Became::IncidentReported { activity, .. }, _) => {
            sqlx::query("UPDATE activities SET incidents = incidents + 1 WHERE activity = ?")
                .bind(activity.0.as_slice())
                .execute(db)
                .await?;
            Ok(())
        }
        _ => place_event(db, operation, (event, action)).await,
    }
}

const fn status_after(event: &ActivityEvent) -> Option<(ActivityId, ActivityStatus)> {
    Some(match event {
        ActivityEvent::SignUpOpened { activity } => (*activity, ActivityStatus::Open),
        ActivityEvent::ActivityHeld { activity, .. } => (*activity, ActivityStatus::Held),
        ActivityEvent::ActivityReported { activity } => (*activity, ActivityStatus::Reported),
        ActivityEvent::ActivityCancelled { activity, .. } => (*activity, ActivityStatus::Cancelled),
        ActivityEvent::ActivityLapsed { activity } => (*activity, ActivityStatus::Lapsed),
        _ => return None,
    })
}

async fn set_status(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    activity: ActivityId,
    status: ActivityStatus,
) -> Result<(), Error> {
    sqlx::query("UPDATE activities SET status = ?, changed_at = ? WHERE activity = ?")
        .bind(status.word())
        .bind(integer(operation.time.0))
        .bind(activity.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

async fn plan(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    fact: Fact<'_>,
    (activity, command): (ActivityId, &PlanActivity),
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO activities (activity, organiser, category, area, place, start, minutes,
         capacity, ages, points, content_hash, content_bytes, status, changed_at, incidents,
         operation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'planned', ?, 0, ?)",
    )
    .bind(activity.0.as_slice())
    .bind(fact.by.0.as_slice())
    .bind(command.category.0)
    .bind(integer(command.area.0))
    .bind(place_text(command.place))
    .bind(integer(command.start.0))
    .bind(command.minutes)
    .bind(command.capacity)
    .bind(command.ages.word())
    .bind(command.points.0)
    .bind(command.content.hash.0.as_slice())
    .bind(command.content.bytes)
    .bind(integer(operation.time.0))
    .bind(operation.id.0.as_slice())
    .execute(db)
    .await?;
    Ok(())
}

async fn place_event(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    (event, action): (&ActivityEvent, &ActivityAction),
) -> Result<(), Error> {
    use ActivityEvent as Became;
    match (event, action) {
        (
            Became::SignedUp {
                activity,
                person,
                waiting,
            },
            _,
        ) => sign_up(db, operation, (*activity, *person), *waiting).await,
        (
            Became::ActivityLeft {
                activity,
                person,
                late,
            },
            _,
        ) => {
            let status = PlaceStatus::Left;
            set_place(db, operation, (*activity, *person), (status, *late)).await
        }
        (Became::WaitlistPromoted { activity, person }, _) => {
            let status = PlaceStatus::Taken;
            set_place(db, operation, (*activity, *person), (status, false)).await
        }
        (Became::CheckedIn { activity, person }, _) => {
            let status = PlaceStatus::Came;
            set_place(db, operation, (*activity, *person), (status, false)).await
        }
        (Became::PeopleCheckedIn { activity, .. }, ActivityAction::CheckInPeople(command)) => {
            let people = &command.people;
            set_places(db, operation, (*activity, people), PlaceStatus::Came).await
        }
        (Became::PeopleAbsent { activity }, ActivityAction::MarkAbsent(command)) => {
            let people = &command.people;
            set_places(db, operation, (*activity, people), PlaceStatus::Absent).await
        }
        (Became::AttendanceCorrected { activity }, ActivityAction::CorrectAttendance(command)) => {
            let people = &command.people;
            set_places(db, operation, (*activity, people), PlaceStatus::Taken).await
        }
        _ => Ok(()),
    }
}

/// A new place, or a new turn on the list for somebody who had left: always at its end.
async fn sign_up(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    (activity, person): (ActivityId, PartyId),
    waiting: bool,
) -> Result<(), Error> {
    let status = if waiting {
        PlaceStatus::Waiting
    } else {
        PlaceStatus::Taken
    };
    sqlx::query("DELETE FROM sign_ups WHERE activity = ? AND person = ?")
        .bind(activity.0.as_slice())
        .bind(person.0.as_slice())
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "INSERT INTO sign_ups (sequence, activity, person, status, changed_at, late)
         VALUES ((SELECT coalesce(max(sequence), 0) + 1 FROM sign_ups), ?, ?, ?, ?, false)",
    )
    .bind(activity.0.as_slice())
    .bind(person.0.as_slice())
    .bind(status.word())
    .bind(integer(operation.time.0))
    .execute(db)
    .await?;
    Ok(())
}

async fn set_place(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    (activity, person): (ActivityId, PartyId),
    (status, late): (PlaceStatus, bool),
) -> Result<(), Error> {
    sqlx::query(
        "UPDATE sign_ups SET status = ?, changed_at = ?, late = ?
         WHERE activity = ? AND person = ?",
    )
    .bind(status.word())
    .bind(integer(operation.time.0))
    .bind(late)
    .bind(activity.0.as_slice())
    .bind(person.0.as_slice())
    .execute(db)
    .await?;
    Ok(())
}

async fn set_places(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    (activity, people): (ActivityId, &[PartyId]),
    status: PlaceStatus,
) -> Result<(), Error> {
    for person in people {
        set_place(db, operation, (activity, *person), (status, false)).await?;
    }
    Ok(())
}
