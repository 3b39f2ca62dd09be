//! Matching rounds as their offices recorded them.

use crate::{
    Error, Page, Projections,
    columns::{self, integer},
    facts::BlockFacts,
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Action, Event, Hash, OperationId, PartyId, Timestamp, event::MatchingEvent,
    operation::MatchingAction,
};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

pub(crate) struct MatchRounds;

#[async_trait]
impl View for MatchRounds {
    fn name(&self) -> &'static str {
        "match_rounds"
    }

    fn version(&self) -> u32 {
        1
    }

    fn tables(&self) -> &'static [&'static str] {
        &["match_rounds"]
    }

    fn schema(&self) -> &'static str {
        include_str!("match_rounds/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (operation, fact) in block.all() {
            let (
                Action::Matching(MatchingAction::RecordMatchRound(command)),
                Event::Matching(MatchingEvent::MatchRoundRecorded { round }),
            ) = (fact.action, fact.event)
            else {
                continue;
            };
            sqlx::query("INSERT INTO match_rounds VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .bind(integer(*round))
                .bind(integer(command.height))
                .bind(command.parameters_version)
                .bind(command.inputs.0.as_slice())
                .bind(command.result.0.as_slice())
                .bind(operation.actor.0.as_slice())
                .bind(integer(operation.time.0))
                .bind(operation.id.0.as_slice())
                .execute(&mut *db)
                .await?;
        }
        Ok(())
    }
}

/// A recorded round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchRound {
    /// Position from zero.
    pub round: u64,
    /// The height whose listings were matched.
    pub height: u64,
    /// Version of the parameter set.
    pub parameters_version: u32,
    /// Hash of the stored input bundle.
    pub inputs: Hash,
    /// Digest of the result.
    pub result: Hash,
    /// The office.
    pub recorded_by: PartyId,
    /// When.
    pub recorded_at: Timestamp,
    /// The operation.
    pub operation: OperationId,
}

fn round_from(row: &SqliteRow) -> Result<MatchRound, Error> {
    Ok(MatchRound {
        round: columns::number(row, "round")?,
        height: columns::number(row, "height")?,
        parameters_version: columns::number(row, "parameters_version")?,
        inputs: Hash(columns::bytes(row, "inputs")?),
        result: Hash(columns::bytes(row, "result")?),
        recorded_by: PartyId(columns::bytes(row, "recorded_by")?),
        recorded_at: columns::time(row, "recorded_at")?,
        operation: OperationId(columns::bytes(row, "operation")?),
    })
}

impl Projections {
    /// Rounds, newest first; the sequence number is the round's.
    pub async fn match_rounds(&self, page: Page) -> Result<Vec<MatchRound>, Error> {
        let rows =
            sqlx::query("SELECT * FROM match_rounds WHERE round < ? ORDER BY round DESC LIMIT ?")
                .bind(page.bound())
                .bind(page.limit)
                .fetch_all(self.readers())
                .await?;
        columns::all(&rows, round_from)
    }
}
