//! A counter asks a wallet (`OpenID4VP`): for one kind, and only for the facts that are needed.

use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use credentials::{Kind, facts, request};
use serde::Deserialize;
use serde_json::json;

use super::check::{Outcome, outcome};
use super::{issuer_of, words};
use crate::extract::{Form, Path};
use crate::forms::{Choice, FieldErrors};
use crate::redirect::{LocalPath, see_other};
use crate::view::{Markup, qr};
use crate::wallets::{Question, secret};
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "credentials/ask.html")]
struct AskPage {
    page: Page,
    choices: Vec<Choice>,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "credentials/asked.html")]
struct AskedPage {
    page: Page,
    title: String,
    facts: Vec<String>,
    id: String,
    link: String,
    qr: Option<Markup>,
    result: Option<Outcome>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskForm {
    what: String,
}

/// What a counter may need to know; each asks for the least that answers it.
fn questions() -> Vec<(String, Kind, Vec<String>)> {
    let facts_of = |facts: Vec<credentials::Fact>| facts.into_iter().map(|fact| fact.name);
    let mut all = vec![
        (
            "age".to_owned(),
            Kind::AgeOverSixty,
            facts_of(facts::age(true)).collect(),
        ),
        (
            "level".to_owned(),
            Kind::IdentityLevel,
            vec!["level".to_owned()],
        ),
        (
            "licence".to_owned(),
            Kind::SkillLicence,
            vec!["category".to_owned()],
        ),
        (
            "membership".to_owned(),
            Kind::Membership,
            vec!["organisation".to_owned(), "capacity".to_owned()],
        ),
    ];
    all.extend(facts::HOURS.map(|hours| {
        let facts = vec!["year".to_owned(), facts::hours_name(hours)];
        (format!("hours-{hours}"), Kind::ServiceHours, facts)
    }));
    all
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    if state.settings.origin.is_none() {
        return Err(Error::not_found());
    }
    view::html(&AskPage {
        choices: choices(&page),
        errors: FieldErrors::default(),
        page,
    })
}

fn choices(page: &Page) -> Vec<Choice> {
    let choice = |(value, kind, names): (String, Kind, Vec<String>)| {
        let names = names.iter().map(|name| words::fact_name(page, name));
        Choice::new(value, words::kind(page, kind)).hint(names.collect::<Vec<_>>().join(" · "))
    };
    questions().into_iter().map(choice).collect()
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<AskForm>,
) -> Result<Response, Error> {
    let chosen = questions()
        .into_iter()
        .find(|(value, ..)| *value == form.what);
    let Some((_, kind, facts)) = chosen else {
        let mut errors = FieldErrors::default();
        errors.add("what", page.t.get("credential-ask-nothing"));
        return view::html_again(&AskPage {
            choices: choices(&page),
            errors,
            page,
        });
    };
    let id = secret()?;
    let question = Question {
        asker: page.actor()?,
        kind,
        facts,
        nonce: secret()?,
    };
    let waiting = Arc::new(question);
    state
        .wallets
        .questions
        .put(id.clone(), waiting, page.wall_ms);
    Ok(see_other(&LocalPath::parse(&format!(
        "/credentials/ask/{id}"
    ))))
}

/// The question as a code for the wallet, and its answer once there is one.
pub(crate) async fn answer_page(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let question = state.wallets.questions.look(&id, page.wall_ms);
    let asker = page.actor()?;
    let question = question.filter(|question| question.asker == asker);
    let question = question.ok_or_else(Error::not_found)?;
    let answer = state.wallets.answers.look(&id, page.wall_ms);
    let response_uri = response_uri(&state, &id);
    let link = as_request(&question, &response_uri).link();
    let label = page.t.get("credential-qr-label");
    let facts = question.facts.iter();
    view::html(&AskedPage {
        title: words::kind(&page, question.kind),
        facts: facts.map(|name| words::fact_name(&page, name)).collect(),
        qr: qr::svg_dense(link.as_bytes(), &label).ok(),
        link,
        result: answer.map(|answer| outcome(&state, &page, &answer)),
        id,
        page,
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct AnswerForm {
    vp_token: String,
}

/// The wallet's answer; a question takes one.
pub(crate) async fn answer(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<AnswerForm>,
) -> Result<Response, Error> {
    let question = state.wallets.questions.look(&id, page.wall_ms);
    let question = question.ok_or_else(Error::not_found)?;
    if state.wallets.answers.has(&id, page.wall_ms) {
        return Err(Error::stale());
    }
    let response_uri = response_uri(&state, &id);
    let audience = as_request(&question, &response_uri).client();
    let judged = match request::read_answer(&form.vp_token) {
        Err(refusal) => Err(refusal),
        Ok(shown) => {
            let parties = (issuer_of(&state), audience);
            let judging = state.desk.judge_credential(
                &shown,
                (&parties.0, &parties.1),
                &question.nonce,
                page.wall_ms,
            );
            judging.await?.and_then(|judged| judged.answers(&question))
        }
    };
    let is_good = judged.is_ok();
    state
        .wallets
        .answers
        .put(id, Arc::new(judged), page.wall_ms);
    let status = if is_good {
        StatusCode::OK
    } else {
        StatusCode::BAD_REQUEST
    };
    Ok((status, Json(json!({}))).into_response())
}

fn response_uri(state: &AppState, id: &str) -> String {
    format!("{}/oid4vp/answers/{id}", issuer_of(state))
}

fn as_request<'a>(question: &'a Question, response_uri: &'a str) -> request::Question<'a> {
    request::Question {
        response_uri,
        nonce: &question.nonce,
        kind: question.kind,
        facts: &question.facts,
    }
}
