//! Publishing in four steps, one question at a time; everything so far travels in the form.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::operation::listing::ListingKind;

use super::{code, community_of, list_path};
use crate::desk::ListingDraft;
use crate::extract::Form;
use crate::forms::{Choice, FieldErrors};
use crate::redirect::{LocalPath, see_other};
use crate::view::categories;
use crate::{AppState, Error, Page, rejected, view};

mod check;
mod choices;
mod form;
mod summary;

pub(crate) use choices::huts;
pub(crate) use form::DraftForm;
use form::Step;

#[derive(Template)]
#[template(path = "listings/new.html")]
struct WizardPage {
    page: Page,
    kind: &'static str,
    list: &'static str,
    step: Step,
    form: DraftForm,
    errors: FieldErrors,
    usual: Vec<Choice>,
    groups: Vec<(String, Vec<Choice>)>,
    days: Vec<Choice>,
    parts: Vec<Choice>,
    lengths: Vec<Choice>,
    places: Vec<Choice>,
    huts: Vec<(String, Vec<Choice>)>,
    beneficiaries: Vec<Choice>,
    capacities: Vec<Choice>,
    weeks: Vec<Choice>,
    /// Everything again, once it is complete.
    summary: Option<summary::Summary>,
}

impl WizardPage {
    /// The sentence for needs or for offers.
    fn word(&self, key: &str) -> String {
        self.page.t.get(&format!("{key}-{}", self.kind))
    }

    fn question(&self) -> String {
        self.word(match self.step {
            Step::What => "new-what",
            Step::When => "new-when-title",
            Step::Where => "new-where",
            Step::Check => "new-check",
        })
    }

    fn onwards(&self) -> String {
        match self.step {
            Step::Check => self.word("new-publish"),
            Step::What | Step::When | Step::Where => self.page.t.get("new-next"),
        }
    }

    fn whens(&self) -> Vec<Choice> {
        let any = Choice::new("any", self.word("new-when-any"));
        let times = Choice::new("times", self.page.t.get("new-when-times"));
        vec![any, times]
    }
}

pub(crate) async fn show_need(
    State(state): State<AppState>,
    page: Page,
) -> Result<Response, Error> {
    show(&state, page, ListingKind::Need).await
}

pub(crate) async fn show_offer(
    State(state): State<AppState>,
    page: Page,
) -> Result<Response, Error> {
    show(&state, page, ListingKind::Offer).await
}

pub(crate) async fn go_on_need(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<DraftForm>,
) -> Result<Response, Error> {
    go_on(&state, page, ListingKind::Need, form).await
}

pub(crate) async fn go_on_offer(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<DraftForm>,
) -> Result<Response, Error> {
    go_on(&state, page, ListingKind::Offer, form).await
}

async fn show(state: &AppState, page: Page, kind: ListingKind) -> Result<Response, Error> {
    community_of(state, page.actor()?)?;
    let form = DraftForm::fresh();
    let errors = FieldErrors::default();
    view::html(&filled(state, page, kind, (Step::What, form, errors)).await?)
}

/// One step on, back to an earlier one, or published.
async fn go_on(
    state: &AppState,
    page: Page,
    kind: ListingKind,
    form: DraftForm,
) -> Result<Response, Error> {
    community_of(state, page.actor()?)?;
    if let Some(step) = form.wanted_step() {
        let errors = FieldErrors::default();
        return view::html(&filled(state, page, kind, (step, form, errors)).await?);
    }
    let at = form.step();
    let mut errors = FieldErrors::default();
    let wrong = check::first_wrong_step(state, &page, kind, &form, at, &mut errors).await?;
    if let Some(step) = wrong {
        return view::html_again(&filled(state, page, kind, (step, form, errors)).await?);
    }
    match at.next() {
        Some(step) => view::html(&filled(state, page, kind, (step, form, errors)).await?),
        None => publish(state, page, kind, form).await,
    }
}

async fn publish(
    state: &AppState,
    page: Page,
    kind: ListingKind,
    form: DraftForm,
) -> Result<Response, Error> {
    let mut errors = FieldErrors::default();
    let draft = check::draft(state, &page, kind, &form, &mut errors).await?;
    let Some(draft) = draft else {
        return view::html_again(&filled(state, page, kind, (Step::Check, form, errors)).await?);
    };
    match state.desk.publish(page.actor()?, draft).await {
        Ok((listing, _)) => {
            // The listing's own page says that it is published, and how to take it back.
            let path = LocalPath::parse(&format!("/listings/{listing}"));
            Ok(see_other(&path))
        }
        Err(error) => {
            errors.add("check", rejected::sentence(page.t, error)?);
            view::html_again(&filled(state, page, kind, (Step::Check, form, errors)).await?)
        }
    }
}

async fn filled(
    state: &AppState,
    page: Page,
    kind: ListingKind,
    (step, form, errors): (Step, DraftForm, FieldErrors),
) -> Result<WizardPage, Error> {
    let t = page.t;
    let summary = match step {
        Step::Check => {
            let mut ignored = FieldErrors::default();
            let draft = check::draft(state, &page, kind, &form, &mut ignored).await?;
            match draft {
                Some(draft) => Some(summary::of(state, &page, &draft).await?),
                None => None,
            }
        }
        Step::What | Step::When | Step::Where => None,
    };
    let mut usual = categories::usual(t, kind);
    usual.push(Choice::new("other", t.get("new-other")));
    Ok(WizardPage {
        kind: code(kind),
        list: list_path(kind),
        usual,
        groups: categories::groups(t),
        days: choices::days(&page),
        parts: choices::parts(&page),
        lengths: super::lengths(&page),
        places: choices::places(state, &page).await?,
        huts: huts(state, &page).await?,
        beneficiaries: choices::beneficiaries(&page),
        capacities: choices::capacities(&page),
        weeks: choices::per_week(&page),
        summary,
        page,
        step,
        form,
        errors,
    })
}
