//! Correcting what no document proves; the rest is corrected at the counter, which leaves a trace.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use vault::{Access, Field, PersonalText, Purpose, Reader, VaultError};

use crate::desk::person;
use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "my-data/correct.html")]
struct CorrectPage {
    page: Page,
    label: String,
    action: String,
    value: String,
    errors: FieldErrors,
}

#[derive(Deserialize)]
pub(crate) struct CorrectForm {
    #[serde(default)]
    value: String,
}

/// A phone signs people in, so only the counter changes it: a borrowed session must not be kept.
pub(super) const fn is_open(field: Field) -> bool {
    matches!(field, Field::Address | Field::Nickname)
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(code): Path<String>,
) -> Result<Response, Error> {
    let field = open_field(&code)?;
    let access = Access {
        reader: Reader::Own,
        purpose: Purpose::OwnData,
        at_ms: page.wall_ms,
    };
    let who = person(page.actor()?);
    let data = state.desk.vault.read(who, &[field], access).await?;
    let value = data.field(field).unwrap_or_default().to_owned();
    view::html(&form(page, field, value, FieldErrors::default()))
}

pub(crate) async fn save(
    State(state): State<AppState>,
    page: Page,
    Path(code): Path<String>,
    Form(sent): Form<CorrectForm>,
) -> Result<Response, Error> {
    let field = open_field(&code)?;
    let who = person(page.actor()?);
    let text = PersonalText::new(sent.value.clone());
    match state
        .desk
        .vault
        .correct(who, field, text, page.wall_ms)
        .await
    {
        Ok(()) => {
            let back = LocalPath::parse("/me/data");
            Ok(see_other_with_notice(&back, "data-corrected", page.tls()))
        }
        Err(VaultError::FieldUnusable(_)) => {
            let mut errors = FieldErrors::default();
            errors.add("value", page.t.get("data-value-unusable"));
            view::html_again(&form(page, field, sent.value, errors))
        }
        Err(error) => Err(error.into()),
    }
}

fn open_field(code: &str) -> Result<Field, Error> {
    let field = Field::from_code(code).ok();
    field
        .filter(|field| is_open(*field))
        .ok_or_else(Error::not_found)
}

fn form(page: Page, field: Field, value: String, errors: FieldErrors) -> CorrectPage {
    CorrectPage {
        label: page.t.get(&format!("field-{}", field.code())),
        action: format!("/me/data/{}", field.code()),
        page,
        value,
        errors,
    }
}
