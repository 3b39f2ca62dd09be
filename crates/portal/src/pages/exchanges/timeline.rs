//! What happened so far, like the tracking of a parcel: newest first, each line with its receipt.

use projections::exchanges::{Exchange, Step, StepKind};

use crate::{AppState, Error, Page};

/// One line.
pub(super) struct Happened {
    pub(super) what: String,
    pub(super) when: String,
    pub(super) receipt: String,
}

pub(super) async fn of(
    state: &AppState,
    page: &Page,
    exchange: &Exchange,
    other: &str,
) -> Result<Vec<Happened>, Error> {
    let me = page.actor()?;
    let steps = state.desk.projections.timeline(exchange.exchange).await?;
    let line = |step: &Step| Happened {
        what: words(page, step, if step.by == me { None } else { Some(other) }),
        when: page.moment(step.at.0),
        receipt: format!("/receipts/{}", step.operation),
    };
    Ok(steps.iter().rev().map(line).collect())
}

fn words(page: &Page, step: &Step, other: Option<&str>) -> String {
    let t = page.t;
    let you = t.get("step-you");
    let sentence = t.say(key(step.what)).set("who", other.unwrap_or(&you));
    let minutes = u64::from(step.minutes.unwrap_or_default());
    sentence.set("duration", page.duration(minutes)).to_string()
}

const fn key(what: StepKind) -> &'static str {
    match what {
        StepKind::Requested => "step-requested",
        StepKind::Accepted => "step-accepted",
        StepKind::Declined => "step-declined",
        StepKind::Withdrawn => "step-withdrawn",
        StepKind::Cancelled => "step-cancelled",
        StepKind::Ended => "step-ended",
        StepKind::Confirmed => "step-confirmed",
        StepKind::Completed => "step-completed",
        StepKind::ConfirmationWithdrawn => "step-confirmation-withdrawn",
        StepKind::NoShowReported => "step-no-show-reported",
        StepKind::NoShowWithdrawn => "step-no-show-withdrawn",
        StepKind::Expired => "step-expired",
        StepKind::Invited => "step-invited",
        StepKind::InvitationAccepted => "step-invitation-accepted",
        StepKind::AnswerWithdrawn => "step-answer-withdrawn",
        StepKind::TimeProposed => "step-time-proposed",
        StepKind::TimeAgreed => "step-time-agreed",
        StepKind::TimeDropped => "step-time-dropped",
        StepKind::TimeRestored => "step-time-restored",
        StepKind::CheckInOpened => "step-check-in-opened",
        StepKind::CheckedIn => "step-checked-in",
        StepKind::Finished => "step-finished",
        StepKind::CheckInWithdrawn => "step-check-in-withdrawn",
        StepKind::Contested => "step-contested",
        StepKind::ContestWithdrawn => "step-contest-withdrawn",
        StepKind::NoShowAnswered => "step-no-show-answered",
        StepKind::NoShowUpheld => "step-no-show-upheld",
        StepKind::Witnessed => "step-witnessed",
        StepKind::SilenceEnded => "step-silence-ended",
        StepKind::Lapsed => "step-lapsed",
        StepKind::Stopped => "step-stopped",
    }
}
