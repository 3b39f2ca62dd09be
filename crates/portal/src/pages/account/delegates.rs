//! Who acts for the reader: named here, limited in what and how long, ended or objected to at any
//! time; and what they did, each with its receipt.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{PartyId, signature::Custody};
use serde::Deserialize;
use vault::{Delegation, DelegationId, PersonId};

use crate::acting::Scope;
use crate::desk::{ActError, party, person};
use crate::extract::{Form, Path};
use crate::forms::{Choice, FieldErrors};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected, view};

pub(crate) const DAY_MS: u64 = 24 * 60 * 60 * 1000;
pub(crate) const DAYS: [u16; 4] = [1, 7, 30, 180];
/// How far back what helpers did is looked for.
const OPERATIONS_READ_MAX: u32 = 200;
const DEEDS_SHOWN_MAX: usize = 20;

#[derive(Template)]
#[template(path = "account/helpers.html")]
struct HelpersPage {
    page: Page,
    /// Who acts for the reader.
    helpers: Vec<Row>,
    /// For whom the reader acts.
    elders: Vec<Row>,
    deeds: Vec<Deed>,
    form: HelperForm,
    errors: FieldErrors,
}

impl HelpersPage {
    fn scopes(&self) -> Vec<Choice> {
        let choice = |scope: Scope| {
            let label = self.page.t.get(&format!("helper-scope-{}", scope.code()));
            Choice::new(scope.code(), label)
        };
        Scope::ALL.map(choice).to_vec()
    }

    fn terms(&self) -> Vec<Choice> {
        let label = |days: u16| self.page.t.say("helper-days").set("count", u32::from(days));
        DAYS.map(|days| Choice::new(days, label(days))).to_vec()
    }
}

struct Row {
    id: DelegationId,
    name: String,
    scope: String,
    until: String,
}

struct Deed {
    what: String,
    when: String,
    operation: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct HelperForm {
    number: String,
    name: String,
    scope: String,
    days: String,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let form = HelperForm {
        scope: Scope::Everyday.code().to_owned(),
        days: "7".to_owned(),
        ..HelperForm::default()
    };
    let filled = filled(&state, page, form, FieldErrors::default()).await?;
    view::html(&filled)
}

pub(crate) async fn name(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<HelperForm>,
) -> Result<Response, Error> {
    let elder = page.actor()?;
    let mut errors = FieldErrors::default();
    let scope = Scope::from_code(&form.scope);
    let days = form.days.parse().ok().filter(|days| DAYS.contains(days));
    let helper = state.desk.find_person(&form.number, &form.name).await?;
    let helper = match helper.filter(|helper| *helper != elder) {
        Some(found) if state.desk.is_minor(found).await? => None,
        other => other,
    };
    if helper.is_none() {
        errors.add("number", page.t.get("helper-unknown"));
    }
    let (Some(helper), Some(scope), Some(days)) = (helper, scope, days) else {
        let filled = filled(&state, page, form, errors).await?;
        return view::html_again(&filled);
    };
    let until_ms = page.now_ms.saturating_add(u64::from(days) * DAY_MS);
    let times = (until_ms, page.now_ms);
    state
        .desk
        .delegate(elder, (elder, helper), scope, times)
        .await?;
    let path = LocalPath::parse("/me/helpers");
    Ok(see_other_with_notice(&path, "helper-named", page.tls()))
}

/// Either side ends it, each with a key of their own.
pub(crate) async fn end(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let reader = page.actor()?;
    let delegation = own(&state, reader, &id).await?;
    let ended = if delegation.elder == person(reader) {
        let ended = state.desk.end_delegation(reader, &delegation, page.now_ms);
        ended.await
    } else {
        state.desk.lay_down(&delegation, page.now_ms).await
    };
    if let Err(error) = ended {
        return told(&state, page, "helper-still-acts", error).await;
    }
    let path = LocalPath::parse("/me/helpers");
    Ok(see_other_with_notice(&path, "helper-ended", page.tls()))
}

pub(crate) async fn object(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let reader = page.actor()?;
    let delegation = own(&state, reader, &id).await?;
    if delegation.elder != person(reader) {
        return Err(Error::not_found());
    }
    match state.desk.object_to_helper(&delegation, page.now_ms).await {
        Ok(None) => {
            let path = LocalPath::parse("/me/helpers");
            Ok(see_other_with_notice(&path, "helper-objected", page.tls()))
        }
        Ok(Some(refused)) => {
            let refused = ActError::Rejected(refused);
            told(&state, page, "helper-ended-unheard", refused).await
        }
        Err(error) => told(&state, page, "helper-still-acts", error).await,
    }
}

/// The page again, with what has and what has not happened, and the ledger's reason.
async fn told(
    state: &AppState,
    page: Page,
    sentence: &'static str,
    refused: ActError,
) -> Result<Response, Error> {
    let reason = rejected::sentence(page.t, refused)?;
    let mut errors = FieldErrors::default();
    errors.add("helpers", page.t.say(sentence).set("reason", reason));
    let form = HelperForm::default();
    view::html_again(&filled(state, page, form, errors).await?)
}

/// A delegation of which the reader is one side; of others' the reader learns nothing.
pub(super) async fn own(state: &AppState, reader: PartyId, id: &str) -> Result<Delegation, Error> {
    let id = DelegationId::parse(id).ok_or_else(Error::not_found)?;
    let all = state.desk.vault.delegations_of(person(reader)).await?;
    all.into_iter()
        .find(|one| one.id == id)
        .ok_or_else(Error::not_found)
}

async fn filled(
    state: &AppState,
    page: Page,
    form: HelperForm,
    errors: FieldErrors,
) -> Result<HelpersPage, Error> {
    let reader = page.actor()?;
    let all = state.desk.vault.delegations_of(person(reader)).await?;
    let (mut helpers, mut elders) = (Vec::new(), Vec::new());
    for one in all.iter().filter(|one| one.holds(page.now_ms)) {
        if one.elder == person(reader) {
            helpers.push(row(state, &page, one, one.helper).await?);
        } else {
            elders.push(row(state, &page, one, one.elder).await?);
        }
    }
    Ok(HelpersPage {
        deeds: deeds(state, &page, reader).await?,
        helpers,
        elders,
        form,
        errors,
        page,
    })
}

async fn row(
    state: &AppState,
    page: &Page,
    delegation: &Delegation,
    other: PersonId,
) -> Result<Row, Error> {
    let name = state.desk.name(party(other), page.language).await?;
    Ok(Row {
        id: delegation.id,
        name: name.unwrap_or_default(),
        scope: page.t.get(&format!("helper-scope-{}", delegation.scope)),
        until: page.moment(delegation.until_ms),
    })
}

/// What was signed for the reader with a helper's key, newest first.
async fn deeds(state: &AppState, page: &Page, reader: PartyId) -> Result<Vec<Deed>, Error> {
    let first = projections::Page::first(OPERATIONS_READ_MAX);
    let rows = state.desk.projections.operations_of(reader, first).await?;
    let assisted = rows.iter().filter(|row| row.custody == Custody::Assisted);
    let deed = |row: &projections::operations::OperationRow| {
        let names = row.names.iter();
        let words = names.map(|name| page.t.get(&format!("action-{name}")));
        Deed {
            what: words.collect::<Vec<_>>().join("、"),
            when: page.moment(row.time.0),
            operation: row.operation.to_string(),
        }
    };
    Ok(assisted.take(DEEDS_SHOWN_MAX).map(deed).collect())
}
