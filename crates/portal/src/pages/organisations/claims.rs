//! Giving what somebody fetches with a code; ending what cannot be given; ten minutes to undo it.

use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, PartyId, RedemptionId, Rejection,
    operation::redemption::{CancelRedemption, ConsumeRedemption, WithdrawConsumption},
};
use projections::catalogue::ClaimStatus;
use serde::Deserialize;

use super::{home, led};
use crate::desk::ActError;
use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::pages::catalogue::code_of;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected, typed, view};

#[derive(Deserialize)]
pub(crate) struct CodeForm {
    #[serde(default)]
    code: String,
}

pub(crate) async fn give(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<CodeForm>,
) -> Result<Response, Error> {
    let organisation = led(&state, &page, &id)?;
    let typed: String = typed::plain(&form.code).split_whitespace().collect();
    let found = find(&state, organisation, &typed).await?;
    let mut errors = FieldErrors::default();
    let Some(redemption) = found else {
        errors.add("code", page.t.get("organisation-code-unknown"));
        let nothing = (form.code, errors);
        return view::html_again(&home::filled(&state, page, organisation, nothing).await?);
    };
    let action = Action::from(ConsumeRedemption { redemption });
    match state.desk.act(organisation, action).await {
        Ok(_) => Ok(back(&page, organisation, "claim-consumed")),
        Err(error) => {
            errors.add("code", rejected::sentence(page.t, error)?);
            let typed = (form.code, errors);
            view::html_again(&home::filled(&state, page, organisation, typed).await?)
        }
    }
}

/// The one reserved claim with this code; two by chance are told apart by nobody, so by neither.
async fn find(
    state: &AppState,
    organisation: PartyId,
    code: &str,
) -> Result<Option<RedemptionId>, Error> {
    let now = state.desk.now();
    let claims = state.desk.projections.claims_on(organisation, now).await?;
    let mut fitting = claims
        .iter()
        .filter(|claim| claim.status == ClaimStatus::Reserved && code_of(claim.redemption) == code);
    let first = fitting.next().map(|claim| claim.redemption);
    Ok(first.filter(|_| fitting.next().is_none()))
}

pub(crate) async fn act(
    State(state): State<AppState>,
    page: Page,
    Path((id, claim, act)): Path<(String, String, String)>,
) -> Result<Response, Error> {
    let organisation = led(&state, &page, &id)?;
    let redemption = RedemptionId::from_hex(&claim).ok_or_else(Error::not_found)?;
    let (action, notice) = match act.as_str() {
        "cancel" => (Action::from(CancelRedemption { redemption }), "claim-ended"),
        "withdraw" => (
            Action::from(WithdrawConsumption { redemption }),
            "claim-withdrawn",
        ),
        _ => return Err(Error::not_found()),
    };
    match state.desk.act(organisation, action).await {
        Ok(_) => Ok(back(&page, organisation, notice)),
        Err(ActError::Rejected(
            Rejection::RedemptionUnknown | Rejection::RedemptionOfAnotherParty,
        )) => Err(Error::not_found()),
        Err(ActError::Rejected(Rejection::WithdrawalTooLate)) => {
            Ok(back(&page, organisation, "claim-final"))
        }
        Err(ActError::Rejected(_)) => Ok(back(&page, organisation, "claim-changed")),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn back(page: &Page, organisation: PartyId, notice: &'static str) -> Response {
    let path = LocalPath::parse(&format!("/organisations/{organisation}"));
    see_other_with_notice(&path, notice, page.tls())
}
