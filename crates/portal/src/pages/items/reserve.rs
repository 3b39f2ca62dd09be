//! Reserving a thing for some days of its calendar.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{Action, LoanId, Points, operation::loan::ReserveItem};
use projections::items::Item;
use serde::Deserialize;

use super::calendar::{Cell, Days};
use super::{find, text_of};
use crate::extract::{Form, Path, Query};
use crate::forms::{Choice, FieldErrors};
use crate::pages::listings::community_of;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::told::amount;
use crate::{AppState, Error, Page, rejected, view};

#[derive(Template)]
#[template(path = "items/reserve.html")]
struct ReservePage {
    page: Page,
    id: String,
    title: String,
    /// What is set aside meanwhile.
    deposit: Option<String>,
    on_request: bool,
    weeks: Vec<Vec<Cell>>,
    beginnings: Vec<Choice>,
    lengths: Vec<Choice>,
    form: ReserveForm,
    errors: FieldErrors,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReserveForm {
    from: String,
    days: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Query(form): Query<ReserveForm>,
) -> Result<Response, Error> {
    let item = find_others(&state, &page, &id).await?;
    view::html(&filled(&state, page, &item, (form, FieldErrors::default())).await?)
}

pub(crate) async fn reserve(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<ReserveForm>,
) -> Result<Response, Error> {
    let item = find_others(&state, &page, &id).await?;
    let mut errors = FieldErrors::default();
    let (from_day, days) = (form.from.parse(), form.days.parse());
    if from_day.is_err() {
        errors.add("from", page.t.get("reserve-from-error"));
    }
    if days.is_err() {
        errors.add("days", page.t.get("reserve-days-error"));
    }
    let (Ok(from_day), Ok(days)) = (from_day, days) else {
        return view::html_again(&filled(&state, page, &item, (form, errors)).await?);
    };
    let action = Action::from(ReserveItem {
        item: item.item,
        from_day,
        days,
    });
    match state.desk.act(page.actor()?, action).await {
        Ok(done) => {
            let loan = LoanId::derive(done.operation, 0);
            let path = LocalPath::parse(&format!("/loans/{loan}"));
            Ok(see_other_with_notice(&path, "loan-reserved", page.tls()))
        }
        Err(error) => {
            errors.add("from", rejected::sentence(page.t, error)?);
            view::html_again(&filled(&state, page, &item, (form, errors)).await?)
        }
    }
}

/// Nobody borrows from themselves: for an owner the page does not exist.
async fn find_others(state: &AppState, page: &Page, id: &str) -> Result<Item, Error> {
    let (item, me) = (find(state, id).await?, page.actor()?);
    community_of(state, me)?;
    if item.owner == me {
        return Err(Error::forbidden());
    }
    Ok(item)
}

async fn filled(
    state: &AppState,
    page: Page,
    item: &Item,
    (form, errors): (ReserveForm, FieldErrors),
) -> Result<ReservePage, Error> {
    let days = Days::of(state, item).await?;
    let deposit = item.terms.deposit;
    Ok(ReservePage {
        id: item.item.to_string(),
        title: text_of(state, &page, item).title,
        deposit: (deposit != Points::ZERO).then(|| amount(page.t, deposit)),
        on_request: item.terms.approval == ledger::operation::item::Approval::OnRequest,
        weeks: days.weeks(&page),
        beginnings: days.beginnings(&page),
        lengths: days.lengths(&page),
        form,
        errors,
        page,
    })
}
