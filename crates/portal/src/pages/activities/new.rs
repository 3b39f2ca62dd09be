//! Planning an activity or a group session on one page; the list opens with it where the papers
//! are complete.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, ActivityId, AreaCode, PartyId,
    authority::Right,
    operation::activity::{OpenSignUp, PlanActivity},
};

use super::form::{Choices, PlanForm};
use crate::extract::Form;
use crate::forms::FieldErrors;
use crate::pages::listings::community_of;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected, view};

#[derive(Template)]
#[template(path = "activities/new.html")]
struct NewPage {
    page: Page,
    form: PlanForm,
    choices: Choices,
    gives_points: bool,
    errors: FieldErrors,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let home = community_of(&state, page.actor()?)?;
    let form = PlanForm::fresh(state.desk.now().china_day());
    view::html(&filled(&state, page, home, (form, FieldErrors::default())).await?)
}

pub(crate) async fn plan(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<PlanForm>,
) -> Result<Response, Error> {
    let me = page.actor()?;
    let home = community_of(&state, me)?;
    let mut errors = FieldErrors::default();
    let plan = form.judge(&state, &page, home, &mut errors).await?;
    let Some(mut plan) = plan else {
        return view::html_again(&filled(&state, page, home, (form, errors)).await?);
    };
    plan.codes = state.desk.check_in_commitment(me, plan.start).await?;
    match put(&state, me, plan).await {
        Ok((activity, notice)) => {
            let path = LocalPath::parse(&format!("/activities/{activity}"));
            Ok(see_other_with_notice(&path, notice, page.tls()))
        }
        Err(error) => {
            errors.add("title", rejected::sentence(page.t, error)?);
            view::html_again(&filled(&state, page, home, (form, errors)).await?)
        }
    }
}

/// Plans it and opens its list; where papers are missing it stays planned, and its page says so.
async fn put(
    state: &AppState,
    me: PartyId,
    plan: PlanActivity,
) -> Result<(ActivityId, &'static str), crate::desk::ActError> {
    let done = state.desk.act(me, Action::from(plan)).await?;
    let activity = ActivityId::derive(done.operation, 0);
    match state.desk.act(me, OpenSignUp { activity }.into()).await {
        Ok(_) => Ok((activity, "activity-opened")),
        Err(crate::desk::ActError::Rejected(_)) => Ok((activity, "activity-was-planned")),
        Err(error) => Err(error),
    }
}

async fn filled(
    state: &AppState,
    page: Page,
    home: AreaCode,
    (form, errors): (PlanForm, FieldErrors),
) -> Result<NewPage, Error> {
    let me = page.actor()?;
    Ok(NewPage {
        gives_points: state.desk.has_right(me, Right::Tend, home),
        choices: Choices::of(state, &page, home).await?,
        form,
        errors,
        page,
    })
}
