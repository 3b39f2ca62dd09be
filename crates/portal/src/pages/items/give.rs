//! Giving a thing away for good: the owner names somebody by their member number, and it changes
//! hands only when the other accepts.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{Action, operation::item::GiveItem};
use serde::Deserialize;
use vault::MemberNumber;

use super::{find_own, text_of};
use crate::desk::party;
use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected, typed, view};

#[derive(Template)]
#[template(path = "items/give.html")]
struct GivePage {
    page: Page,
    id: String,
    title: String,
    number: String,
    errors: FieldErrors,
}

/// Sent as a form and never as a query: addresses are written down in too many places.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct GiveForm {
    number: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (item, _) = find_own(&state, &page, &id).await?;
    view::html(&GivePage {
        id,
        title: text_of(&state, &page, &item).title,
        number: String::new(),
        errors: FieldErrors::default(),
        page,
    })
}

pub(crate) async fn give(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<GiveForm>,
) -> Result<Response, Error> {
    let (item, me) = find_own(&state, &page, &id).await?;
    let complaint = match typed::plain(&form.number).parse::<MemberNumber>() {
        Err(_) => page.t.get("give-malformed"),
        Ok(number) => match state.desk.vault.find_by_member_number(number).await? {
            None => page.t.get("give-nobody"),
            Some(person) => {
                let to = Some(party(person));
                let action = Action::from(GiveItem {
                    item: item.item,
                    to,
                });
                match state.desk.act(me, action).await {
                    Ok(_) => {
                        let path = LocalPath::parse(&format!("/items/{}", item.item));
                        return Ok(see_other_with_notice(&path, "item-offered", page.tls()));
                    }
                    Err(error) => rejected::sentence(page.t, error)?,
                }
            }
        },
    };
    let mut errors = FieldErrors::default();
    errors.add("number", complaint);
    view::html_again(&GivePage {
        id,
        title: text_of(&state, &page, &item).title,
        number: form.number,
        errors,
        page,
    })
}
