//! Showing one credential: the owner ticks what is said, and sees before that nothing else is.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use credentials::show::{Held, Occasion};
use vault::{StandingOfCredential, StoredCredential};

use super::{counter_of, own, words};
use crate::desk::credentials::{Claim, OPEN};
use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::view::{Markup, qr};
use crate::{AppState, Error, Page, view};

const CODE_DIGITS: usize = 6;
/// What may be shown without being ticked: it is what the credential is about.
const CHOSEN_AT_FIRST: [&str; 6] = [
    "age_over_60",
    "level",
    "year",
    "category",
    "organisation",
    "capacity",
];

#[derive(Template)]
#[template(path = "credentials/show.html")]
struct ShowPage {
    page: Page,
    id: String,
    title: String,
    facts: Vec<Choice>,
    code: String,
    errors: FieldErrors,
}

struct Choice {
    field: String,
    words: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "credentials/shown.html")]
struct ShownPage {
    page: Page,
    id: String,
    title: String,
    says: Vec<String>,
    keeps: Vec<String>,
    text: String,
    qr: Option<Markup>,
    /// For the code of whoever asked, or for nobody in particular.
    is_for_code: bool,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (_, stored, claim) = own(&state, &page, &id).await?;
    let held = held(&page, &stored)?;
    let facts = choices(&state, &page, &held, |name| CHOSEN_AT_FIRST.contains(&name));
    view::html(&ShowPage {
        title: words::title(&state, &page, &claim),
        facts,
        code: String::new(),
        errors: FieldErrors::default(),
        id,
        page,
    })
}

/// Makes the presentation: a form and not a link, because it is signed anew each time.
pub(crate) async fn make(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<BTreeMap<String, String>>,
) -> Result<Response, Error> {
    let (owner, stored, claim) = own(&state, &page, &id).await?;
    let held = held(&page, &stored)?;
    let is_chosen = |name: &str| form.contains_key(&format!("fact-{name}"));
    let names: Vec<&str> = held
        .disclosures()
        .iter()
        .map(|one| one.fact.name.as_str())
        .filter(|name| is_chosen(name))
        .collect();
    let code = form.get("code").map_or("", |code| code.trim());
    let errors = complaints(&page, &names, code);
    if !errors.is_empty() {
        return view::html_again(&ShowPage {
            title: words::title(&state, &page, &claim),
            facts: choices(&state, &page, &held, is_chosen),
            code: code.to_owned(),
            errors,
            id,
            page,
        });
    }
    let audience = counter_of(&state);
    let occasion = Occasion {
        audience: &audience,
        nonce: if code.is_empty() { OPEN } else { code },
        now_s: page.wall_ms / 1000,
    };
    let made = state.desk.show_credential(owner, &stored, &names, occasion);
    let text = made.await?.ok_or_else(Error::not_found)?;
    paper(
        &state,
        page,
        (id, &claim),
        &held,
        (&names, text, !code.is_empty()),
    )
}

fn complaints(page: &Page, names: &[&str], code: &str) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if names.is_empty() {
        errors.add("facts", page.t.get("credential-nothing-chosen"));
    }
    let is_code = code.len() == CODE_DIGITS && code.bytes().all(|one| one.is_ascii_digit());
    if !code.is_empty() && !is_code {
        errors.add("code", page.t.get("credential-code-wrong"));
    }
    errors
}

fn paper(
    state: &AppState,
    page: Page,
    (id, claim): (String, &Claim),
    held: &Held,
    (names, text, is_for_code): (&[&str], String, bool),
) -> Result<Response, Error> {
    let (mut says, mut keeps) = (Vec::new(), Vec::new());
    for one in held.disclosures() {
        if names.contains(&one.fact.name.as_str()) {
            says.push(words::fact(state, &page, &one.fact.name, &one.fact.value));
        } else {
            keeps.push(words::fact_name(&page, &one.fact.name));
        }
    }
    let label = page.t.get("credential-qr-label");
    view::html(&ShownPage {
        title: words::title(state, &page, claim),
        says,
        keeps,
        qr: qr::svg_dense(text.as_bytes(), &label).ok(),
        text,
        is_for_code,
        id,
        page,
    })
}

/// What can be shown here: kept by the office, and in force.
fn held(page: &Page, stored: &StoredCredential) -> Result<Held, Error> {
    let is_in_force =
        stored.standing == StandingOfCredential::Valid && stored.expires_ms > page.wall_ms;
    let text = stored.text.as_ref().filter(|_| is_in_force);
    Held::read(text.ok_or_else(Error::not_found)?).map_err(Error::internal)
}

fn choices(
    state: &AppState,
    page: &Page,
    held: &Held,
    is_chosen: impl Fn(&str) -> bool,
) -> Vec<Choice> {
    let choice = |one: &credentials::Disclosure| Choice {
        field: format!("fact-{}", one.fact.name),
        words: words::fact(state, page, &one.fact.name, &one.fact.value),
        chosen: is_chosen(&one.fact.name),
    };
    held.disclosures().iter().map(choice).collect()
}
