//! One entry: what it is, what it costs, what is left; and asking for it, after a second look.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, EntryId, RedemptionId, operation::redemption::ReserveRedemption,
    state::accounts::AccountId, time::DAY_MS,
};

use super::{community, left, record_of, words_of};
use crate::extract::Path;
use crate::forms::FieldErrors;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::told::amount;
use crate::{AppState, Error, Page, rejected, view};

#[derive(Template)]
#[template(path = "catalogue/entry.html")]
struct EntryPage {
    page: Page,
    entry: String,
    title: String,
    description: String,
    sponsor: String,
    price: String,
    left: u32,
    keep_days: u64,
    available: String,
    /// What the reader has is enough.
    affordable: bool,
    errors: FieldErrors,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    view::html(&filled(&state, page, &id, FieldErrors::default()).await?)
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let entry = EntryId::from_hex(&id).ok_or_else(Error::not_found)?;
    let action = Action::from(ReserveRedemption { entry });
    match state.desk.act(page.actor()?, action).await {
        Ok(done) => {
            let claim = RedemptionId::derive(done.operation, 0);
            let path = LocalPath::parse(&format!("/catalogue/claims/{claim}"));
            Ok(see_other_with_notice(&path, "claimed", page.tls()))
        }
        Err(error) => {
            let mut errors = FieldErrors::default();
            errors.add("now", rejected::sentence(page.t, error)?);
            view::html_again(&filled(&state, page, &id, errors).await?)
        }
    }
}

async fn filled(
    state: &AppState,
    page: Page,
    id: &str,
    errors: FieldErrors,
) -> Result<EntryPage, Error> {
    let me = page.actor()?;
    let id = EntryId::from_hex(id).ok_or_else(Error::not_found)?;
    let projections = &state.desk.projections;
    let found = projections.catalogue_entry(id).await?;
    let entry = found.ok_or_else(Error::not_found)?;
    let record = record_of(state, id).ok_or_else(Error::not_found)?;
    if entry.community != community(state, me)? {
        return Err(Error::not_found());
    }
    let account = projections.account(AccountId::Party(me)).await?;
    let sponsor = state.desk.name(entry.sponsor, page.language).await?;
    let text = words_of(state, &page, &entry);
    Ok(EntryPage {
        entry: entry.entry.to_string(),
        title: text.title,
        description: text.description,
        sponsor: sponsor.unwrap_or_default(),
        price: amount(page.t, entry.price),
        left: left(&record),
        keep_days: entry.keep_ms / DAY_MS,
        available: amount(page.t, account.available),
        affordable: account.available >= entry.price,
        errors,
        page,
    })
}
