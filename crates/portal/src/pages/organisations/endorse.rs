//! Attesting a fact about somebody, with what it rests on and until when; answering an objection.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{PartyId, Timestamp, time::DAY_MS};
use serde::Deserialize;
use vault::{Endorsement, EndorsementState};

use super::{led, name};
use crate::desk::endorse::{ANSWER_MS_MAX, Class, Statement};
use crate::desk::{party, person};
use crate::extract::{Form, Path};
use crate::forms::{Choice, FieldErrors};
use crate::pages::account::endorsements::id_of;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected, typed, view};

const WORDS_MAX: usize = 60;
/// For how many days a fact may hold; longer ones are attested again.
const DAYS: [u64; 3] = [90, 365, 730];

#[derive(Template)]
#[template(path = "organisations/endorse.html")]
struct EndorsePage {
    page: Page,
    id: String,
    name: String,
    form: EndorseForm,
    lines: Vec<Line>,
    errors: FieldErrors,
}

struct Line {
    id: String,
    who: String,
    class: String,
    until: String,
    state: &'static str,
    /// By when an objection is to be answered.
    answer_by: Option<String>,
    is_open: bool,
}

impl EndorsePage {
    fn classes(&self) -> Vec<Choice> {
        let choice = |class: Class| {
            let t = self.page.t;
            let choice = Choice::new(class.code(), t.of("endorsement-class", class.code()));
            if class.is_sensitive() {
                choice.hint(t.get("endorse-sensitive"))
            } else {
                choice
            }
        };
        Class::ALL.map(choice).to_vec()
    }

    fn terms(&self) -> Vec<Choice> {
        let label = |days: u64| self.page.t.say("catalogue-keep-days").set("count", days);
        DAYS.map(|days| Choice::new(days, label(days))).to_vec()
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct EndorseForm {
    number: String,
    name: String,
    class: String,
    fact: String,
    evidence: String,
    days: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let organisation = led(&state, &page, &id)?;
    let form = EndorseForm {
        days: DAYS[1].to_string(),
        ..EndorseForm::default()
    };
    view::html(&filled(&state, page, organisation, form, FieldErrors::default()).await?)
}

pub(crate) async fn attest(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<EndorseForm>,
) -> Result<Response, Error> {
    let organisation = led(&state, &page, &id)?;
    let mut errors = FieldErrors::default();
    let found = state.desk.find_person(&form.number, &form.name).await?;
    if found.is_none() {
        errors.add("number", page.t.get("endorse-nobody"));
    }
    let said = judge(&state, &page, &form, &mut errors);
    let (Some(about), Some(said)) = (found, said) else {
        return view::html_again(&filled(&state, page, organisation, form, errors).await?);
    };
    match state.desk.endorse((organisation, about), said).await {
        Ok(()) => Ok(back(&page, organisation, "endorsed")),
        Err(error) => {
            errors.add("class", rejected::sentence(page.t, error)?);
            view::html_again(&filled(&state, page, organisation, form, errors).await?)
        }
    }
}

fn judge(
    state: &AppState,
    page: &Page,
    form: &EndorseForm,
    errors: &mut FieldErrors,
) -> Option<Statement> {
    let class = Class::from_code(&form.class);
    if class.is_none() {
        errors.add("class", page.t.get("endorse-class-error"));
    }
    for (field, text) in [("fact", &form.fact), ("evidence", &form.evidence)] {
        if !(1..=WORDS_MAX).contains(&text.trim().chars().count()) {
            errors.add(field, page.t.get("endorse-words-error"));
        }
    }
    let days = typed::plain(&form.days).parse().ok();
    let days = days.filter(|days| DAYS.contains(days));
    if days.is_none() {
        errors.add("days", page.t.get("endorse-days-error"));
    }
    let until = Timestamp(state.desk.now().0.saturating_add(days? * DAY_MS));
    errors.is_empty().then_some(Statement {
        class: class?,
        fact: form.fact.trim().to_owned(),
        evidence: form.evidence.trim().to_owned(),
        until,
    })
}

/// Takes one back, or says that it stands after an objection.
pub(crate) async fn act(
    State(state): State<AppState>,
    page: Page,
    Path((id, endorsement, act)): Path<(String, String, String)>,
) -> Result<Response, Error> {
    let organisation = led(&state, &page, &id)?;
    let id = id_of(&endorsement)?;
    let all = state
        .desk
        .vault
        .endorsements_by(person(organisation))
        .await?;
    let one = all.iter().find(|one| one.id == id);
    let one = one.ok_or_else(Error::not_found)?;
    let notice = match (act.as_str(), one.state) {
        (_, EndorsementState::Ended) => return Err(Error::stale()),
        ("withdraw", _) => {
            state.desk.end_endorsement(organisation, one).await?;
            "endorsement-withdrawn"
        }
        ("uphold", EndorsementState::Objected) => {
            let standing = EndorsementState::Standing;
            state
                .desk
                .vault
                .move_endorsement(id, standing, None)
                .await?;
            "endorsement-upheld"
        }
        _ => return Err(Error::not_found()),
    };
    Ok(back(&page, organisation, notice))
}

fn back(page: &Page, organisation: PartyId, notice: &'static str) -> Response {
    let path = LocalPath::parse(&format!("/organisations/{organisation}/endorsements"));
    see_other_with_notice(&path, notice, page.tls())
}

async fn filled(
    state: &AppState,
    page: Page,
    organisation: PartyId,
    form: EndorseForm,
    errors: FieldErrors,
) -> Result<EndorsePage, Error> {
    let all = state
        .desk
        .vault
        .endorsements_by(person(organisation))
        .await?;
    let mut lines = Vec::with_capacity(all.len());
    for one in &all {
        lines.push(line(state, &page, one).await?);
    }
    Ok(EndorsePage {
        id: organisation.to_string(),
        name: name(state, &page, organisation).await?,
        form,
        lines,
        errors,
        page,
    })
}

async fn line(state: &AppState, page: &Page, one: &Endorsement) -> Result<Line, Error> {
    let who = state.desk.name(party(one.person), page.language).await?;
    // Before the person said yes, or after the end, a sensitive class is not repeated.
    let is_quiet = Class::from_code(&one.kind).is_none_or(Class::is_sensitive)
        && one.state != EndorsementState::Standing;
    let class = if is_quiet {
        page.t.get("endorsement-class-quiet")
    } else {
        page.t.of("endorsement-class", &one.kind)
    };
    let answer_by = one
        .objected_ms
        .map(|ms| page.day(ms.saturating_add(ANSWER_MS_MAX)));
    Ok(Line {
        id: hex(one.id),
        who: who.unwrap_or_default(),
        class,
        until: view::format::full_day(page.t, one.until_ms),
        state: crate::pages::account::endorsements::word(one.state),
        answer_by: answer_by.filter(|_| one.state == EndorsementState::Objected),
        is_open: one.state != EndorsementState::Ended,
    })
}

fn hex(id: [u8; 16]) -> String {
    ledger::AttestationId(id).to_string()
}
