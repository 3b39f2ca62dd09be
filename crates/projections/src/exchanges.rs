//! Services between two parties, and what happened to each of them.

mod course;
mod query;

pub use query::{Exchange, Standing, Step};

use crate::{
    Error,
    codes::{Word as _, words},
    columns::integer,
    facts::{BlockFacts, OperationFacts, status_after},
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Action, Event, ExchangeId, ListingId, PartyId, Points, Timestamp, TransferId,
    event::{ExchangeEvent, PointsEvent},
    operation::ExchangeAction,
    state::records::{ExchangeStatus, Funding},
};
use sqlx::SqliteConnection;

/// What happened to an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// One side asked.
    Requested,
    /// The other said yes.
    Accepted,
    /// The other said no.
    Declined,
    /// The asking side took it back.
    Withdrawn,
    /// One side ended what was agreed.
    Cancelled,
    /// It ended because points behind it were reversed.
    Ended,
    /// One side stated that the service took place.
    Confirmed,
    /// Both sides have.
    Completed,
    /// One side took its statement back.
    ConfirmationWithdrawn,
    /// One side stated that the other did not come.
    NoShowReported,
    /// That statement was taken back.
    NoShowWithdrawn,
    /// Nobody answered.
    Expired,
    /// Somebody proposed it to both sides.
    Invited,
    /// One of them said yes.
    InvitationAccepted,
    /// One of them took its yes back.
    AnswerWithdrawn,
    /// One side proposed another time.
    TimeProposed,
    /// The other agreed to it.
    TimeAgreed,
    /// That proposal is off.
    TimeDropped,
    /// The time before counts again.
    TimeRestored,
    /// One side showed a code at the door.
    CheckInOpened,
    /// The other repeated it.
    CheckedIn,
    /// One side stated the end.
    Finished,
    /// One side took its step at the door back.
    CheckInWithdrawn,
    /// One side contradicted the other.
    Contested,
    /// It took that back.
    ContestWithdrawn,
    /// One side says that it came.
    NoShowAnswered,
    /// The report that it did not stands.
    NoShowUpheld,
    /// A witness stated what took place.
    Witnessed,
    /// The time to answer ran out.
    SilenceEnded,
    /// It ended without a service on record.
    Lapsed,
    /// One side ended it because it felt unsafe.
    Stopped,
}

words!(StepKind {
    Requested = "requested",
    Accepted = "accepted",
    Declined = "declined",
    Withdrawn = "withdrawn",
    Cancelled = "cancelled",
    Ended = "ended",
    Confirmed = "confirmed",
    Completed = "completed",
    ConfirmationWithdrawn = "confirmation_withdrawn",
    NoShowReported = "no_show_reported",
    NoShowWithdrawn = "no_show_withdrawn",
    Expired = "expired",
    Invited = "invited",
    InvitationAccepted = "invitation_accepted",
    AnswerWithdrawn = "answer_withdrawn",
    TimeProposed = "time_proposed",
    TimeAgreed = "time_agreed",
    TimeDropped = "time_dropped",
    TimeRestored = "time_restored",
    CheckInOpened = "check_in_opened",
    CheckedIn = "checked_in",
    Finished = "finished",
    CheckInWithdrawn = "check_in_withdrawn",
    Contested = "contested",
    ContestWithdrawn = "contest_withdrawn",
    NoShowAnswered = "no_show_answered",
    NoShowUpheld = "no_show_upheld",
    Witnessed = "witnessed",
    SilenceEnded = "silence_ended",
    Lapsed = "lapsed",
    Stopped = "stopped",
});

pub(crate) struct Exchanges;

#[async_trait]
impl View for Exchanges {
    fn name(&self) -> &'static str {
        "exchanges"
    }

    fn version(&self) -> u32 {
        1
    }

    fn tables(&self) -> &'static [&'static str] {
        &["exchanges", "exchange_steps"]
    }

    fn schema(&self) -> &'static str {
        include_str!("exchanges/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (operation, fact) in block.all() {
            if let (
                Action::Exchange(ExchangeAction::RequestExchange(command)),
                Event::Exchange(ExchangeEvent::ExchangeRequested {
                    exchange,
                    provider,
                    receiver,
                    price,
                }),
            ) = (fact.action, fact.event)
            {
                // An offer booked without a need of one's own is paid for.
                let is_paid = *receiver == operation.actor && command.own_listing.is_none();
                let asked = Asked {
                    exchange: *exchange,
                    listing: command.listing,
                    own_listing: command.own_listing,
                    provider: *provider,
                    receiver: *receiver,
                    funding: if is_paid {
                        Funding::Paid
                    } else {
                        Funding::Issued
                    },
                    price: *price,
                    start: command.start,
                    minutes: command.minutes,
                    status: ExchangeStatus::Requested,
                };
                asked.insert(db, operation).await?;
            } else if let (
                Action::Exchange(ExchangeAction::InviteToExchange(command)),
                Event::Exchange(ExchangeEvent::ExchangeInvited {
                    exchange,
                    provider,
                    receiver,
                }),
            ) = (fact.action, fact.event)
            {
                let asked = Asked {
                    exchange: *exchange,
                    listing: command.need,
                    own_listing: Some(command.offer),
                    provider: *provider,
                    receiver: *receiver,
                    funding: Funding::Issued,
                    price: Points::ZERO,
                    start: command.start,
                    minutes: command.minutes,
                    status: ExchangeStatus::Invited,
                };
                asked.insert(db, operation).await?;
            } else if let Some((exchange, status)) = status_after(fact.event) {
                set_status(db, operation, exchange, status).await?;
            }
            apply_details(db, operation, fact.event).await?;
            if let Event::Exchange(event) = fact.event {
                course::apply(db, operation, event).await?;
            }
            if let Some((exchange, what, minutes)) = step_of(fact.event) {
                add_step(db, operation, (exchange, what, minutes)).await?;
            }
        }
        Ok(())
    }
}

/// A new exchange, as it was asked for or proposed.
struct Asked {
    exchange: ExchangeId,
    listing: ListingId,
    own_listing: Option<ListingId>,
    provider: PartyId,
    receiver: PartyId,
    funding: Funding,
    price: Points,
    start: Timestamp,
    minutes: u16,
    status: ExchangeStatus,
}

impl Asked {
    async fn insert(
        self,
        db: &mut SqliteConnection,
        operation: &OperationFacts<'_>,
    ) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO exchanges (exchange, listing, own_listing, provider, receiver, asked_by,
             funding, price, start, minutes, status, asked_at, changed_at, cancelled_late,
             operation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
        )
        .bind(self.exchange.0.as_slice())
        .bind(self.listing.0.as_slice())
        .bind(self.own_listing.as_ref().map(|own| own.0.as_slice()))
        .bind(self.provider.0.as_slice())
        .bind(self.receiver.0.as_slice())
        .bind(operation.actor.0.as_slice())
        .bind(self.funding.word())
        .bind(self.price.0)
        .bind(integer(self.start.0))
        .bind(self.minutes)
        .bind(self.status.word())
        .bind(integer(operation.time.0))
        .bind(integer(operation.time.0))
        .bind(operation.id.0.as_slice())
        .execute(db)
        .await?;
        Ok(())
    }
}

async fn set_status(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    exchange: ExchangeId,
    status: ExchangeStatus,
) -> Result<(), Error> {
    sqlx::query(
        "UPDATE exchanges SET status = ?1,
         changed_at = CASE WHEN status = ?1 THEN changed_at ELSE ?2 END WHERE exchange = ?3",
    )
    .bind(status.word())
    .bind(integer(operation.time.0))
    .bind(exchange.0.as_slice())
    .execute(db)
    .await?;
    Ok(())
}

/// A booking goes on at a lower price; with nothing to pay when the community's guarantee will.
async fn reprice(
    db: &mut SqliteConnection,
    exchange: ExchangeId,
    price: Points,
    guaranteed: bool,
) -> Result<(), Error> {
    sqlx::query(
        "UPDATE exchanges SET price = ?, funding = CASE WHEN ? THEN ? ELSE funding END
         WHERE exchange = ?",
    )
    .bind(price.0)
    .bind(guaranteed)
    .bind(Funding::Issued.word())
    .bind(exchange.0.as_slice())
    .execute(db)
    .await?;
    Ok(())
}

/// The community's guarantee pays for a service that was given.
async fn guarantee(db: &mut SqliteConnection, transfer: TransferId) -> Result<(), Error> {
    sqlx::query("UPDATE exchanges SET funding = ?, price = 0 WHERE transfer = ?")
        .bind(Funding::Issued.word())
        .bind(transfer.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

/// What an event changes besides the status.
async fn apply_details(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    event: &Event,
) -> Result<(), Error> {
    match event {
        Event::Exchange(ExchangeEvent::ServiceConfirmed {
            exchange,
            by,
            minutes,
        }) => {
            let statement = Some((*minutes, integer(operation.time.0)));
            state(db, *exchange, *by, statement).await
        }
        Event::Exchange(ExchangeEvent::ConfirmationWithdrawn { exchange, by }) => {
            set_transfer(db, *exchange, None).await?;
            state(db, *exchange, *by, None).await
        }
        Event::Exchange(ExchangeEvent::ServiceCompleted {
            exchange, transfer, ..
        }) => set_transfer(db, *exchange, *transfer).await,
        Event::Exchange(ExchangeEvent::NoShowReported { exchange, by }) => {
            set_no_show(db, *exchange, Some(*by)).await
        }
        Event::Exchange(ExchangeEvent::NoShowWithdrawn { exchange, .. }) => {
            set_no_show(db, *exchange, None).await
        }
        Event::Exchange(ExchangeEvent::ExchangeCancelled { exchange, by, late }) => {
            sqlx::query(
                "UPDATE exchanges SET cancelled_by = ?, cancelled_late = ? WHERE exchange = ?",
            )
            .bind(by.as_ref().map(|by| by.0.as_slice()))
            .bind(late)
            .bind(exchange.0.as_slice())
            .execute(db)
            .await?;
            Ok(())
        }
        Event::Points(PointsEvent::TransferGuaranteed { transfer }) => {
            guarantee(db, *transfer).await
        }
        Event::Exchange(ExchangeEvent::BookingRepriced {
            exchange,
            price,
            guaranteed,
        }) => reprice(db, *exchange, *price, *guaranteed).await,
        _ => Ok(()),
    }
}

async fn state(
    db: &mut SqliteConnection,
    exchange: ExchangeId,
    by: PartyId,
    statement: Option<(u16, i64)>,
) -> Result<(), Error> {
    let provider = "UPDATE exchanges SET provider_minutes = ?, provider_stated_at = ?
         WHERE exchange = ? AND provider = ?";
    let receiver = "UPDATE exchanges SET receiver_minutes = ?, receiver_stated_at = ?
         WHERE exchange = ? AND receiver = ?";
    for update in [provider, receiver] {
        sqlx::query(update)
            .bind(statement.map(|(minutes, _)| minutes))
            .bind(statement.map(|(_, at)| at))
            .bind(exchange.0.as_slice())
            .bind(by.0.as_slice())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

async fn set_transfer(
    db: &mut SqliteConnection,
    exchange: ExchangeId,
    transfer: Option<TransferId>,
) -> Result<(), Error> {
    sqlx::query("UPDATE exchanges SET transfer = ? WHERE exchange = ?")
        .bind(transfer.as_ref().map(|id| id.0.as_slice()))
        .bind(exchange.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

async fn set_no_show(
    db: &mut SqliteConnection,
    exchange: ExchangeId,
    by: Option<PartyId>,
) -> Result<(), Error> {
    sqlx::query("UPDATE exchanges SET no_show_by = ? WHERE exchange = ?")
        .bind(by.as_ref().map(|by| by.0.as_slice()))
        .bind(exchange.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

const fn step_of(event: &Event) -> Option<(ExchangeId, StepKind, Option<u16>)> {
    Some(match event {
        Event::Exchange(ExchangeEvent::ExchangeRequested { exchange, .. }) => {
            (*exchange, StepKind::Requested, None)
        }
        Event::Exchange(ExchangeEvent::ExchangeAccepted { exchange }) => {
            (*exchange, StepKind::Accepted, None)
        }
        Event::Exchange(ExchangeEvent::ExchangeDeclined { exchange }) => {
            (*exchange, StepKind::Declined, None)
        }
        Event::Exchange(ExchangeEvent::RequestWithdrawn { exchange }) => {
            (*exchange, StepKind::Withdrawn, None)
        }
        Event::Exchange(ExchangeEvent::ExchangeCancelled { exchange, by, .. }) => match by {
            Some(_) => (*exchange, StepKind::Cancelled, None),
            None => (*exchange, StepKind::Ended, None),
        },
        Event::Exchange(ExchangeEvent::ServiceConfirmed {
            exchange, minutes, ..
        }) => (*exchange, StepKind::Confirmed, Some(*minutes)),
        Event::Exchange(ExchangeEvent::ServiceCompleted {
            exchange, minutes, ..
        }) => (*exchange, StepKind::Completed, Some(*minutes)),
        Event::Exchange(ExchangeEvent::ConfirmationWithdrawn { exchange, .. }) => {
            (*exchange, StepKind::ConfirmationWithdrawn, None)
        }
        Event::Exchange(ExchangeEvent::NoShowReported { exchange, .. }) => {
            (*exchange, StepKind::NoShowReported, None)
        }
        Event::Exchange(ExchangeEvent::NoShowWithdrawn { exchange, .. }) => {
            (*exchange, StepKind::NoShowWithdrawn, None)
        }
        Event::Exchange(ExchangeEvent::ExchangeExpired { exchange }) => {
            (*exchange, StepKind::Expired, None)
        }
        Event::Exchange(event) => return course::step_of(event),
        _ => return None,
    })
}

async fn add_step(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    (exchange, what, minutes): (ExchangeId, StepKind, Option<u16>),
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO exchange_steps (exchange, what, by, minutes, at, operation, height)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(exchange.0.as_slice())
    .bind(what.word())
    .bind(operation.actor.0.as_slice())
    .bind(minutes)
    .bind(integer(operation.time.0))
    .bind(operation.id.0.as_slice())
    .bind(integer(operation.height))
    .execute(db)
    .await?;
    Ok(())
}
