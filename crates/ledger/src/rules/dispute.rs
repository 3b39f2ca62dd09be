//! Disputes and complaints (W-18): clocks that run by office, a panel of three, contra entries.

pub mod accept;
pub mod answer;
pub mod appeal;
pub mod calendar;
pub mod close;
pub mod draw_panel;
pub mod file;
pub mod file_hidden;
pub mod late;
pub mod pool;
pub mod recuse;
mod remedy;
pub mod vote;
pub mod withdraw;

use crate::{
    apply::Context,
    ids::CaseId,
    operation::{
        DisputeAction,
        dispute::{Remedy, Subject},
    },
    rejection::Rejection,
    rules::Applied,
    state::{
        disputes::{Case, CaseStatus},
        keys,
    },
    time::{DAY_MS, Timestamp},
};

/// Working days in which the office answers.
pub const ANSWER_DAYS: u32 = 5;
/// Working days in which a side may appeal.
pub const APPEAL_DAYS: u32 = 5;
/// Working days in which a panel decides.
pub const PANEL_DAYS: u32 = 15;
/// Members of a panel.
pub const PANEL_SEATS: usize = 3;
/// How long after a record one may contest it, in milliseconds.
pub const CONTEST_MS: u64 = 30 * DAY_MS;

/// Hands an action of this family to its rule.
pub(crate) fn apply_action(context: &mut Context<'_, '_>, action: &DisputeAction) -> Applied {
    match action {
        DisputeAction::FileDispute(command) => file::apply(context, command),
        DisputeAction::FileHiddenComplaint(command) => file_hidden::apply(context, command),
        DisputeAction::AnswerDispute(command) => answer::apply(context, command),
        DisputeAction::NoteLateAnswer(command) => late::apply(context, command),
        DisputeAction::AcceptAnswer(command) => accept::apply(context, command),
        DisputeAction::AppealAnswer(command) => appeal::apply(context, command),
        DisputeAction::WithdrawDispute(command) => withdraw::apply(context, command),
        DisputeAction::CloseDispute(command) => close::apply(context, command),
        DisputeAction::JoinPanelPool(command) => pool::join(context, command),
        DisputeAction::LeavePanelPool(_) => pool::leave(context),
        DisputeAction::DrawPanel(command) => draw_panel::apply(context, command),
        DisputeAction::RecuseFromPanel(command) => recuse::apply(context, command),
        DisputeAction::VoteOnPanel(command) => vote::apply(context, command),
        DisputeAction::PublishCalendar(command) => calendar::apply(context, command),
    }
}

fn load(context: &Context<'_, '_>, id: CaseId, status: CaseStatus) -> Result<Case, Rejection> {
    let case = context.get(&keys::case(id)).ok_or(Rejection::CaseUnknown)?;
    if case.status == status {
        Ok(case)
    } else {
        Err(Rejection::CaseStateWrong)
    }
}

/// The end of the working day that many working days from now.
fn due_in(context: &Context<'_, '_>, days: u32) -> Timestamp {
    let calendar = context.get(&keys::calendar()).unwrap_or_default();
    calendar.after(context.time, days)
}

/// Only what can be done about the subject is claimed or granted.
fn require_remedy(subject: Subject, remedy: Remedy) -> Applied {
    let fits = match remedy {
        Remedy::Words => true,
        Remedy::Reversal => matches!(subject, Subject::Transfer(_)),
        Remedy::Minutes(minutes) => {
            let in_steps = minutes.checked_rem(30) == Some(0);
            matches!(subject, Subject::Exchange(_)) && in_steps
        }
    };
    if fits {
        Ok(())
    } else {
        Err(Rejection::RemedyInvalid)
    }
}

/// Ends a dispute: what was granted happens, and the mark goes.
fn end(context: &mut Context<'_, '_>, id: CaseId, mut case: Case, granted: Remedy) -> Applied {
    context.remove(&keys::mark(case.subject));
    remedy::grant(context, id, &case, granted)?;
    case.status = CaseStatus::Closed(granted);
    context.put(&keys::case(id), &case);
    let closed = crate::event::DisputeEvent::DisputeClosed {
        case: id,
        remedy: granted,
    };
    context.emit(closed.into());
    Ok(())
}
