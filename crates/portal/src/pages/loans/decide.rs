//! Deciding about damage, loss or a contested entry: what the owner gets out of the deposit, what
//! becomes of the thing, and why. Nobody ever owes more than the deposit.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, Points,
    operation::loan::{Fate, MediateLoan},
    state::sharing::LoanStatus,
};
use serde::Deserialize;

use super::{Case, acts, find};
use crate::content::ListingText;
use crate::extract::{Form, Path};
use crate::forms::{Choice, FieldErrors};
use crate::pages::items::text_of;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::told::amount;
use crate::{AppState, Error, Page, rejected, typed, view};

const REASONS_CHARACTERS_MIN: usize = 4;
const REASONS_CHARACTERS_MAX: usize = 500;
const TENTHS: i64 = 10;

#[derive(Template)]
#[template(path = "loans/decide.html")]
struct DecidePage {
    page: Page,
    id: String,
    title: String,
    /// What can be awarded at most; nothing for a contested entry.
    most: Option<String>,
    fates: Vec<Choice>,
    form: DecideForm,
    errors: FieldErrors,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DecideForm {
    award: String,
    fate: String,
    reasons: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let case = find_open(&state, &page, &id).await?;
    let (form, errors) = (DecideForm::default(), FieldErrors::default());
    view::html(&filled(&state, page, &case, form, errors))
}

pub(crate) async fn decide(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<DecideForm>,
) -> Result<Response, Error> {
    let case = find_open(&state, &page, &id).await?;
    let mut errors = FieldErrors::default();
    let (award, fate) = (award(&form.award), fate(&form.fate));
    if award.is_none() {
        errors.add("award", page.t.get("decide-award-error"));
    }
    if fate.is_none() {
        errors.add("fate", page.t.get("decide-fate-error"));
    }
    let reasons = form.reasons.trim().chars().count();
    if !(REASONS_CHARACTERS_MIN..=REASONS_CHARACTERS_MAX).contains(&reasons) {
        errors.add("reasons", page.t.get("decide-reasons-error"));
    }
    let (Some(award), Some(fate), true) = (award, fate, errors.is_empty()) else {
        return view::html_again(&filled(&state, page, &case, form, errors));
    };
    let reasons = ListingText {
        title: page.t.get("decide-reasons"),
        description: form.reasons.trim().to_owned(),
        ..ListingText::default()
    };
    let reasons = state.desk.content.put(&reasons).map_err(Error::internal)?;
    let action = Action::from(MediateLoan {
        loan: case.loan.loan,
        award,
        fate,
        reasons,
    });
    match state.desk.act(case.me, action).await {
        Ok(_) => {
            let path = LocalPath::parse(&format!("/loans/{}", case.loan.loan));
            Ok(see_other_with_notice(&path, "loan-decided", page.tls()))
        }
        Err(error) => {
            errors.add("award", rejected::sentence(page.t, error)?);
            view::html_again(&filled(&state, page, &case, form, errors))
        }
    }
}

async fn find_open(state: &AppState, page: &Page, id: &str) -> Result<Case, Error> {
    let case = find(state, page, id).await?;
    if acts::decides(&case) {
        Ok(case)
    } else {
        Err(Error::not_found())
    }
}

fn filled(
    state: &AppState,
    page: Page,
    case: &Case,
    form: DecideForm,
    errors: FieldErrors,
) -> DecidePage {
    let contested = matches!(
        case.loan.status,
        LoanStatus::Contested | LoanStatus::ReturnContested
    );
    let fates: &[&str] = if contested {
        &["stands", "never"]
    } else {
        &["usable", "broken", "gone"]
    };
    DecidePage {
        id: case.loan.loan.to_string(),
        title: text_of(state, &page, &case.item).title,
        most: (!contested).then(|| amount(page.t, case.loan.deposit)),
        fates: fates
            .iter()
            .map(|code| Choice::new(code, page.t.get(&format!("decide-fate-{code}"))))
            .collect(),
        form,
        errors,
        page,
    }
}

fn fate(code: &str) -> Option<Fate> {
    Some(match code {
        "usable" | "stands" => Fate::Usable,
        "broken" => Fate::Broken,
        "gone" | "never" => Fate::Gone,
        _ => return None,
    })
}

/// Whole points; nothing typed is nothing awarded.
fn award(typed: &str) -> Option<Points> {
    match typed::plain(typed).as_str() {
        "" => Some(Points::ZERO),
        typed => {
            let whole: i64 = typed.parse().ok().filter(|whole| *whole >= 0)?;
            whole.checked_mul(TENTHS).map(Points)
        }
    }
}
