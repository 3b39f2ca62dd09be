//! Leaving for good: what happens to data, points and records, one question, and then it happens.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use crate::desk::{ActError, LeaveError};
use crate::extract::Form;
use crate::forms::FieldErrors;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, cookies, rejected, view};

#[derive(Template)]
#[template(path = "account/leave.html")]
struct LeavePage {
    page: Page,
    errors: FieldErrors,
}

#[derive(Deserialize)]
pub(crate) struct LeaveForm {
    #[serde(default)]
    sure: String,
}

pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    view::html(&LeavePage {
        page,
        errors: FieldErrors::default(),
    })
}

pub(crate) async fn leave(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<LeaveForm>,
) -> Result<Response, Error> {
    let party = page.actor()?;
    let mut errors = FieldErrors::default();
    if form.sure.is_empty() {
        errors.add("sure", page.t.get("leave-sure-missing"));
        return view::html_again(&LeavePage { page, errors });
    }
    match state.desk.leave(party, page.wall_ms).await {
        Ok(()) => {
            let home = LocalPath::parse("/");
            let mut response = see_other_with_notice(&home, "left", page.tls());
            cookies::erase(response.headers_mut(), cookies::SESSION, page.tls());
            Ok(response)
        }
        Err(LeaveError::Act(ActError::Rejected(rejection))) => {
            let why = rejected::sentence(page.t, ActError::Rejected(rejection))?;
            errors.add("sure", why);
            view::html_again(&LeavePage { page, errors })
        }
        Err(LeaveError::Act(other)) => Err(other.into()),
        Err(LeaveError::Projections(error)) => Err(error.into()),
        Err(LeaveError::Vault(error)) => Err(error.into()),
    }
}
