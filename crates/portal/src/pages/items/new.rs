//! Listing a thing: one page with a photo, and the thing is on the shelf of the community.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{Action, ItemId, operation::item::ListItem};

use super::form::{Choices, ItemForm};
use crate::forms::FieldErrors;
use crate::pages::listings::community_of;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::uploads::Upload;
use crate::{AppState, Error, Page, rejected, view};

#[derive(Template)]
#[template(path = "items/form.html")]
pub(super) struct FormPage {
    pub(super) page: Page,
    /// Where the form goes: a new thing, or one that is listed.
    pub(super) action: String,
    pub(super) is_new: bool,
    pub(super) form: ItemForm,
    pub(super) choices: Choices,
    pub(super) errors: FieldErrors,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    community_of(&state, page.actor()?)?;
    let document = filled(&state, page, ItemForm::fresh(), FieldErrors::default()).await?;
    view::html(&document)
}

pub(crate) async fn list(
    State(state): State<AppState>,
    page: Page,
    upload: Upload,
) -> Result<Response, Error> {
    let me = page.actor()?;
    community_of(&state, me)?;
    let (form, mut errors) = (ItemForm::of_upload(&upload), FieldErrors::default());
    complain_about_photo(&page, &upload, &mut errors);
    let Some(terms) = form.judge(&state, &page, &mut errors)? else {
        return view::html_again(&filled(&state, page, form, errors).await?);
    };
    match state.desk.act(me, Action::from(ListItem { terms })).await {
        Ok(done) => {
            let item = ItemId::derive(done.operation, 0);
            let path = LocalPath::parse(&format!("/items/{item}"));
            Ok(see_other_with_notice(&path, "item-listed", page.tls()))
        }
        Err(error) => {
            errors.add("title", rejected::sentence(page.t, error)?);
            view::html_again(&filled(&state, page, form, errors).await?)
        }
    }
}

/// Says what is wrong with a photo, beside its field.
pub(super) fn complain_about_photo(page: &Page, upload: &Upload, errors: &mut FieldErrors) {
    if let Err(refused) = &upload.photo {
        errors.add("picture", page.t.get(refused.word()));
    }
}

async fn filled(
    state: &AppState,
    page: Page,
    form: ItemForm,
    errors: FieldErrors,
) -> Result<FormPage, Error> {
    Ok(FormPage {
        action: "/items/new".to_owned(),
        is_new: true,
        form,
        choices: Choices::of(state, &page).await?,
        errors,
        page,
    })
}
