//! Questions about the inbox, and what of it was read.

use super::NoticeCode;
use crate::{Error, Page, Projections, columns};
use ledger::{
    ActivityId, AttestationId, CaseId, ExchangeId, GiftId, HouseholdId, ItemId, LoanId,
    OperationId, PartyId, Points, ProposalId, RedemptionId, Timestamp, TransferId,
};
use sqlx::sqlite::SqliteRow;

/// What a notice is about when it is about no exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A loan.
    Loan(LoanId),
    /// A thing.
    Item(ItemId),
    /// An activity or a group session.
    Activity(ActivityId),
    /// A gift of points.
    Gift(GiftId),
    /// A household.
    Household(HouseholdId),
    /// Something redeemed.
    Redemption(RedemptionId),
    /// A dispute or complaint.
    Case(CaseId),
    /// An organisation to which one belongs.
    Organisation(PartyId),
    /// A fact that an organisation attests.
    Attestation(AttestationId),
    /// Something that two persons decide.
    Proposal(ProposalId),
}

impl Subject {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Loan(_) => "loan",
            Self::Item(_) => "item",
            Self::Activity(_) => "activity",
            Self::Gift(_) => "gift",
            Self::Household(_) => "household",
            Self::Redemption(_) => "redemption",
            Self::Case(_) => "case",
            Self::Organisation(_) => "organisation",
            Self::Attestation(_) => "attestation",
            Self::Proposal(_) => "proposal",
        }
    }

    pub(super) const fn id(&self) -> &[u8] {
        match self {
            Self::Loan(LoanId(id))
            | Self::Item(ItemId(id))
            | Self::Activity(ActivityId(id))
            | Self::Gift(GiftId(id))
            | Self::Household(HouseholdId(id))
            | Self::Redemption(RedemptionId(id))
            | Self::Case(CaseId(id))
            | Self::Organisation(PartyId(id))
            | Self::Attestation(AttestationId(id))
            | Self::Proposal(ProposalId(id)) => id,
        }
    }

    fn of(word: &str, id: [u8; 16]) -> Option<Self> {
        Some(match word {
            "loan" => Self::Loan(LoanId(id)),
            "item" => Self::Item(ItemId(id)),
            "activity" => Self::Activity(ActivityId(id)),
            "gift" => Self::Gift(GiftId(id)),
            "household" => Self::Household(HouseholdId(id)),
            "redemption" => Self::Redemption(RedemptionId(id)),
            "case" => Self::Case(CaseId(id)),
            "organisation" => Self::Organisation(PartyId(id)),
            "attestation" => Self::Attestation(AttestationId(id)),
            "proposal" => Self::Proposal(ProposalId(id)),
            _ => return None,
        })
    }
}

/// A line of a party's inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Position in lists, and what [`Projections::mark_read`] counts by.
    pub sequence: i64,
    /// What it says.
    pub code: NoticeCode,
    /// The exchange it is about.
    pub exchange: Option<ExchangeId>,
    /// What else it is about.
    pub subject: Option<Subject>,
    /// The movement of points it is about.
    pub transfer: Option<TransferId>,
    /// The other side.
    pub other: Option<PartyId>,
    /// Points of the party's own line: positive is received, negative is given.
    pub amount: Option<Points>,
    /// The duration that was stated.
    pub minutes: Option<u16>,
    /// How many days a loan is overdue.
    pub days: Option<u32>,
    /// A cancellation less than two hours before the start.
    pub late: bool,
    /// When.
    pub at: Timestamp,
    /// The operation that it follows from.
    pub operation: OperationId,
    /// Whether the party has read it.
    pub is_read: bool,
}

fn notice_from(row: &SqliteRow) -> Result<Notice, Error> {
    Ok(Notice {
        sequence: columns::number(row, "notice")?,
        code: columns::word(row, "code")?,
        exchange: columns::optional_bytes(row, "exchange")?.map(ExchangeId),
        subject: subject_from(row)?,
        transfer: columns::optional_bytes(row, "transfer")?.map(TransferId),
        other: columns::optional_bytes(row, "other")?.map(PartyId),
        amount: columns::optional_number(row, "amount")?.map(Points),
        minutes: columns::optional_number(row, "minutes")?,
        days: columns::optional_number(row, "days")?,
        late: columns::number::<i64>(row, "late")? != 0,
        at: columns::time(row, "at")?,
        operation: OperationId(columns::bytes(row, "operation")?),
        is_read: columns::number::<i64>(row, "is_read")? != 0,
    })
}

fn subject_from(row: &SqliteRow) -> Result<Option<Subject>, Error> {
    let Some(id) = columns::optional_bytes(row, "subject_id")? else {
        return Ok(None);
    };
    Ok(Subject::of(&columns::text(row, "subject")?, id))
}

impl Projections {
    /// The inbox of a party, newest first.
    pub async fn notices(&self, party: PartyId, page: Page) -> Result<Vec<Notice>, Error> {
        let rows = sqlx::query(
            "SELECT notices.*, notice <= coalesce(up_to, 0) AS is_read
             FROM notices LEFT JOIN notice_reads USING (party)
             WHERE party = ? AND notice < ? ORDER BY notice DESC LIMIT ?",
        )
        .bind(party.0.as_slice())
        .bind(page.bound())
        .bind(page.limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, notice_from)
    }

    /// How many notices a party has not read.
    pub async fn unread(&self, party: PartyId) -> Result<u64, Error> {
        let row = sqlx::query(
            "SELECT count(*) AS count FROM notices WHERE party = ?1 AND notice >
             coalesce((SELECT up_to FROM notice_reads WHERE party = ?1), 0)",
        )
        .bind(party.0.as_slice())
        .fetch_one(self.readers())
        .await?;
        columns::number(&row, "count")
    }

    /// Remembers that a party has read its inbox up to a notice; never goes back.
    pub async fn mark_read(&self, party: PartyId, up_to: i64) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO notice_reads VALUES (?, ?)
             ON CONFLICT (party) DO UPDATE SET up_to = max(up_to, excluded.up_to)",
        )
        .bind(party.0.as_slice())
        .bind(up_to)
        .execute(self.writer())
        .await?;
        Ok(())
    }
}
