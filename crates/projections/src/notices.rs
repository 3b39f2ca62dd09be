//! An inbox for every party: what others, or the ten minutes, have done that concerns it.

mod code;
mod course;
mod loans;
mod query;
mod sharing;
mod sides;
mod standing;

pub use code::NoticeCode;
pub use query::{Notice, Subject};

use crate::{
    Error,
    codes::Word as _,
    columns,
    columns::integer,
    facts::{BlockFacts, Fact, OperationFacts},
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Event, ExchangeId, PartyId, Points, TransferId,
    event::{ExchangeEvent, Leg, PointsEvent},
    state::accounts::AccountId,
};
use sqlx::{Row as _, SqliteConnection};

pub(crate) struct Notices;

#[async_trait]
impl View for Notices {
    fn name(&self) -> &'static str {
        "notices"
    }

    fn version(&self) -> u32 {
        2
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
            for line in elsewhere(db, &fact).await? {
                line.insert(db, operation).await?;
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
    subject: Option<Subject>,
    other: Option<PartyId>,
    transfer: Option<TransferId>,
    amount: Option<Points>,
    days: Option<u32>,
}

impl Line {
    const fn to(party: PartyId, words: Words) -> Self {
        Self {
            party,
            words,
            exchange: None,
            subject: None,
            other: None,
            transfer: None,
            amount: None,
            days: None,
        }
    }

    /// A line about something that is no exchange.
    const fn about(party: PartyId, code: NoticeCode, subject: Subject) -> Self {
        let mut line = Self::to(party, plain(code));
        line.subject = Some(subject);
        line
    }

    const fn from(mut self, other: PartyId) -> Self {
        self.other = Some(other);
        self
    }
}

/// What is told beyond exchanges and movements of points. Families that nobody is told about:
/// listings and huts, which their owners change themselves; the matchmaker's digests; the clock;
/// the network's own affairs; standings and packs of the points bank, whose points are told.
async fn elsewhere(db: &mut SqliteConnection, fact: &Fact<'_>) -> Result<Vec<Line>, Error> {
    match fact.event {
        Event::Loan(event) => loans::about(db, fact.by, event).await,
        Event::Item(event) => Ok(sharing::given(event)),
        Event::Activity(event) => sharing::activity(db, fact.by, event).await,
        Event::Points(event) => sharing::gift(db, event).await,
        Event::Household(event) => Ok(sharing::household(fact.by, event)),
        Event::Redemption(event) => sharing::redemption(db, fact.by, event).await,
        Event::Dispute(event) => standing::dispute(db, fact, event).await,
        Event::Rating(event) => standing::rating(db, event).await,
        Event::Party(event) => Ok(standing::party(fact.by, event)),
        Event::Identity(event) => Ok(standing::identity(fact.by, event)),
        Event::Content(event) => standing::content(db, fact, event).await,
        Event::Approval(event) => Ok(standing::approval(event)),
        Event::Listing(_)
        | Event::Exchange(_)
        | Event::Matching(_)
        | Event::Clock(_)
        | Event::Membership(_)
        | Event::Hut(_)
        | Event::PointsOffice(_) => Ok(Vec::new()),
    }
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
                exchange: Some(exchange),
                other: Some(other),
                ..Line::to(party, words)
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
        exchange: exchange_behind(db, transfer).await?,
        transfer: Some(transfer),
        amount: Some(leg.amount),
        ..Line::to(party, plain(code))
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
            exchange,
            transfer: Some(transfer),
            amount: Some(amount),
            ..Line::to(party, plain(code))
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
            "INSERT INTO notices (party, code, exchange, subject, subject_id, transfer, other,
             amount, minutes, days, late, at, operation)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(self.party.0.as_slice())
        .bind(self.words.code.word())
        .bind(self.exchange.as_ref().map(|id| id.0.as_slice()))
        .bind(self.subject.map(Subject::word))
        .bind(self.subject.as_ref().map(Subject::id))
        .bind(self.transfer.as_ref().map(|id| id.0.as_slice()))
        .bind(self.other.as_ref().map(|id| id.0.as_slice()))
        .bind(self.amount.map(|amount| amount.0))
        .bind(self.words.minutes)
        .bind(self.days)
        .bind(self.words.late)
        .bind(integer(operation.time.0))
        .bind(operation.id.0.as_slice())
        .execute(db)
        .await?;
        Ok(())
    }
}
