//! Another guardian for a minor, when the one before ended it, moved away or died.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use vault::{Field, VaultError};

use super::{clerk_and_resident, read};
use crate::desk::{party, person};
use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "counter/guardian.html")]
struct GuardianPage {
    page: Page,
    resident: String,
    name: String,
    guardian: String,
    state: String,
    form: GuardianForm,
    errors: FieldErrors,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct GuardianForm {
    guardian: String,
    guardian_present: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(resident): Path<String>,
) -> Result<Response, Error> {
    let form = GuardianForm::default();
    view::html(&filled(&state, page, resident, form, FieldErrors::default()).await?)
}

pub(crate) async fn change(
    State(state): State<AppState>,
    page: Page,
    Path(resident): Path<String>,
    Form(form): Form<GuardianForm>,
) -> Result<Response, Error> {
    let (_, who) = clerk_and_resident(&state, &page, &resident)?;
    let mut errors = FieldErrors::default();
    if form.guardian_present.is_empty() {
        errors.add("guardian_present", page.t.get("guardian-present-error"));
    }
    let found = super::enrol::guardian::find(&state, &form.guardian).await?;
    if let (Some(found), true) = (found, errors.is_empty()) {
        let vault = &state.desk.vault;
        let changed = vault.change_guardian(person(who), found, page.now_ms);
        match changed.await {
            Ok(()) => {
                let path = LocalPath::parse(&format!("/counter/people/{who}/guardian"));
                return Ok(see_other_with_notice(&path, "guardian-changed", page.tls()));
            }
            Err(VaultError::GuardianUnfit) => {}
            Err(error) => return Err(error.into()),
        }
    }
    if errors.is_empty() || found.is_none() {
        errors.add("guardian", page.t.get("guardian-unfit"));
    }
    view::html_again(&filled(&state, page, resident, form, errors).await?)
}

async fn filled(
    state: &AppState,
    page: Page,
    resident: String,
    form: GuardianForm,
    errors: FieldErrors,
) -> Result<GuardianPage, Error> {
    let pair = clerk_and_resident(state, &page, &resident)?;
    let one = state.desk.vault.guardianship(person(pair.1)).await?;
    let one = one.filter(|one| one.is_minor(page.now_ms));
    let one = one.ok_or_else(Error::not_found)?;
    let data = read(state, &page, pair, &[Field::Name]).await?;
    let guardian = state.desk.name(party(one.guardian), page.language).await?;
    Ok(GuardianPage {
        name: data.field(Field::Name).unwrap_or_default().to_owned(),
        // Whoever was erased has no name any more.
        guardian: guardian.unwrap_or_default(),
        state: page.t.get(&format!("ward-state-{}", one.state.code())),
        resident,
        form,
        errors,
        page,
    })
}
