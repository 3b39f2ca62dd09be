//! What is pressed on the page of an activity, each for whom the rules let.

use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, ActivityId, Timestamp,
    operation::activity::{
        CancelActivity, CancelReason, CheckIn, ConfirmSession, FilePapers, HoldActivity,
        LeaveActivity, OpenSignUp, Papers, Policy, ReportActivity, ReportIncident, SignUp,
    },
    state::activities::Activity,
};
use serde::Deserialize;

use super::{code, find, form, show};
use crate::content::ListingText;
use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected, view};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ActForm {
    code: String,
    reason: String,
    words: String,
    injury: String,
    policy: String,
    until: String,
    licence: String,
}

/// An action with the notice that follows it.
type Wanted = (Action, &'static str);

pub(crate) async fn press(
    State(state): State<AppState>,
    page: Page,
    Path((id, act)): Path<(String, String)>,
    Form(form): Form<ActForm>,
) -> Result<Response, Error> {
    let ((activity, record), me) = (find(&state, &id)?, page.actor()?);
    // A minor comes and goes; holding and reporting is for grown-ups.
    let is_minor = page
        .reader
        .as_ref()
        .is_some_and(|one| one.minority.is_some());
    if is_minor && !["sign-up", "leave", "check-in"].contains(&act.as_str()) {
        return Err(Error::not_found());
    }
    let mut errors = FieldErrors::default();
    let wanted = wanted(
        &state,
        &page,
        (activity, &record),
        (&act, &form),
        &mut errors,
    );
    let Some((action, notice)) = wanted.await? else {
        let shown = show::filled(&state, page, &id, (form.code, errors)).await?;
        return view::html_again(&shown);
    };
    match state.desk.act(me, action).await {
        Ok(_) => {
            let path = LocalPath::parse(&format!("/activities/{activity}"));
            Ok(see_other_with_notice(&path, notice, page.tls()))
        }
        Err(error) => {
            errors.add("act", rejected::sentence(page.t, error)?);
            let shown = show::filled(&state, page, &id, (form.code, errors)).await?;
            view::html_again(&shown)
        }
    }
}

async fn wanted(
    state: &AppState,
    page: &Page,
    (activity, record): (ActivityId, &Activity),
    (act, form): (&str, &ActForm),
    errors: &mut FieldErrors,
) -> Result<Option<Wanted>, Error> {
    Ok(Some(match act {
        "sign-up" => {
            let attendee = state.desk.attendee(page.actor()?, activity).await?;
            let action = SignUp { activity, attendee };
            (action.into(), "activity-signed-up")
        }
        "leave" => (LeaveActivity { activity }.into(), "activity-left"),
        "open" => (OpenSignUp { activity }.into(), "activity-opened"),
        "hold" => (HoldActivity { activity }.into(), "activity-was-held"),
        "confirm" => {
            let minutes = record.minutes;
            let action = ConfirmSession { activity, minutes };
            (action.into(), "activity-confirmed")
        }
        "check-in" => {
            let Some(code) = code::read(state, record, &form.code).await? else {
                errors.add("code", page.t.get("activity-code-error"));
                return Ok(None);
            };
            (CheckIn { activity, code }.into(), "activity-checked-in")
        }
        "cancel" => {
            let Some(reason) = reason(&form.reason) else {
                errors.add("reason", page.t.get("activity-reason-error"));
                return Ok(None);
            };
            let action = CancelActivity { activity, reason };
            (action.into(), "activity-was-cancelled")
        }
        "report" | "incident" => return told(state, page, activity, (act, form), errors),
        "papers" => return papers(state, page, activity, form, errors),
        _ => return Err(Error::not_found()),
    }))
}

fn reason(word: &str) -> Option<CancelReason> {
    Some(match word {
        "weather" => CancelReason::Weather,
        "organiser" => CancelReason::Organiser,
        "too-few" => CancelReason::TooFew,
        "safety" => CancelReason::Safety,
        _ => return None,
    })
}

/// A report or an incident in words, which go to the content store.
fn told(
    state: &AppState,
    page: &Page,
    activity: ActivityId,
    (act, form): (&str, &ActForm),
    errors: &mut FieldErrors,
) -> Result<Option<Wanted>, Error> {
    let words = form.words.trim();
    if words.is_empty() {
        let field = if act == "report" { "words" } else { "incident" };
        errors.add(field, page.t.get("activity-words-error"));
        return Ok(None);
    }
    let text = ListingText {
        description: words.to_owned(),
        ..ListingText::default()
    };
    let content = state.desk.content.put(&text).map_err(Error::internal)?;
    Ok(Some(if act == "report" {
        let report = ReportActivity { activity, content };
        (report.into(), "activity-was-reported")
    } else {
        let injury = form.injury == "on";
        let incident = ReportIncident {
            activity,
            content,
            injury,
        };
        (incident.into(), "activity-incident-told")
    }))
}

/// Insurance and licence by the numbers of their papers.
fn papers(
    state: &AppState,
    page: &Page,
    activity: ActivityId,
    form: &ActForm,
    errors: &mut FieldErrors,
) -> Result<Option<Wanted>, Error> {
    let until = form::day_end(&form.until);
    if !form.policy.trim().is_empty() && until.is_none() {
        errors.add("until", page.t.get("activity-until-error"));
        return Ok(None);
    }
    let papers = papers_of(state, (&form.policy, until), &form.licence)?;
    let action = FilePapers { activity, papers };
    Ok(Some((action.into(), "activity-papers-filed")))
}

/// What the ledger keeps of papers: the hashes of their numbers.
pub(super) fn papers_of(
    state: &AppState,
    (policy, until): (&str, Option<Timestamp>),
    licence: &str,
) -> Result<Papers, Error> {
    let kept = |number: &str| {
        let text = ListingText {
            title: number.trim().to_owned(),
            ..ListingText::default()
        };
        let kept = state.desk.content.put(&text).map_err(Error::internal);
        kept.map(|content| content.hash)
    };
    let policy = match (policy.trim(), until) {
        ("", _) | (_, None) => None,
        (number, Some(until)) => Some(Policy {
            reference: kept(number)?,
            until,
        }),
    };
    let licence = match licence.trim() {
        "" => None,
        number => Some(kept(number)?),
    };
    Ok(Papers { policy, licence })
}
