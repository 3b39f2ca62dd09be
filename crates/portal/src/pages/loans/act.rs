//! The buttons of a loan: one address each, then back to its page.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use super::acts::Act;
use super::{find, show};
use crate::extract::{Form, Path};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PressForm {
    /// Only for a longer loan.
    last_day: String,
}

/// The rules decide; a rejection is told on the loan's page, as things stand now.
pub(crate) async fn press(
    State(state): State<AppState>,
    page: Page,
    Path((id, act)): Path<(String, String)>,
    Form(form): Form<PressForm>,
) -> Result<Response, Error> {
    let case = find(&state, &page, &id).await?;
    let act = Act::from_code(&act).ok_or_else(Error::not_found)?;
    // What is no day is no later day either: the rules say so.
    let last_day = form.last_day.parse().unwrap_or_default();
    match state.desk.act(case.me, act.action(&case, last_day)).await {
        Ok(_) => {
            let path = LocalPath::parse(&format!("/loans/{}", case.loan.loan));
            Ok(see_other_with_notice(&path, act.notice(), page.tls()))
        }
        Err(error) => {
            let complaint = rejected::sentence(page.t, error)?;
            show::again(&state, page, &id, complaint).await
        }
    }
}
