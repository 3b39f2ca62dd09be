//! Opening a dispute: about what, why, what is asked for, and in one's own words.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, Hash,
    operation::dispute::{FileDispute, Ground, Remedy, Subject},
};
use serde::Deserialize;

use super::{GROUNDS, remedies, remedy_of, statement, subject_of, subject_words};
use crate::extract::{Form, Path};
use crate::forms::{Choice, FieldErrors};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected, view};

#[derive(Template)]
#[template(path = "disputes/new.html")]
struct NewPage {
    page: Page,
    kind: String,
    id: String,
    about: String,
    /// Why the rules would refuse it now, in words; then there is no form.
    refused: Option<String>,
    grounds: Vec<Choice>,
    claims: Vec<Choice>,
    form: DisputeForm,
    errors: FieldErrors,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct DisputeForm {
    ground: String,
    claim: String,
    words: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(address): Path<(String, String)>,
) -> Result<Response, Error> {
    let nothing = (DisputeForm::default(), FieldErrors::default());
    view::html(&filled(&state, page, address, nothing).await?)
}

pub(crate) async fn file(
    State(state): State<AppState>,
    page: Page,
    Path(address): Path<(String, String)>,
    Form(form): Form<DisputeForm>,
) -> Result<Response, Error> {
    let subject = subject_of(&address.0, &address.1)?;
    let mut errors = FieldErrors::default();
    let ground = GROUNDS.into_iter().find(|(code, _)| *code == form.ground);
    if ground.is_none() {
        errors.add("ground", page.t.get("dispute-ground-missing"));
    }
    let claim = remedy_of(&form.claim);
    if claim.is_none() {
        errors.add("claim", page.t.get("dispute-claim-missing"));
    }
    let words = statement(&form.words);
    if let Err(why) = words {
        errors.add("words", page.t.get(why));
    }
    let (Some((_, ground)), Some(claim), Ok(words)) = (ground, claim, words) else {
        return view::html_again(&filled(&state, page, address, (form, errors)).await?);
    };
    let filed = state
        .desk
        .file_case(page.actor()?, (subject, ground, claim), words);
    match filed.await {
        Ok(case) => {
            let path = LocalPath::parse(&format!("/disputes/{case}"));
            Ok(see_other_with_notice(&path, "dispute-filed", page.tls()))
        }
        Err(error) => {
            errors.add("ground", rejected::sentence(page.t, error)?);
            view::html_again(&filled(&state, page, address, (form, errors)).await?)
        }
    }
}

async fn filled(
    state: &AppState,
    page: Page,
    (kind, id): (String, String),
    (form, errors): (DisputeForm, FieldErrors),
) -> Result<NewPage, Error> {
    let subject = subject_of(&kind, &id)?;
    let grounds = GROUNDS
        .into_iter()
        .map(|(code, _)| Choice::new(code, page.t.of("dispute-ground", code)));
    Ok(NewPage {
        about: subject_words(state, &page, subject).await?,
        refused: refused(state, &page, subject)?,
        grounds: grounds.collect(),
        claims: remedies(&page, subject),
        kind,
        id,
        form,
        errors,
        page,
    })
}

/// A form that could only end in a refusal is not shown.
fn refused(state: &AppState, page: &Page, subject: Subject) -> Result<Option<String>, Error> {
    let probe = Action::from(FileDispute {
        subject,
        ground: Ground::WrongRecord,
        claim: Remedy::Words,
        statement: Hash([0; 32]),
    });
    let ledger = state.desk.gateway.head().state;
    let outcome = ledger::apply::rehearse(&ledger, state.desk.now(), page.actor()?, &probe);
    Ok(outcome.err().map(|rejection| {
        let key = format!("rejection-{}", rejection.code());
        page.t.get(&key)
    }))
}
