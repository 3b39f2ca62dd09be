//! The keeper's desk: one field for the scanner, the doors, and what waits to be cleared up.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use projections::{Page as Part, huts::Hut};
use serde::Deserialize;

use super::{day, find_kept, kept_by, words};
use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::pages::items;
use crate::redirect::{LocalPath, see_other};
use crate::{AppState, Error, Page, view};

const SHIFTS_MAX: u32 = 6;
const CONFLICTS_MAX: u32 = 20;

#[derive(Template)]
#[template(path = "huts/desk.html")]
pub(super) struct DeskPage {
    page: Page,
    id: String,
    name: String,
    is_open: bool,
    /// The reader is in charge.
    on_duty: bool,
    /// Nobody else is, so that going closes the doors.
    is_last: bool,
    stock: u32,
    code: String,
    shifts: Vec<(String, String)>,
    conflicts: Vec<Conflict>,
    errors: FieldErrors,
}

/// Something that a kiosk noted and the ledger could not take, and what to do about it.
struct Conflict {
    href: String,
    title: String,
    why: String,
    advice: String,
    when: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ScanForm {
    code: String,
}

/// To the desk of the reader's hut; to the list where there are several.
pub(crate) async fn mine(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let kept = kept_by(&state, page.actor()?).await?;
    Ok(see_other(&LocalPath::parse(&match kept.as_slice() {
        [hut] => format!("/huts/{hut}/desk"),
        _ => "/huts".to_owned(),
    })))
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (hut, _) = find_kept(&state, &page, &id).await?;
    view::html(&filled(&state, page, &hut, String::new()).await?)
}

/// The scanner types a label's code and Enter: to the thing, with the one thing to do about it.
pub(crate) async fn scan(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<ScanForm>,
) -> Result<Response, Error> {
    let (hut, _) = find_kept(&state, &page, &id).await?;
    match items::scan::by_code(&state, &form.code).await? {
        Ok(item) => {
            let path = format!("/huts/{}/things/{}", hut.hut, item.item);
            Ok(see_other(&LocalPath::parse(&path)))
        }
        Err(word) => {
            let complaint = page.t.get(word);
            let mut document = filled(&state, page, &hut, form.code).await?;
            document.errors.add("code", complaint);
            view::html_again(&document)
        }
    }
}

/// The desk as things stand now, above it why the last step was refused.
pub(super) async fn again(
    state: &AppState,
    page: Page,
    hut: &Hut,
    complaint: String,
) -> Result<Response, Error> {
    let mut document = filled(state, page, hut, String::new()).await?;
    document.errors.add("doors", complaint);
    view::html_again(&document)
}

async fn filled(state: &AppState, page: Page, hut: &Hut, code: String) -> Result<DeskPage, Error> {
    let (now, me) = (day(state, hut.hut), page.actor()?);
    Ok(DeskPage {
        id: hut.hut.to_string(),
        name: words(state, &page, hut).name,
        is_open: now.open,
        on_duty: now.on_duty.contains(&me),
        is_last: now.on_duty.len() == 1,
        stock: now.stock,
        code,
        shifts: shifts(state, &page, hut).await?,
        conflicts: conflicts(state, &page, hut).await?,
        errors: FieldErrors::default(),
        page,
    })
}

async fn shifts(state: &AppState, page: &Page, hut: &Hut) -> Result<Vec<(String, String)>, Error> {
    let mut lines = Vec::new();
    for shift in state
        .desk
        .projections
        .hut_shifts(hut.hut, SHIFTS_MAX)
        .await?
    {
        let who = crate::pages::listings::name_of(state, page, shift.keeper).await?;
        let begun = page.moment(shift.begun_at.0);
        let when = match shift.ended_at {
            Some(ended) => format!("{begun} – {}", page.moment(ended.0)),
            None => page.t.say("hut-shift-since").set("time", begun).to_string(),
        };
        lines.push((who, when));
    }
    Ok(lines)
}

async fn conflicts(state: &AppState, page: &Page, hut: &Hut) -> Result<Vec<Conflict>, Error> {
    let part = Part::first(CONFLICTS_MAX);
    let found = state
        .desk
        .projections
        .kiosk_conflicts(hut.hut, part)
        .await?;
    let mut lines = Vec::new();
    for conflict in found {
        let item = state.desk.projections.item(conflict.item).await?;
        let title = item.map(|item| items::text_of(state, page, &item).title);
        let code = conflict_code(conflict.conflict);
        lines.push(Conflict {
            href: format!("/huts/{}/things/{}", hut.hut, conflict.item),
            title: title.unwrap_or_else(|| page.t.get("hut-thing-unknown")),
            why: page.t.of("conflict", code),
            advice: page.t.of("conflict-do", code),
            when: page.moment(conflict.at.0),
        });
    }
    Ok(lines)
}

const fn conflict_code(conflict: ledger::event::hut::Conflict) -> &'static str {
    use ledger::event::hut::Conflict;
    match conflict {
        Conflict::ItemUnknown => "item_unknown",
        Conflict::BorrowerUnknown => "borrower_unknown",
        Conflict::AlreadyLent => "already_lent",
        Conflict::ItemElsewhere => "item_elsewhere",
        Conflict::NotLent => "not_lent",
        Conflict::DepositMissing => "deposit_missing",
    }
}
