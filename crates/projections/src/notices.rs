//! An inbox for every party: what others, or the ten minutes, have done that concerns it.

mod course;
mod query;

pub use query::Notice;

use crate::{
    Error,
    codes::{Word as _, words},
    columns,
    columns::integer,
    facts::{BlockFacts, OperationFacts},
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Event, ExchangeId, PartyId, Points, TransferId,
    event::{ExchangeEvent, Leg, PointsEvent},
    state::accounts::AccountId,
};
use sqlx::{Row as _, SqliteConnection};

/// What a notice says; the codes are stable, the words are the portal's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeCode {
    /// Somebody asks you.
    Asked,
    /// Your question was answered with yes.
    Accepted,
    /// Your question was answered with no.
    Declined,
    /// The question put to you was taken back.
    RequestWithdrawn,
    /// Nobody answered your question in time.
    RequestExpired,
    /// The other side cancelled.
    Cancelled,
    /// The booking ended because points behind it were reversed.
    BookingEnded,
    /// The points behind the booking were reversed, and the community's guarantee will pay.
    BookingGuaranteed,
    /// The other side confirmed the service: it is your turn, or it is complete.
    Confirmed,
    /// The other side took its confirmation back.
    ConfirmationWithdrawn,
    /// The other side says that you did not come.
    NoShowReported,
    /// The other side took that back.
    NoShowWithdrawn,
    /// Somebody proposes that you two help each other.
    Invited,
    /// The other side said yes to the invitation.
    InvitationAccepted,
    /// The other side took its yes back.
    AnswerWithdrawn,
    /// The other side proposes another time.
    TimeProposed,
    /// The other side agreed to your time.
    TimeAgreed,
    /// The proposal of another time is off.
    TimeDropped,
    /// The time before counts again.
    TimeRestored,
    /// The other side checked in at the door.
    CheckedIn,
    /// The other side contradicts what you stated.
    Contested,
    /// The other side took its contradiction back.
    ContestWithdrawn,
    /// The other side says that it did come.
    NoShowAnswered,
    /// A witness was heard, and the no-show report stands.
    NoShowUpheld,
    /// A witness stated what took place.
    Witnessed,
    /// The time to answer ran out, and the service counts.
    SilenceEnded,
    /// It ended without a service on record.
    Lapsed,
    /// It was ended for safety; a person will call.
    Stopped,
    /// Points arrived, pending.
    PointsPosted,
    /// Points were paid, pending.
    PointsPaid,
    /// Points that arrived are final.
    PointsSettled,
    /// A movement of points was undone.
    PointsReversed,
    /// The community's guarantee pays for you.
    PointsGuaranteed,
}

words!(NoticeCode {
    Asked = "asked",
    Accepted = "accepted",
    Declined = "declined",
    RequestWithdrawn = "request_withdrawn",
    RequestExpired = "request_expired",
    Cancelled = "cancelled",
    BookingEnded = "booking_ended",
    BookingGuaranteed = "booking_guaranteed",
    Confirmed = "confirmed",
    ConfirmationWithdrawn = "confirmation_withdrawn",
    NoShowReported = "no_show_reported",
    NoShowWithdrawn = "no_show_withdrawn",
    Invited = "invited",
    InvitationAccepted = "invitation_accepted",
    AnswerWithdrawn = "answer_withdrawn",
    TimeProposed = "time_proposed",
    TimeAgreed = "time_agreed",
    TimeDropped = "time_dropped",
    TimeRestored = "time_restored",
    CheckedIn = "checked_in",
    Contested = "contested",
    ContestWithdrawn = "contest_withdrawn",
    NoShowAnswered = "no_show_answered",
    NoShowUpheld = "no_show_upheld",
    Witnessed = "witnessed",
    SilenceEnded = "silence_ended",
    Lapsed = "lapsed",
    Stopped = "stopped",
    PointsPosted = "points_posted",
    PointsPaid = "points_paid",
    PointsSettled = "points_settled",
    PointsReversed = "points_reversed",
    PointsGuaranteed = "points_guaranteed",
});

impl NoticeCode {
    /// The stable code, for example `points_posted`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.word()
    }
}

pub(crate) struct Notices;

#[async_trait]
impl View for Notices {
    fn name(&self) -> &'static str {
        "notices"
    }

    fn version(&self) -> u32 {
        1
    }

    fn tables(&self) -> &'static [&'static str] {
        &["notices"]
    }

    fn schema(&self) -> &'static str {
        include_str!("notices/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (operation, fact) in block.all() {
            if let Some((exchange, to, line)) = about_exchange(operation.actor, fact.event) {
                tell_sides(db, operation, exchange, (to, line)).await?;
            }
            match fact.event {
                Event::Points(PointsEvent::PointsPosted { transfer, legs, .. }) => {
                    for leg in legs {
                        tell_posted(db, operation, *transfer, leg).await?;
                    }
                }
                Event::Points(PointsEvent::TransferSettled { transfer }) => {
                    tell_moved(db, operation, *transfer, NoticeCode::PointsSettled).await?;
                }
                Event::Points(PointsEvent::TransferReversed { transfer }) => {
                    tell_moved(db, operation, *transfer, NoticeCode::PointsReversed).await?;
                }
                Event::Points(PointsEvent::TransferGuaranteed { transfer }) => {
                    tell_moved(db, operation, *transfer, NoticeCode::PointsGuaranteed).await?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Whom a fact about an exchange concerns.
#[derive(Clone, Copy)]
enum To {
    /// The side that did not do it.
    Other(PartyId),
    /// The side that asked.
    Asker,
    /// Both sides.
    Both,
}

/// What a notice says besides its references.
#[derive(Clone, Copy)]
struct Words {
    code: NoticeCode,
    minutes: Option<u16>,
    late: bool,
}

const fn of_minutes(code: NoticeCode, minutes: u16) -> Words {
    Words {
        code,
        minutes: Some(minutes),
        late: false,
    }
}

const fn plain(code: NoticeCode) -> Words {
    Words {
        code,
        minutes: None,
        late: false,
    }
}

fn about_exchange(actor: PartyId, event: &Event) -> Option<(ExchangeId, To, Words)> {
    use NoticeCode as Code;
    Some(match event {
        Event::Exchange(ExchangeEvent::ExchangeRequested { exchange, .. }) => {
            (*exchange, To::Other(actor), plain(Code::Asked))
        }
        Event::Exchange(ExchangeEvent::ExchangeAccepted { exchange }) => {
            (*exchange, To::Asker, plain(Code::Accepted))
        }
        Event::Exchange(ExchangeEvent::ExchangeDeclined { exchange }) => {
            (*exchange, To::Other(actor), plain(Code::Declined))
        }
        Event::Exchange(ExchangeEvent::RequestWithdrawn { exchange }) => {
            (*exchange, To::Other(actor), plain(Code::RequestWithdrawn))
        }
        Event::Exchange(ExchangeEvent::ExchangeExpired { exchange }) => {
            (*exchange, To::Asker, plain(Code::RequestExpired))
        }
        Event::Exchange(ExchangeEvent::ExchangeCancelled {
            exchange,
            by: Some(by),
            late,
        }) => {
            let mut words = plain(Code::Cancelled);
            words.late = *late;
            (*exchange, To::Other(*by), words)
        }
        Event::Exchange(ExchangeEvent::ExchangeCancelled {
            exchange, by: None, ..
        }) => (*exchange, To::Both, plain(Code::BookingEnded)),
        Event::Exchange(ExchangeEvent::BookingRepriced {
            exchange,
            guaranteed: true,
            ..
        }) => (*exchange, To::Both, plain(Code::BookingGuaranteed)),
        Event::Exchange(ExchangeEvent::ServiceConfirmed {
            exchange,
            by,
            minutes,
        }) => {
            let mut words = plain(Code::Confirmed);
            words.minutes = Some(*minutes);
            (*exchange, To::Other(*by), words)
        }
        Event::Exchange(ExchangeEvent::ConfirmationWithdrawn { exchange, by }) => (
            *exchange,
            To::Other(*by),
            plain(Code::ConfirmationWithdrawn),
        ),
        Event::Exchange(ExchangeEvent::NoShowReported { exchange, by }) => {
            (*exchange, To::Other(*by), plain(Code::NoShowReported))
        }
        Event::Exchange(ExchangeEvent::NoShowWithdrawn { exchange, by }) => {
            (*exchange, To::Other(*by), plain(Code::NoShowWithdrawn))
        }
        Event::Exchange(event) => return course::about(event),
        _ => return None,
    })
}

/// A line of the inbox, ready to be written.
struct Line {
    party: PartyId,
    words: Words,
    exchange: Option<ExchangeId>,
    other: Option<PartyId>,
    points: Option<(TransferId, Points)>,
}

async fn tell_sides(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    exchange: ExchangeId,
    (to, words): (To, Words),
) -> Result<(), Error> {
    let row = sqlx::query("SELECT provider, receiver, asked_by FROM exchanges WHERE exchange = ?")
        .bind(exchange.0.as_slice())
        .fetch_one(&mut *db)
        .await?;
    let provider = PartyId(columns::bytes(&row, "provider")?);
    let receiver = PartyId(columns::bytes(&row, "receiver")?);
    let asker = PartyId(columns::bytes(&row, "asked_by")?);
    for (party, other) in [(provider, receiver), (receiver, provider)] {
        let concerns = match to {
            To::Other(than) => party != than,
            To::Asker => party == asker,
            To::Both => true,
        };
        if concerns {
            let line = Line {
                party,
                words,
                exchange: Some(exchange),
                other: Some(other),
                points: None,
            };
            line.insert(db, operation).await?;
        }
    }
    Ok(())
}

async fn tell_posted(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    transfer: TransferId,
    leg: &Leg,
) -> Result<(), Error> {
    let AccountId::Party(party) = leg.account else {
        return Ok(());
    };
    let code = if leg.amount.is_positive() {
        NoticeCode::PointsPosted
    } else {
        NoticeCode::PointsPaid
    };
    let line = Line {
        party,
        words: plain(code),
        exchange: exchange_behind(db, transfer).await?,
        other: None,
        points: Some((transfer, leg.amount)),
    };
    line.insert(db, operation).await
}

async fn exchange_behind(
    db: &mut SqliteConnection,
    transfer: TransferId,
) -> Result<Option<ExchangeId>, Error> {
    let row = sqlx::query("SELECT exchange FROM transfers WHERE transfer = ?")
        .bind(transfer.0.as_slice())
        .fetch_one(db)
        .await?;
    Ok(columns::optional_bytes(&row, "exchange")?.map(ExchangeId))
}

/// Settled concerns who received; reversed everybody whose line still counted; guaranteed the one
/// whose line was lifted.
async fn tell_moved(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    transfer: TransferId,
    code: NoticeCode,
) -> Result<(), Error> {
    let exchange = exchange_behind(db, transfer).await?;
    let rows = sqlx::query(
        "SELECT account, amount, lifted FROM passbook WHERE transfer = ? ORDER BY line",
    )
    .bind(transfer.0.as_slice())
    .fetch_all(&mut *db)
    .await?;
    for row in &rows {
        let account: Vec<u8> = row.try_get("account")?;
        let amount = columns::points(row, "amount")?;
        let is_lifted = columns::number::<i64>(row, "lifted")? != 0;
        let concerns = match code {
            NoticeCode::PointsSettled => amount.is_positive(),
            NoticeCode::PointsGuaranteed => is_lifted,
            _ => !is_lifted,
        };
        let Some(AccountId::Party(party)) = ledger::decode(&account).filter(|_| concerns) else {
            continue;
        };
        let line = Line {
            party,
            words: plain(code),
            exchange,
            other: None,
            points: Some((transfer, amount)),
        };
        line.insert(db, operation).await?;
    }
    Ok(())
}

impl Line {
    async fn insert(
        self,
        db: &mut SqliteConnection,
        operation: &OperationFacts<'_>,
    ) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO notices (party, code, exchange, transfer, other, amount, minutes, late,
             at, operation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(self.party.0.as_slice())
        .bind(self.words.code.word())
        .bind(self.exchange.as_ref().map(|id| id.0.as_slice()))
        .bind(self.points.as_ref().map(|(id, _)| id.0.as_slice()))
        .bind(self.other.as_ref().map(|id| id.0.as_slice()))
        .bind(self.points.map(|(_, amount)| amount.0))
        .bind(self.words.minutes)
        .bind(self.words.late)
        .bind(integer(operation.time.0))
        .bind(operation.id.0.as_slice())
        .execute(db)
        .await?;
        Ok(())
    }
}
