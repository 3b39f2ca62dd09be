//! What an office does by itself: transitions that are due, and matching rounds.

mod credentials;
mod data_care;
mod delegations;
mod matching_round;
mod order;
mod ratings;
mod timetable;
mod turns;

use std::{sync::Arc, time::Duration};

use ledger::{
    Action, ExchangeId, Rejection, Timestamp,
    operation::{
        ExchangeAction, PointsAction,
        activity::LapseActivity,
        exchange::{EndSilence, ExpireExchange},
        loan::{CloseLoan, ExpireLoan, MarkOverdue},
        points::SettleTransfer,
    },
    rule_pack::RulePack,
    rules::exchange::silence::silence_of,
    state::keys,
};
use projections::{Error as ProjectionError, items::DueLoan};

use crate::desk::{ActError, Desk};
use turns::Turns;

pub use credentials::review_credentials;
pub use data_care::{Care, bury_who_left, care_for_data};
pub use matching_round::{MatchError, RoundSummary, match_everything, match_when_due};

/// How often the office looks for what is due.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How often the office looks whether a matching round is due.
const LOOK_FOR_ROUND_EVERY: Duration = Duration::from_secs(10);

/// How many transitions are done before looking again.
const DUE_AT_ONCE_MAX: u32 = 256;

/// Why a job could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    #[error("the read models failed")]
    Projections(#[from] ProjectionError),
    #[error(transparent)]
    Act(#[from] ActError),
}

/// Does what is due, for ever; a failure is logged and tried again. Says `done` each time that
/// the work succeeded, so that somebody can watch.
pub async fn run(desk: Arc<Desk>, done: impl Fn() + Send) {
    tokio::join!(run_transitions(&desk, done), run_rounds(&desk));
}

/// Matching rounds by their schedule; between them, what passing time changes for the index.
async fn run_rounds(desk: &Desk) {
    let mut ticks = tokio::time::interval(LOOK_FOR_ROUND_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = desk.sweep_matches().await {
            tracing::warn!(%error, "who fits after a while was not told");
        }
        match match_when_due(desk).await {
            Ok(Some(round)) => tracing::info!(
                round.needs = round.needs,
                round.assigned = round.assigned,
                round.gap_ppm = round.gap_ppm,
                "a matching round was recorded"
            ),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "a matching round failed and is tried again"),
        }
    }
}

async fn run_transitions(desk: &Desk, done: impl Fn() + Send) {
    let mut ticks = tokio::time::interval(LOOK_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match do_what_is_due(desk).await {
            Ok(_) => done(),
            Err(error) => tracing::warn!(%error, "a job failed and will be tried again"),
        }
    }
}

/// Settles pending points whose ten minutes are over, and ends what nobody answered or reported.
/// Returns how many transitions happened.
pub async fn do_what_is_due(desk: &Desk) -> Result<usize, JobError> {
    let turns = Turns::of(&desk.gateway.head().state, desk.office);
    let mut done = 0;
    for (rank, waited_ms) in turns.ranks() {
        let since = desk.now().minus_ms(waited_ms);
        let actions = due(desk, since).await?;
        for action in actions.into_iter().filter(|one| turns.rank(one) == rank) {
            done += act(desk, action).await?;
        }
    }
    done += ratings::open_due(desk).await?;
    done += desk.end_due_endorsements().await?;
    Ok(done + delegations::end_over(desk).await?)
}

/// Everything that has been due since a moment.
async fn due(desk: &Desk, since: Timestamp) -> Result<Vec<Action>, JobError> {
    let views = &desk.projections;
    let transfers = views.due_for_settlement(since, DUE_AT_ONCE_MAX).await?;
    let settle = transfers
        .into_iter()
        .map(|transfer| Action::Points(PointsAction::SettleTransfer(SettleTransfer { transfer })));
    let exchanges = views.due_for_expiry(since, DUE_AT_ONCE_MAX).await?;
    let expire = exchanges.into_iter().map(|exchange| {
        Action::Exchange(ExchangeAction::ExpireExchange(ExpireExchange { exchange }))
    });
    let sharing = due_in_sharing(desk, since).await?;
    let silent = due_by_silence(desk, since).await?;
    let order = order::due(desk, since).await?;
    let timetable = timetable::due(desk, since).await?;
    let due = settle
        .chain(expire)
        .chain(sharing)
        .chain(silent)
        .chain(order)
        .chain(timetable);
    Ok(due.collect())
}

/// One transition; none when somebody else was faster, or took it back in the last moment.
async fn act(desk: &Desk, action: Action) -> Result<usize, JobError> {
    match desk.act(desk.office, action).await {
        Ok(_) => Ok(1),
        Err(ActError::Rejected(
            Rejection::TransferNotPending
            | Rejection::ExchangeStateWrong
            | Rejection::LoanStateWrong
            | Rejection::ActivityStateWrong
            | Rejection::CaseStateWrong
            | Rejection::ProposalClosed
            | Rejection::GiftStateWrong
            | Rejection::RedemptionStateWrong
            | Rejection::RatingUnknown
            | Rejection::AttestationUnknown
            | Rejection::NothingExpires
            | Rejection::ReserveTooLow
            | Rejection::NotDue,
        )) => Ok(0),
        Err(error) => Err(error.into()),
    }
}

/// Loans that nobody answered, picked up, brought back in time or inspected, and activities that
/// nobody reported.
async fn due_in_sharing(desk: &Desk, now: Timestamp) -> Result<Vec<Action>, JobError> {
    let loans = desk.projections.due_loans(now, DUE_AT_ONCE_MAX).await?;
    let loans = loans.into_iter().map(|due| match due {
        DueLoan::Expire(loan) => ExpireLoan { loan }.into(),
        DueLoan::MarkOverdue(loan) => MarkOverdue { loan }.into(),
        DueLoan::Close(loan) => CloseLoan { loan }.into(),
    });
    let activities = desk.projections.due_for_lapse(now, DUE_AT_ONCE_MAX).await?;
    let activities = activities
        .into_iter()
        .map(|activity| LapseActivity { activity }.into());
    Ok(loans.chain(activities).collect())
}

/// What silence ends now. The read models say where to look, and the ledger whether it is due.
async fn due_by_silence(desk: &Desk, now: Timestamp) -> Result<Vec<Action>, JobError> {
    let candidates = desk
        .projections
        .due_for_silence(now, DUE_AT_ONCE_MAX)
        .await?;
    let state = desk.gateway.head().state;
    let pack = state
        .get(&keys::rule_pack())
        .unwrap_or_else(RulePack::chancheng);
    let is_due = |exchange: &ExchangeId| {
        let record = state.get(&keys::exchange(*exchange));
        let silence = record.and_then(|record| silence_of(&record, &pack));
        silence.is_some_and(|silence| silence.due_at < now)
    };
    let due = candidates.into_iter().filter(is_due);
    Ok(due.map(|exchange| EndSilence { exchange }.into()).collect())
}
