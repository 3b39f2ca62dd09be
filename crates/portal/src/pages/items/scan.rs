//! Scanning a label: a scanner that types, a phone's camera, or the code typed by hand. All three
//! end in one field.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::state::sharing::LoanStatus;
use projections::{
    Page as Part,
    items::{Item, LoanFilter},
};
use serde::Deserialize;

use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::redirect::{LocalPath, see_other};
use crate::{AppState, Error, Page, item_code, view};

/// The loans of a thing that can be under way at a time.
const LIVE_MAX: u32 = 32;

#[derive(Template)]
#[template(path = "items/scan.html")]
struct ScanPage {
    page: Page,
    code: String,
    errors: FieldErrors,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ScanForm {
    code: String,
}

pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    view::html(&ScanPage {
        page,
        code: String::new(),
        errors: FieldErrors::default(),
    })
}

pub(crate) async fn find(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<ScanForm>,
) -> Result<Response, Error> {
    match by_code(&state, &form.code).await? {
        Ok(item) => lead_on(&state, &page, &item).await,
        Err(word) => {
            let mut errors = FieldErrors::default();
            errors.add("code", page.t.get(word));
            view::html_again(&ScanPage {
                code: form.code,
                errors,
                page,
            })
        }
    }
}

/// What a phone's camera opens.
pub(crate) async fn open(
    State(state): State<AppState>,
    page: Page,
    Path(code): Path<String>,
) -> Result<Response, Error> {
    match by_code(&state, &code).await? {
        Ok(item) => lead_on(&state, &page, &item).await,
        Err(_) => Err(Error::not_found()),
    }
}

/// The thing that a scanned or typed code names, or the key of the sentence that says why none.
pub(crate) async fn by_code(
    state: &AppState,
    code: &str,
) -> Result<Result<Item, &'static str>, Error> {
    let Some(beginning) = item_code::parse(code) else {
        return Ok(Err("scan-malformed"));
    };
    let mut found = state.desk.projections.items_by_beginning(beginning).await?;
    Ok(match (found.pop(), found.is_empty()) {
        (None, _) => Err("scan-nothing"),
        (Some(item), true) => Ok(item),
        (Some(_), false) => Err("scan-two"),
    })
}

/// To the loan that the reader has under way, else to the thing itself.
async fn lead_on(state: &AppState, page: &Page, item: &Item) -> Result<Response, Error> {
    let me = page.actor()?;
    let filter = LoanFilter {
        item: Some(item.item),
        ..LoanFilter::default()
    };
    let part = Part::first(LIVE_MAX);
    let loans = state.desk.projections.loans(&filter, part).await?;
    let mine = loans.iter().find(|loan| {
        let live = matches!(loan.status, LoanStatus::Reserved | LoanStatus::HandedOver);
        live && (loan.borrower == me || loan.lender == me)
    });
    Ok(see_other(&LocalPath::parse(&match mine {
        Some(loan) => format!("/loans/{}", loan.loan),
        None => format!("/items/{}", item.item),
    })))
}
