//! A resident without a phone names a helper at the counter: the clerk registers the helper's key,
//! with the resident standing there.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::PartyId;
use serde::Deserialize;
use vault::{Field, MemberNumber};

use super::{clerk_and_resident, read};
use crate::acting::Scope;
use crate::desk::{party, person};
use crate::extract::{Form, Path};
use crate::forms::{Choice, FieldErrors};
use crate::pages::account::delegates::{DAY_MS, DAYS};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, typed, view};

#[derive(Template)]
#[template(path = "counter/delegate.html")]
struct DelegatePage {
    page: Page,
    resident: String,
    name: String,
    helpers: Vec<Row>,
    form: DelegateForm,
    errors: FieldErrors,
}

struct Row {
    name: String,
    scope: String,
    until: String,
}

impl DelegatePage {
    fn scopes(&self) -> Vec<Choice> {
        let label = |scope: Scope| self.page.t.get(&format!("helper-scope-{}", scope.code()));
        Scope::ALL
            .map(|scope| Choice::new(scope.code(), label(scope)))
            .to_vec()
    }

    fn terms(&self) -> Vec<Choice> {
        let label = |days: u16| self.page.t.say("helper-days").set("count", u32::from(days));
        DAYS.map(|days| Choice::new(days, label(days))).to_vec()
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct DelegateForm {
    number: String,
    scope: String,
    days: String,
    present: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(resident): Path<String>,
) -> Result<Response, Error> {
    let form = DelegateForm {
        scope: Scope::Everyday.code().to_owned(),
        days: "30".to_owned(),
        ..DelegateForm::default()
    };
    let filled = filled(&state, page, resident, form, FieldErrors::default());
    view::html(&filled.await?)
}

pub(crate) async fn name(
    State(state): State<AppState>,
    page: Page,
    Path(resident): Path<String>,
    Form(form): Form<DelegateForm>,
) -> Result<Response, Error> {
    let (clerk, elder) = clerk_and_resident(&state, &page, &resident)?;
    let mut errors = FieldErrors::default();
    if form.present.is_empty() {
        errors.add("present", page.t.get("delegate-present-error"));
    }
    let helper = find(&state, elder, &form.number).await?;
    if let Some(helper) = helper {
        let desk = &state.desk;
        if desk.is_minor(elder).await? || desk.is_minor(helper).await? {
            errors.add("number", page.t.get("delegate-minor"));
        }
    } else {
        errors.add("number", page.t.get("delegate-unknown"));
    }
    let scope = Scope::from_code(&form.scope);
    let days = form.days.parse().ok().filter(|days| DAYS.contains(days));
    let (Some(helper), Some(scope), Some(days), true) = (helper, scope, days, errors.is_empty())
    else {
        let filled = filled(&state, page, resident, form, errors).await?;
        return view::html_again(&filled);
    };
    let until_ms = page.now_ms.saturating_add(u64::from(days) * DAY_MS);
    let times = (until_ms, page.now_ms);
    state
        .desk
        .delegate(clerk, (elder, helper), scope, times)
        .await?;
    let path = LocalPath::parse(&format!("/counter/people/{elder}/delegate"));
    Ok(see_other_with_notice(&path, "helper-named", page.tls()))
}

pub(crate) async fn end(
    State(state): State<AppState>,
    page: Page,
    Path(resident): Path<String>,
) -> Result<Response, Error> {
    let (clerk, elder) = clerk_and_resident(&state, &page, &resident)?;
    let all = state.desk.vault.delegations_of(person(elder)).await?;
    let own = all.iter().filter(|one| one.elder == person(elder));
    for one in own.filter(|one| one.holds(page.now_ms)) {
        state.desk.end_delegation(clerk, one, page.now_ms).await?;
    }
    let path = LocalPath::parse(&format!("/counter/people/{elder}/delegate"));
    Ok(see_other_with_notice(&path, "helper-ended", page.tls()))
}

async fn find(state: &AppState, elder: PartyId, number: &str) -> Result<Option<PartyId>, Error> {
    let Ok(number) = typed::plain(number).parse::<MemberNumber>() else {
        return Ok(None);
    };
    let found = state.desk.vault.find_by_member_number(number).await?;
    let found = found.map(party).filter(|found| *found != elder);
    Ok(found.filter(|found| state.desk.is_person(*found)))
}

async fn filled(
    state: &AppState,
    page: Page,
    resident: String,
    form: DelegateForm,
    errors: FieldErrors,
) -> Result<DelegatePage, Error> {
    let pair = clerk_and_resident(state, &page, &resident)?;
    let data = read(state, &page, pair, &[Field::Name]).await?;
    let elder = person(pair.1);
    let mut helpers = Vec::new();
    for one in state.desk.vault.delegations_of(elder).await? {
        if one.elder == elder && one.holds(page.now_ms) {
            let name = state.desk.name(party(one.helper), page.language).await?;
            helpers.push(Row {
                name: name.unwrap_or_default(),
                scope: page.t.get(&format!("helper-scope-{}", one.scope)),
                until: page.moment(one.until_ms),
            });
        }
    }
    Ok(DelegatePage {
        name: data.field(Field::Name).unwrap_or_default().to_owned(),
        resident,
        helpers,
        form,
        errors,
        page,
    })
}
