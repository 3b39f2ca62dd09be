//! The buttons of an exchange: one address each, then back to its page.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use super::acts::Act;
use super::{find, show};
use crate::extract::{Form, Path};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected};

#[derive(Debug, Deserialize)]
pub(crate) struct ConfirmForm {
    #[serde(default)]
    minutes: String,
}

macro_rules! buttons {
    ($($name:ident => $act:ident;)+) => {$(
        pub(crate) async fn $name(
            State(state): State<AppState>,
            page: Page,
            Path(id): Path<String>,
        ) -> Result<Response, Error> {
            press(&state, page, &id, Act::$act, "").await
        }
    )+};
}

buttons! {
    accept => Accept;
    decline => Decline;
    withdraw => WithdrawRequest;
    cancel => Cancel;
    withdraw_confirmation => WithdrawConfirmation;
    report_no_show => ReportNoShow;
    withdraw_no_show => WithdrawNoShow;
}

pub(crate) async fn confirm(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<ConfirmForm>,
) -> Result<Response, Error> {
    press(&state, page, &id, Act::Confirm, &form.minutes).await
}

/// The rules decide; a rejection is told on the exchange's page, as things stand now.
async fn press(
    state: &AppState,
    page: Page,
    id: &str,
    act: Act,
    minutes: &str,
) -> Result<Response, Error> {
    let (exchange, _) = find(state, &page, id).await?;
    // What is not a number of minutes is no length that the rules take.
    let length = minutes.parse().unwrap_or(0);
    let action = act.action(exchange.exchange, length);
    match state.desk.act(page.actor()?, action).await {
        Ok(_) => {
            let path = LocalPath::parse(&format!("/exchanges/{}", exchange.exchange));
            Ok(see_other_with_notice(&path, act.notice(), page.tls()))
        }
        Err(error) => {
            let complaint = rejected::sentence(page.t, error)?;
            show::again(state, page, id, complaint, minutes).await
        }
    }
}
