//! What people share: things for good, activities, gifts of points, households, the catalogue.

use super::{Line, NoticeCode as Code, Subject, sides};
use crate::{Error, columns};
use ledger::{
    ActivityId, PartyId, RedemptionId,
    event::{ActivityEvent, HouseholdEvent, ItemEvent, PointsEvent, RedemptionEvent},
};
use sqlx::SqliteConnection;

pub(super) fn given(event: &ItemEvent) -> Vec<Line> {
    match event {
        ItemEvent::ItemGiven { item, from, to } => {
            let item = Subject::Item(*item);
            vec![
                Line::about(*to, Code::ItemGiven, item).from(*from),
                Line::about(*from, Code::ItemTaken, item).from(*to),
            ]
        }
        // The owner's own doing.
        ItemEvent::ItemListed { .. }
        | ItemEvent::ItemChanged { .. }
        | ItemEvent::ItemPaused { .. }
        | ItemEvent::ItemResumed { .. }
        | ItemEvent::ItemRecalled { .. }
        | ItemEvent::ItemOffered { .. } => Vec::new(),
    }
}

pub(super) async fn activity(
    db: &mut SqliteConnection,
    by: PartyId,
    event: &ActivityEvent,
) -> Result<Vec<Line>, Error> {
    let line = |party, code, activity| Line::about(party, code, Subject::Activity(activity));
    Ok(match event {
        ActivityEvent::WaitlistPromoted { activity, person } => {
            vec![line(*person, Code::PlaceFreed, *activity)]
        }
        ActivityEvent::ActivityCancelled { activity, .. } => {
            let people = signed_up(db, *activity).await?;
            let people = people.into_iter().filter(|person| *person != by);
            people
                .map(|person| line(person, Code::ActivityCancelled, *activity))
                .collect()
        }
        ActivityEvent::IncidentReported { activity, by } => {
            let organiser = organiser(db, *activity).await?;
            let line = line(organiser, Code::ActivityIncident, *activity).from(*by);
            (organiser != *by).then_some(line).into_iter().collect()
        }
        ActivityEvent::ActivityLapsed { activity } => {
            vec![line(
                organiser(db, *activity).await?,
                Code::ActivityLapsed,
                *activity,
            )]
        }
        // One's own doing, or told by the points that follow; the list says who came.
        ActivityEvent::ActivityPlanned { .. }
        | ActivityEvent::PapersFiled { .. }
        | ActivityEvent::SignUpOpened { .. }
        | ActivityEvent::SignedUp { .. }
        | ActivityEvent::ActivityLeft { .. }
        | ActivityEvent::CheckedIn { .. }
        | ActivityEvent::PeopleCheckedIn { .. }
        | ActivityEvent::PeopleAbsent { .. }
        | ActivityEvent::AttendanceCorrected { .. }
        | ActivityEvent::ActivityHeld { .. }
        | ActivityEvent::ActivityReported { .. }
        | ActivityEvent::PointsAwarded { .. }
        | ActivityEvent::SessionConfirmed { .. }
        | ActivityEvent::AwardWithdrawn { .. } => Vec::new(),
    })
}

async fn signed_up(db: &mut SqliteConnection, activity: ActivityId) -> Result<Vec<PartyId>, Error> {
    let rows = sqlx::query(
        "SELECT person FROM sign_ups WHERE activity = ? AND status IN ('taken', 'waiting')
         ORDER BY sequence",
    )
    .bind(activity.0.as_slice())
    .fetch_all(db)
    .await?;
    columns::all(&rows, |row| Ok(PartyId(columns::bytes(row, "person")?)))
}

async fn organiser(db: &mut SqliteConnection, activity: ActivityId) -> Result<PartyId, Error> {
    let row = sqlx::query("SELECT organiser FROM activities WHERE activity = ?")
        .bind(activity.0.as_slice())
        .fetch_one(db)
        .await?;
    Ok(PartyId(columns::bytes(&row, "organiser")?))
}

pub(super) async fn gift(
    db: &mut SqliteConnection,
    event: &PointsEvent,
) -> Result<Vec<Line>, Error> {
    let (gift, code, to_receiver) = match event {
        PointsEvent::GiftOffered { gift, .. } => (*gift, Code::GiftOffered, true),
        PointsEvent::GiftAccepted { gift, .. } => (*gift, Code::GiftAccepted, false),
        PointsEvent::GiftDeclined { gift } => (*gift, Code::GiftDeclined, false),
        PointsEvent::GiftExpired { gift } => (*gift, Code::GiftExpired, false),
        PointsEvent::GiftWithdrawn { gift, by } => {
            let (giver, receiver, amount) = sides::of_gift(db, *gift).await?;
            let subject = Subject::Gift(*gift);
            let sides = [(giver, receiver), (receiver, giver)];
            let told = sides.into_iter().filter(|(party, _)| *by != Some(*party));
            return Ok(told
                .map(|(party, other)| Line {
                    amount: Some(amount),
                    ..Line::about(party, Code::GiftWithdrawn, subject).from(other)
                })
                .collect());
        }
        PointsEvent::ExpiryAnnounced { person, amount, .. } => {
            return Ok(vec![Line {
                amount: Some(*amount),
                ..Line::to(*person, super::plain(Code::ExpiryAnnounced))
            }]);
        }
        // Movements of points are told as such; a beneficiary is not told before a death.
        PointsEvent::PointsHeld { .. }
        | PointsEvent::PointsReleased { .. }
        | PointsEvent::PointsPosted { .. }
        | PointsEvent::TransferSettled { .. }
        | PointsEvent::TransferReversed { .. }
        | PointsEvent::TransferCorrected { .. }
        | PointsEvent::TransferGuaranteed { .. }
        | PointsEvent::BeneficiaryNamed { .. }
        | PointsEvent::PointsPassedOn { .. }
        | PointsEvent::PointsExpired { .. } => return Ok(Vec::new()),
    };
    let (giver, receiver, amount) = sides::of_gift(db, gift).await?;
    let (party, other) = if to_receiver {
        (receiver, giver)
    } else {
        (giver, receiver)
    };
    Ok(vec![Line {
        amount: Some(amount),
        ..Line::about(party, code, Subject::Gift(gift)).from(other)
    }])
}

pub(super) fn household(by: PartyId, event: &HouseholdEvent) -> Vec<Line> {
    match event {
        HouseholdEvent::HouseholdInvited { household, person } => {
            let subject = Subject::Household(*household);
            vec![Line::about(*person, Code::HouseholdInvited, subject).from(by)]
        }
        // One's own doing; the page of the family shows who belongs to it.
        HouseholdEvent::HouseholdRegistered { .. }
        | HouseholdEvent::HouseholdJoined { .. }
        | HouseholdEvent::HouseholdLeft { .. } => Vec::new(),
    }
}

pub(super) async fn redemption(
    db: &mut SqliteConnection,
    by: PartyId,
    event: &RedemptionEvent,
) -> Result<Vec<Line>, Error> {
    let (id, code) = match event {
        RedemptionEvent::RedemptionReserved { redemption, .. } => {
            (*redemption, Code::RedemptionReserved)
        }
        RedemptionEvent::RedemptionCancelled { redemption, .. } => {
            (*redemption, Code::RedemptionCancelled)
        }
        RedemptionEvent::RedemptionExpired { redemption } => (*redemption, Code::RedemptionExpired),
        RedemptionEvent::ConsumptionWithdrawn { redemption, .. } => {
            (*redemption, Code::RedemptionReopened)
        }
        // The page that redeems says that one waits; what was given is told by its points.
        RedemptionEvent::RedemptionQueued { .. }
        | RedemptionEvent::RedemptionConsumed { .. }
        | RedemptionEvent::QueueAdmitted { .. }
        | RedemptionEvent::EntryPublished { .. }
        | RedemptionEvent::EntryClosed { .. } => return Ok(Vec::new()),
    };
    let person = redeemer(db, id).await?;
    let line = Line::about(person, code, Subject::Redemption(id));
    Ok((person != by).then_some(line).into_iter().collect())
}

async fn redeemer(db: &mut SqliteConnection, id: RedemptionId) -> Result<PartyId, Error> {
    let row = sqlx::query("SELECT person FROM redemptions WHERE redemption = ?")
        .bind(id.0.as_slice())
        .fetch_one(db)
        .await?;
    Ok(PartyId(columns::bytes(&row, "person")?))
}
