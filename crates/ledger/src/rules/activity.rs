//! Things done together (W-05): from the plan and its papers to the points for all.

pub mod award_points;
pub mod cancel;
pub mod check_in;
pub mod check_in_people;
pub mod confirm_session;
pub mod correct_attendance;
pub mod earnings;
pub mod file_papers;
pub mod hold;
pub mod lapse;
pub mod leave;
pub mod mark_absent;
pub mod open_sign_up;
pub mod plan;
pub mod report;
pub mod report_incident;
pub mod sign_up;
pub mod withdraw_award;

use crate::{
    apply::Context,
    authority::Right,
    ids::{ActivityId, PartyId},
    operation::{
        ActivityAction,
        activity::NAMED_MAX,
        identity::{Role, Scope},
        listing::Place,
    },
    rejection::Rejection,
    rules::{Applied, hut, require_right},
    state::{
        activities::{Activity, ActivityStatus, PlaceStatus, SignUpRecord},
        keys,
    },
    time::{MINUTE_MS, Timestamp},
};
use std::collections::BTreeSet;

/// Hands an action of this family to its rule.
pub(super) fn apply_action(context: &mut Context<'_, '_>, action: &ActivityAction) -> Applied {
    match action {
        ActivityAction::PlanActivity(command) => plan::apply(context, command),
        ActivityAction::FilePapers(command) => file_papers::apply(context, command),
        ActivityAction::OpenSignUp(command) => open_sign_up::apply(context, command),
        ActivityAction::SignUp(command) => sign_up::apply(context, command),
        ActivityAction::LeaveActivity(command) => leave::apply(context, command),
        ActivityAction::CheckIn(command) => check_in::apply(context, command),
        ActivityAction::CheckInPeople(command) => check_in_people::apply(context, command),
        ActivityAction::MarkAbsent(command) => mark_absent::apply(context, command),
        ActivityAction::CorrectAttendance(command) => correct_attendance::apply(context, command),
        ActivityAction::CancelActivity(command) => cancel::apply(context, command),
        ActivityAction::HoldActivity(command) => hold::apply(context, command),
        ActivityAction::ReportActivity(command) => report::apply(context, command),
        ActivityAction::ReportIncident(command) => report_incident::apply(context, command),
        ActivityAction::AwardPoints(command) => award_points::apply(context, command),
        ActivityAction::ConfirmSession(command) => confirm_session::apply(context, command),
        ActivityAction::WithdrawAward(command) => withdraw_award::apply(context, command),
        ActivityAction::LapseActivity(command) => lapse::apply(context, command),
    }
}

/// An activity in one of these states.
fn load_in(
    context: &Context<'_, '_>,
    id: ActivityId,
    states: &[ActivityStatus],
) -> Result<Activity, Rejection> {
    let activity = context
        .get(&keys::activity(id))
        .ok_or(Rejection::ActivityUnknown)?;
    if states.contains(&activity.status) {
        Ok(activity)
    } else {
        Err(Rejection::ActivityStateWrong)
    }
}

/// The actor's own activity in one of these states.
fn load_own(
    context: &Context<'_, '_>,
    id: ActivityId,
    states: &[ActivityStatus],
) -> Result<Activity, Rejection> {
    let activity = load_in(context, id, states)?;
    if activity.organiser == context.actor {
        Ok(activity)
    } else {
        Err(Rejection::NotYourActivity)
    }
}

/// Whether the actor keeps the hut it takes place in, or works for its area.
fn is_staff(context: &Context<'_, '_>, activity: &Activity) -> bool {
    let by_keeper = match activity.place {
        Place::Hut(at) => hut::is_keeper(context, at),
        Place::Home | Place::Agreed | Place::Remote => false,
    };
    by_keeper || require_right(context, Right::Tend, activity.area).is_ok()
}

/// Whether the actor was named as a helper at this activity.
fn is_helper(context: &Context<'_, '_>, id: ActivityId) -> bool {
    let key = keys::role(context.actor, Role::Volunteer, Scope::Activity(id));
    let grant = context.get(&key);
    grant.is_some_and(|grant| grant.until.is_none_or(|until| until >= context.time))
}

/// When it ends.
fn end_of(activity: &Activity) -> Timestamp {
    let length = u64::from(activity.minutes).saturating_mul(MINUTE_MS);
    activity.start.plus_ms(length)
}

/// Moves an activity to a status, stamped with block time.
fn set_status(
    context: &mut Context<'_, '_>,
    id: ActivityId,
    activity: &mut Activity,
    status: ActivityStatus,
) {
    activity.status = status;
    activity.changed_at = context.time;
    context.put(&keys::activity(id), activity);
}

/// People named by one action: at least one, not too many, nobody twice.
fn check_people(people: &[PartyId]) -> Applied {
    let different: BTreeSet<&PartyId> = people.iter().collect();
    let fits = !people.is_empty() && people.len() <= NAMED_MAX;
    if fits && different.len() == people.len() {
        Ok(())
    } else {
        Err(Rejection::ListInvalid)
    }
}

/// A person's place in this status.
fn place_in(
    context: &Context<'_, '_>,
    id: ActivityId,
    person: PartyId,
    status: PlaceStatus,
) -> Result<SignUpRecord, Rejection> {
    let place = context.get(&keys::sign_up(id, person));
    place
        .filter(|place| place.status == status)
        .ok_or(Rejection::NotSignedUp)
}

/// Moves a person's place to a status, stamped with block time.
fn set_place(
    context: &mut Context<'_, '_>,
    (id, person): (ActivityId, PartyId),
    mut place: SignUpRecord,
    status: PlaceStatus,
) {
    place.status = status;
    place.changed_at = context.time;
    context.put(&keys::sign_up(id, person), &place);
}

/// No danger to people without insurance to the end, and no licensed activity without a licence
/// (Regulation on volunteer services, article 17; Charity Law, article 69).
fn check_papers(activity: &Activity) -> Applied {
    let end = end_of(activity);
    let insured = activity
        .papers
        .policy
        .is_some_and(|policy| policy.until >= end);
    if activity.risk && !insured {
        return Err(Rejection::InsuranceMissing);
    }
    if activity.licensed && activity.papers.licence.is_none() {
        return Err(Rejection::LicenceMissing);
    }
    Ok(())
}
