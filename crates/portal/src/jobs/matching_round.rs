//! A batch round over all open listings, recorded so that an auditor can run it again: on the
//! published schedule, and at once after an import.

use std::{collections::BTreeSet, sync::Arc};

use ledger::{
    Action, Hash, Timestamp,
    apply::rehearse,
    operation::{MatchingAction, listing::ListingKind, matching::RecordMatchRound},
};
use matching::Round;
use projections::{Error as ProjectionError, Page};

use super::turns::Turns;
use crate::{
    content::ContentError,
    desk::{ActError, Desk},
    gateway::SubmitError,
    matchmaker::{Matchmaker, MatchmakerError, RoundResult, Snapshot},
};

/// What a round found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundSummary {
    pub needs: usize,
    pub needs_with_candidates: usize,
    pub candidates: usize,
    pub assigned: usize,
    /// How far the assignment can be from the best one, in millionths.
    pub gap_ppm: u32,
}

/// Why a round failed.
#[derive(Debug, thiserror::Error)]
pub enum MatchError {
    #[error("the read models failed")]
    Projections(#[from] ProjectionError),
    #[error(transparent)]
    Round(#[from] matching::RoundError),
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Matchmaker(#[from] MatchmakerError),
    #[error("what the round read could not be kept")]
    Content(#[from] ContentError),
    #[error(transparent)]
    Submit(#[from] SubmitError),
    #[error("no block was followed yet; run the round again")]
    Early,
    #[error("the round was interrupted")]
    Interrupted(#[from] tokio::task::JoinError),
}

/// A round that was computed and not yet recorded.
struct Computed {
    input: matching::RoundInput,
    round: Round,
    command: RecordMatchRound,
}

/// Runs a round over everything that is open and records its digest on the ledger. What it read
/// is kept among the public words under the hash that the ledger names, so that an auditor can
/// run the round again.
pub async fn match_everything(desk: &Desk) -> Result<RoundSummary, MatchError> {
    desk.projected(desk.gateway.head().header.height).await?;
    let snapshot = desk.matchmaker.snapshot().ok_or(MatchError::Early)?;
    let computed = compute(&desk.matchmaker, snapshot).await?;
    record(desk, computed).await
}

/// Runs a round when the published interval since the last one is over and somebody has an open
/// need. Where several offices run jobs, each waits its turn; the first one's record makes the
/// round done for all.
pub async fn match_when_due(desk: &Desk) -> Result<Option<RoundSummary>, MatchError> {
    let last = desk.projections.match_rounds(Page::first(1)).await?.pop();
    let number = last.as_ref().map_or(0, |round| round.round + 1);
    let turns = Turns::of(&desk.gateway.head().state, desk.office);
    let every = desk.matchmaker.parameters().round_every_ms;
    let waits = turns.wait_ms(&number.to_be_bytes());
    let due_at = last.map_or(Timestamp(0), |round| round.recorded_at.plus_ms(every));
    if desk.now() < due_at.plus_ms(waits) {
        return Ok(None);
    }
    let Some(snapshot) = desk.matchmaker.snapshot() else {
        return Ok(None);
    };
    let is_need = |kind| kind == ListingKind::Need;
    if !snapshot.open.iter().any(|listing| is_need(listing.kind)) || !may_record(desk) {
        return Ok(None);
    }
    let computed = compute(&desk.matchmaker, snapshot).await?;
    Ok(Some(record(desk, computed).await?))
}

/// Whether the ledger would take a round from this office: without the right, others do it.
fn may_record(desk: &Desk) -> bool {
    let probe = Action::from(RecordMatchRound {
        height: 0,
        parameters_version: desk.matchmaker.parameters().version,
        inputs: Hash::default(),
        result: Hash::default(),
    });
    let state = desk.gateway.head().state;
    rehearse(&state, desk.now(), desk.office, &probe).is_ok()
}

/// Computes a round beside everything else that the office does.
async fn compute(matchmaker: &Matchmaker, snapshot: Snapshot) -> Result<Computed, MatchError> {
    let empty = matchmaker.fresh()?;
    tokio::task::spawn_blocking(move || {
        let input = empty.round_input(&snapshot.open, snapshot.time)?;
        let parameters = empty.parameters();
        let round = matching::assign(&input, parameters)?;
        let command = RecordMatchRound {
            height: snapshot.height,
            parameters_version: parameters.version,
            inputs: Hash(matching::digest_input(&input)),
            result: Hash(matching::digest(&round, parameters)),
        };
        Ok(Computed {
            input,
            round,
            command,
        })
    })
    .await?
}

async fn record(desk: &Desk, computed: Computed) -> Result<RoundSummary, MatchError> {
    let Computed {
        input,
        round,
        command,
    } = computed;
    desk.content.put_bytes(&command.inputs, &input.to_bytes())?;
    let inputs = command.inputs;
    let action = Action::Matching(MatchingAction::RecordMatchRound(command));
    desk.act(desk.office, action).await?;
    let with: BTreeSet<_> = input.pairs.iter().map(|pair| pair.need).collect();
    let summary = RoundSummary {
        needs: input.needs.len(),
        needs_with_candidates: with.len(),
        candidates: input.pairs.len(),
        assigned: round.pairs.len(),
        gap_ppm: round.gap_ppm,
    };
    let result = tokio::task::spawn_blocking(move || RoundResult::new(inputs, &input, round));
    desk.matchmaker.keep_result(Arc::new(result.await?));
    Ok(summary)
}
