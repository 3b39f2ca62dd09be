//! The buttons of an exchange: one address each, then back to its page.

use axum::extract::State;
use axum::response::Response;
use ledger::Timestamp;
use serde::Deserialize;

use super::acts::{Act, Said};
use super::{find, show};
use crate::extract::{Form, Path};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected};

/// No multiple of any step: what is no number of minutes is refused as such.
const NO_LENGTH: u16 = 1;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SaidForm {
    minutes: String,
    start: String,
}

macro_rules! buttons {
    ($($name:ident => $act:ident;)+) => {$(
        pub(crate) async fn $name(
            State(state): State<AppState>,
            page: Page,
            Path(id): Path<String>,
        ) -> Result<Response, Error> {
            press(&state, page, &id, Act::$act, &SaidForm::default()).await
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
    join => Join;
    unjoin => Unjoin;
    drop_time => DropTime;
    restore_time => RestoreTime;
    withdraw_contest => WithdrawContest;
    answer_no_show => AnswerNoShow;
    stop => Stop;
}

macro_rules! forms {
    ($($name:ident => $act:ident;)+) => {$(
        pub(crate) async fn $name(
            State(state): State<AppState>,
            page: Page,
            Path(id): Path<String>,
            Form(form): Form<SaidForm>,
        ) -> Result<Response, Error> {
            press(&state, page, &id, Act::$act, &form).await
        }
    )+};
}

forms! {
    confirm => Confirm;
    contest => Contest;
    agree_time => AgreeTime;
}

/// The rules decide; a rejection is told on the exchange's page, as things stand now.
async fn press(
    state: &AppState,
    page: Page,
    id: &str,
    act: Act,
    form: &SaidForm,
) -> Result<Response, Error> {
    let (exchange, _) = find(state, &page, id).await?;
    // What is not a number of minutes is no length that the rules take.
    let said = Said {
        minutes: form.minutes.parse().unwrap_or(NO_LENGTH),
        start: Timestamp(form.start.parse().unwrap_or_default()),
    };
    let action = act.action(exchange.exchange, said);
    match state.desk.act(page.actor()?, action).await {
        Ok(_) => {
            let path = LocalPath::parse(&format!("/exchanges/{}", exchange.exchange));
            Ok(see_other_with_notice(&path, act.notice(), page.tls()))
        }
        Err(error) => {
            let complaint = rejected::sentence(page.t, error)?;
            show::again(state, page, id, complaint, &form.minutes).await
        }
    }
}
