//! Actions that wait, or waited, for a second person.

use crate::{
    Error, Projections,
    columns::{self, integer},
    facts::BlockFacts,
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Action, Event, OperationId, PartyId, ProposalId, Timestamp, event::ApprovalEvent,
    operation::ApprovalAction,
};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

pub(crate) struct Proposals;

#[async_trait]
impl View for Proposals {
    fn name(&self) -> &'static str {
        "proposals"
    }

    fn version(&self) -> u32 {
        1
    }

    fn tables(&self) -> &'static [&'static str] {
        &["proposals"]
    }

    fn schema(&self) -> &'static str {
        include_str!("proposals/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (operation, fact) in block.all() {
            let Event::Approval(event) = fact.event else {
                continue;
            };
            let (proposal, status, second) = match event {
                ApprovalEvent::ActionProposed { proposal } => {
                    let Action::Approval(ApprovalAction::ProposeAction(command)) = fact.action
                    else {
                        continue;
                    };
                    sqlx::query("INSERT INTO proposals VALUES (?, ?, ?, ?, ?, 'open', NULL, ?)")
                        .bind(proposal.0.as_slice())
                        .bind(operation.actor.0.as_slice())
                        .bind(command.action.action().name())
                        .bind(integer(operation.time.0))
                        .bind(integer(command.expires_at.0))
                        .bind(operation.id.0.as_slice())
                        .execute(&mut *db)
                        .await?;
                    continue;
                }
                ApprovalEvent::ActionApproved { proposal, .. } => {
                    (proposal, "approved", Some(operation.actor))
                }
                ApprovalEvent::ProposalWithdrawn { proposal } => (proposal, "withdrawn", None),
                ApprovalEvent::ProposalExpired { proposal } => (proposal, "expired", None),
            };
            sqlx::query("UPDATE proposals SET status = ?, second = ? WHERE proposal = ?")
                .bind(status)
                .bind(second.as_ref().map(|party| party.0.as_slice()))
                .bind(proposal.0.as_slice())
                .execute(&mut *db)
                .await?;
        }
        Ok(())
    }
}

/// An action that waits, or waited, for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalRow {
    /// Its id.
    pub proposal: ProposalId,
    /// Who proposed it.
    pub proposed_by: PartyId,
    /// The stable name of the action.
    pub action: String,
    /// When.
    pub proposed_at: Timestamp,
    /// Until when it may be approved.
    pub expires_at: Timestamp,
    /// `open`, `approved`, `withdrawn` or `expired`.
    pub status: String,
    /// Who approved it.
    pub second: Option<PartyId>,
    /// The operation that proposed it; it holds the action.
    pub operation: OperationId,
}

fn proposal_from(row: &SqliteRow) -> Result<ProposalRow, Error> {
    Ok(ProposalRow {
        proposal: ProposalId(columns::bytes(row, "proposal")?),
        proposed_by: PartyId(columns::bytes(row, "proposed_by")?),
        action: columns::text(row, "action")?,
        proposed_at: columns::time(row, "proposed_at")?,
        expires_at: columns::time(row, "expires_at")?,
        status: columns::text(row, "status")?,
        second: columns::optional_bytes(row, "second")?.map(PartyId),
        operation: OperationId(columns::bytes(row, "operation")?),
    })
}

impl Projections {
    /// What waits for a second person, the most urgent first.
    pub async fn open_proposals(&self, limit: u32) -> Result<Vec<ProposalRow>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM proposals WHERE status = 'open' ORDER BY expires_at, proposal LIMIT ?",
        )
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, proposal_from)
    }

    /// Open proposals whose time is over.
    pub async fn overdue_proposals(
        &self,
        time: Timestamp,
        limit: u32,
    ) -> Result<Vec<ProposalId>, Error> {
        let rows = sqlx::query(
            "SELECT proposal FROM proposals WHERE status = 'open' AND expires_at < ?
             ORDER BY expires_at, proposal LIMIT ?",
        )
        .bind(integer(time.0))
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        columns::all(&rows, |row| {
            Ok(ProposalId(columns::bytes(row, "proposal")?))
        })
    }
}
