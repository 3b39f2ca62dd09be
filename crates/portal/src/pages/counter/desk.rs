//! The counter's first page: enrol somebody, or find somebody who is enrolled.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use vault::{IdNumber, MemberNumber, PersonId};

use super::serves;
use crate::desk::party;
use crate::extract::Form;
use crate::forms::FieldErrors;
use crate::redirect::{LocalPath, see_other};
use crate::{AppState, Error, Page, typed, view};

#[derive(Template)]
#[template(path = "counter/desk.html")]
struct DeskPage {
    page: Page,
    number: String,
    errors: FieldErrors,
}

/// Sent as a form and never as a query: addresses are written down in too many places.
#[derive(Deserialize)]
pub(crate) struct FindForm {
    #[serde(default)]
    number: String,
}

pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    view::html(&DeskPage {
        page,
        number: String::new(),
        errors: FieldErrors::default(),
    })
}

pub(crate) async fn find(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<FindForm>,
) -> Result<Response, Error> {
    let clerk = page.actor()?;
    let complaint = match look_up(&state, &typed::plain(&form.number)).await? {
        Found::Person(found) if serves(&state, clerk, party(found)) => {
            let path = format!("/counter/people/{found}");
            return Ok(see_other(&LocalPath::parse(&path)));
        }
        Found::Unreadable => "counter-find-malformed",
        Found::Nobody | Found::Person(_) => "counter-find-nobody",
    };
    let mut errors = FieldErrors::default();
    errors.add("number", page.t.get(complaint));
    view::html_again(&DeskPage {
        page,
        number: form.number,
        errors,
    })
}

enum Found {
    Person(PersonId),
    Nobody,
    /// Neither kind of number.
    Unreadable,
}

async fn look_up(state: &AppState, number: &str) -> Result<Found, Error> {
    let vault = &state.desk.vault;
    let found = if let Ok(number) = number.parse::<MemberNumber>() {
        vault.find_by_member_number(number).await?
    } else if let Ok(number) = IdNumber::parse(number) {
        vault.find_by_id_number(&number).await?
    } else {
        return Ok(Found::Unreadable);
    };
    Ok(found.map_or(Found::Nobody, Found::Person))
}
