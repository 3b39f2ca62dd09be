//! One claim: the code to fetch it with, how far it has come, and giving it up.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, RedemptionId, Rejection,
    operation::redemption::{CancelRedemption, WithdrawConsumption},
    time::MINUTE_MS,
};
use projections::catalogue::{CatalogueClaim, CatalogueEntry, ClaimStatus};

use super::browse::status_of;
use super::{code_of, words_of};
use crate::desk::ActError;
use crate::extract::Path;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::told::amount;
use crate::view::{Markup, qr, statuses::Status};
use crate::{AppState, Error, Page, view};

/// How long either side can say that it was not given after all.
pub(crate) const REFLECTION_MS: u64 = 10 * MINUTE_MS;

#[derive(Template)]
#[template(path = "catalogue/claim.html")]
struct ClaimPage {
    page: Page,
    claim: String,
    title: String,
    sponsor: String,
    price: String,
    status: Status,
    next: String,
    code: Option<String>,
    picture: Option<Markup>,
    can_cancel: bool,
    can_withdraw: bool,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (claim, entry) = own(&state, &page, &id).await?;
    let sponsor = state.desk.name(entry.sponsor, page.language).await?;
    let code = (claim.status == ClaimStatus::Reserved).then(|| code_of(claim.redemption));
    let label = page.t.get("claim-code");
    let picture = code.as_ref().map(|code| qr::svg(code.as_bytes(), &label));
    view::html(&ClaimPage {
        claim: claim.redemption.to_string(),
        title: words_of(&state, &page, &entry).title,
        sponsor: sponsor.unwrap_or_default(),
        price: amount(page.t, claim.price),
        status: status_of(&claim),
        next: next(&page, &claim, &entry),
        picture: picture.transpose().map_err(Error::internal)?,
        code,
        can_cancel: matches!(claim.status, ClaimStatus::Queued | ClaimStatus::Reserved),
        can_withdraw: is_fresh(&claim, page.now_ms),
        page,
    })
}

/// Whether it was given a moment ago, so that either side can still take that back.
pub(crate) fn is_fresh(claim: &CatalogueClaim, now_ms: u64) -> bool {
    let until = claim.changed_at.plus_ms(REFLECTION_MS);
    claim.status == ClaimStatus::Given && now_ms <= until.0
}

/// What happens next, in one sentence.
fn next(page: &Page, claim: &CatalogueClaim, entry: &CatalogueEntry) -> String {
    let key = match claim.status {
        ClaimStatus::Queued => "claim-next-queued",
        ClaimStatus::Reserved => "claim-next-reserved",
        ClaimStatus::Given => "claim-next-given",
        ClaimStatus::TakenBack | ClaimStatus::Failed | ClaimStatus::Expired => "claim-next-ended",
    };
    let until = claim.changed_at.plus_ms(entry.keep_ms);
    let sentence = page.t.say(key).set("until", page.moment(until.0));
    sentence.to_string()
}

pub(crate) async fn act(
    State(state): State<AppState>,
    page: Page,
    Path((id, act)): Path<(String, String)>,
) -> Result<Response, Error> {
    let (claim, _) = own(&state, &page, &id).await?;
    let redemption = claim.redemption;
    let (action, notice) = match act.as_str() {
        "cancel" => (
            Action::from(CancelRedemption { redemption }),
            "claim-cancelled",
        ),
        "withdraw" => (
            Action::from(WithdrawConsumption { redemption }),
            "claim-withdrawn",
        ),
        _ => return Err(Error::not_found()),
    };
    let path = LocalPath::parse(&format!("/catalogue/claims/{redemption}"));
    match state.desk.act(page.actor()?, action).await {
        Ok(_) => Ok(see_other_with_notice(&path, notice, page.tls())),
        Err(ActError::Rejected(Rejection::WithdrawalTooLate)) => {
            Ok(see_other_with_notice(&path, "claim-final", page.tls()))
        }
        // Somebody was faster: the page tells how things stand.
        Err(ActError::Rejected(_)) => Ok(see_other_with_notice(&path, "claim-changed", page.tls())),
        Err(error) => Err(error.into()),
    }
}

/// A claim of the reader's own; of others' nothing is told.
async fn own(
    state: &AppState,
    page: &Page,
    id: &str,
) -> Result<(CatalogueClaim, CatalogueEntry), Error> {
    let id = RedemptionId::from_hex(id).ok_or_else(Error::not_found)?;
    let claim = state.desk.projections.claim(id).await?;
    let me = page.actor()?;
    let claim = claim
        .filter(|claim| claim.person == me)
        .ok_or_else(Error::not_found)?;
    let entry = state.desk.projections.catalogue_entry(claim.entry).await?;
    Ok((claim, entry.ok_or_else(Error::not_found)?))
}
