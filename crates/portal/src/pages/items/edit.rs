//! Saying something else about one's own thing; loans that are agreed keep their terms.

use axum::extract::State;
use axum::response::Response;
use ledger::{Action, operation::item::ChangeItem};

use super::form::{Choices, ItemForm};
use super::new::{FormPage, complain_about_photo};
use super::{find_own, text_of};
use crate::extract::Path;
use crate::forms::FieldErrors;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::uploads::Upload;
use crate::{AppState, Error, Page, rejected, view};

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (item, _) = find_own(&state, &page, &id).await?;
    let form = ItemForm::of_item(&item, text_of(&state, &page, &item));
    view::html(&filled(&state, page, &id, (form, FieldErrors::default())).await?)
}

pub(crate) async fn change(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    upload: Upload,
) -> Result<Response, Error> {
    let (item, me) = find_own(&state, &page, &id).await?;
    let (form, mut errors) = (ItemForm::of_upload(&upload), FieldErrors::default());
    complain_about_photo(&page, &upload, &mut errors);
    let Some(terms) = form.judge(&state, &page, &mut errors)? else {
        return view::html_again(&filled(&state, page, &id, (form, errors)).await?);
    };
    let action = Action::from(ChangeItem {
        item: item.item,
        terms,
    });
    match state.desk.act(me, action).await {
        Ok(_) => {
            let path = LocalPath::parse(&format!("/items/{}", item.item));
            Ok(see_other_with_notice(&path, "item-changed", page.tls()))
        }
        Err(error) => {
            errors.add("title", rejected::sentence(page.t, error)?);
            view::html_again(&filled(&state, page, &id, (form, errors)).await?)
        }
    }
}

async fn filled(
    state: &AppState,
    page: Page,
    id: &str,
    (form, errors): (ItemForm, FieldErrors),
) -> Result<FormPage, Error> {
    Ok(FormPage {
        action: format!("/items/{id}/edit"),
        is_new: false,
        form,
        choices: Choices::of(state, &page).await?,
        errors,
        page,
    })
}
