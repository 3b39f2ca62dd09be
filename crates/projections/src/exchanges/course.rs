//! What happens between the yes and the points: other times, the door, contradiction, and when
//! silence will end it.

use super::StepKind;
use crate::{Error, columns::integer, facts::OperationFacts};
use ledger::{
    ExchangeId, Points, Timestamp,
    event::ExchangeEvent,
    rules::exchange::silence::{ANSWER_MS, LAPSE_MS},
    time::MINUTE_MS,
};
use sqlx::SqliteConnection;

/// Less than half a step between the two marks at the door is no service.
const MEASURED_MS_MIN: u64 = 15 * MINUTE_MS;

/// Applies what the event changes, and looks again at what silence will bring.
pub(super) async fn apply(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    event: &ExchangeEvent,
) -> Result<(), Error> {
    let exchange = event.exchange();
    let now = Some(operation.time);
    match event {
        ExchangeEvent::TimeAgreed {
            start,
            minutes,
            price,
            ..
        }
        | ExchangeEvent::TimeRestored {
            start,
            minutes,
            price,
            ..
        } => move_to(db, exchange, (*start, *minutes, *price)).await?,
        ExchangeEvent::CheckInOpened { .. } | ExchangeEvent::CheckInWithdrawn { .. } => {
            withdraw_step(db, exchange, event).await?;
        }
        ExchangeEvent::BothCheckedIn { .. } => mark(db, exchange, Mark::Met, now).await?,
        ExchangeEvent::ServiceFinished { .. } => mark(db, exchange, Mark::Finished, now).await?,
        ExchangeEvent::ServiceContested { .. } | ExchangeEvent::NoShowAnswered { .. } => {
            mark(db, exchange, Mark::Contested, now).await?;
        }
        _ => {}
    }
    look_at_silence(db, exchange).await
}

async fn move_to(
    db: &mut SqliteConnection,
    exchange: ExchangeId,
    (start, minutes, price): (Timestamp, u16, Points),
) -> Result<(), Error> {
    sqlx::query("UPDATE exchanges SET start = ?, minutes = ?, price = ? WHERE exchange = ?")
        .bind(integer(start.0))
        .bind(minutes)
        .bind(price.0)
        .bind(exchange.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

#[derive(Clone, Copy)]
enum Mark {
    Met,
    Finished,
    Contested,
}

async fn mark(
    db: &mut SqliteConnection,
    exchange: ExchangeId,
    mark: Mark,
    at: Option<Timestamp>,
) -> Result<(), Error> {
    let update = match mark {
        Mark::Met => "UPDATE exchanges SET met_at = ? WHERE exchange = ?",
        Mark::Finished => "UPDATE exchanges SET finished_at = ? WHERE exchange = ?",
        Mark::Contested => "UPDATE exchanges SET contested_at = ? WHERE exchange = ?",
    };
    sqlx::query(update)
        .bind(at.map(|at| integer(at.0)))
        .bind(exchange.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

/// A step at the door is taken back with what was built on it: the end, when this side stated it;
/// else the meeting.
async fn withdraw_step(
    db: &mut SqliteConnection,
    exchange: ExchangeId,
    event: &ExchangeEvent,
) -> Result<(), Error> {
    let ExchangeEvent::CheckInWithdrawn { end_only, .. } = event else {
        return Ok(());
    };
    mark(db, exchange, Mark::Finished, None).await?;
    if !end_only {
        mark(db, exchange, Mark::Met, None).await?;
    }
    Ok(())
}

/// When silence will end it: the same answer as the ledger's, which is asked again before anything
/// happens.
async fn look_at_silence(db: &mut SqliteConnection, exchange: ExchangeId) -> Result<(), Error> {
    sqlx::query(
        "UPDATE exchanges SET silence_at = CASE
           WHEN status = 'accepted' AND provider_minutes IS NULL AND receiver_minutes IS NULL
             THEN start + minutes * ?1 + ?2
           WHEN status = 'accepted'
             THEN max(start + minutes * ?1, coalesce(provider_stated_at, receiver_stated_at))
               + CASE WHEN met_at IS NOT NULL
                   AND coalesce(finished_at - met_at, ?3) >= ?3 THEN ?4 ELSE ?2 END
           WHEN status = 'contested'
             THEN max(start + minutes * ?1, coalesce(contested_at, 0)) + ?2
           ELSE NULL END WHERE exchange = ?5",
    )
    .bind(integer(MINUTE_MS))
    .bind(integer(LAPSE_MS))
    .bind(integer(MEASURED_MS_MIN))
    .bind(integer(ANSWER_MS))
    .bind(exchange.0.as_slice())
    .execute(db)
    .await?;
    Ok(())
}

/// The line that an event leaves in the history of an exchange, if it is one of these.
pub(super) const fn step_of(event: &ExchangeEvent) -> Option<(ExchangeId, StepKind, Option<u16>)> {
    let (what, minutes) = match event {
        ExchangeEvent::ExchangeInvited { .. } => (StepKind::Invited, None),
        ExchangeEvent::InvitationAccepted { .. } => (StepKind::InvitationAccepted, None),
        ExchangeEvent::AnswerWithdrawn { .. } => (StepKind::AnswerWithdrawn, None),
        ExchangeEvent::TimeProposed { .. } => (StepKind::TimeProposed, None),
        ExchangeEvent::TimeAgreed { minutes, .. } => (StepKind::TimeAgreed, Some(*minutes)),
        ExchangeEvent::TimeDropped { .. } => (StepKind::TimeDropped, None),
        ExchangeEvent::TimeRestored { minutes, .. } => (StepKind::TimeRestored, Some(*minutes)),
        ExchangeEvent::CheckInOpened { .. } => (StepKind::CheckInOpened, None),
        ExchangeEvent::BothCheckedIn { .. } => (StepKind::CheckedIn, None),
        ExchangeEvent::ServiceFinished { .. } => (StepKind::Finished, None),
        ExchangeEvent::CheckInWithdrawn { .. } => (StepKind::CheckInWithdrawn, None),
        ExchangeEvent::ServiceContested { minutes, .. } => (StepKind::Contested, Some(*minutes)),
        ExchangeEvent::ContestWithdrawn { .. } => (StepKind::ContestWithdrawn, None),
        ExchangeEvent::NoShowAnswered { .. } => (StepKind::NoShowAnswered, None),
        ExchangeEvent::NoShowUpheld { .. } => (StepKind::NoShowUpheld, None),
        ExchangeEvent::ServiceWitnessed { minutes, .. } => (StepKind::Witnessed, Some(*minutes)),
        ExchangeEvent::SilenceEnded { .. } => (StepKind::SilenceEnded, None),
        ExchangeEvent::ExchangeLapsed { .. } => (StepKind::Lapsed, None),
        ExchangeEvent::ExchangeStopped { .. } => (StepKind::Stopped, None),
        _ => return None,
    };
    Some((event.exchange(), what, minutes))
}
