//! Reporting what somebody else wrote: why, and a few words; the author does not learn by whom.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use vault::NewReport;

use super::{GROUNDS, find};
use crate::desk::person;
use crate::extract::{Form, Path};
use crate::forms::{Choice, FieldErrors};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, view};

const WORDS_CHARACTERS_MAX: usize = 500;

#[derive(Template)]
#[template(path = "moderation/report.html")]
struct ReportPage {
    page: Page,
    kind: String,
    id: String,
    back: String,
    grounds: Vec<Choice>,
    form: ReportForm,
    errors: FieldErrors,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReportForm {
    ground: String,
    words: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path((kind, id)): Path<(String, String)>,
) -> Result<Response, Error> {
    find(&state, &page, (&kind, &id)).await?;
    let nothing = (ReportForm::default(), FieldErrors::default());
    view::html(&filled(page, (kind, id), nothing))
}

pub(crate) async fn report(
    State(state): State<AppState>,
    page: Page,
    Path((kind, id)): Path<(String, String)>,
    Form(form): Form<ReportForm>,
) -> Result<Response, Error> {
    let found = find(&state, &page, (&kind, &id)).await?;
    let me = page.actor()?;
    let mut errors = FieldErrors::default();
    if !GROUNDS.iter().any(|(code, _)| *code == form.ground) {
        errors.add("ground", page.t.get("report-ground-missing"));
    }
    if form.words.trim().chars().count() > WORDS_CHARACTERS_MAX {
        errors.add("words", page.t.get("report-words-long"));
    }
    if found.owner == me {
        errors.add("ground", page.t.get("report-own"));
    }
    if !errors.is_empty() {
        return view::html_again(&filled(page, (kind, id), (form, errors)));
    }
    let report = NewReport {
        reporter: person(me),
        thing: thing_of(&id),
        content: found.content.0,
        owner: person(found.owner),
        area: found.area.0,
        ground: form.ground,
        words: form.words.trim().to_owned(),
        kind: kind.clone(),
    };
    let now_ms = state.desk.now().0;
    let notice = match state.desk.vault.keep_report(&report, now_ms).await {
        Ok(true) => "reported",
        Ok(false) => "reported-already",
        Err(vault::VaultError::TooManyCredentials) => "reported-too-many",
        Err(error) => return Err(error.into()),
    };
    let path = LocalPath::parse(&back(&kind, &id));
    Ok(see_other_with_notice(&path, notice, page.tls()))
}

/// The first sixteen bytes name the thing: a listing, a thing, or an exchange.
fn thing_of(id: &str) -> Vec<u8> {
    let id = id.split('-').next().unwrap_or_default();
    ledger::ExchangeId::from_hex(id).map_or_else(Vec::new, |id| id.0.to_vec())
}

/// Where the reader came from.
fn back(kind: &str, id: &str) -> String {
    let id = id.split('-').next().unwrap_or_default();
    match kind {
        "item" | "photo" => format!("/items/{id}"),
        "rating" => format!("/exchanges/{id}/rating"),
        "message" => format!("/exchanges/{id}/talk"),
        _ => format!("/listings/{id}"),
    }
}

fn filled(
    page: Page,
    (kind, id): (String, String),
    (form, errors): (ReportForm, FieldErrors),
) -> ReportPage {
    let grounds = GROUNDS.map(|(code, _)| Choice::new(code, page.t.of("takedown", code)));
    ReportPage {
        back: back(&kind, &id),
        grounds: grounds.to_vec(),
        kind,
        id,
        form,
        errors,
        page,
    }
}
