//! Enrolling a resident whose document the clerk has in hand: one form, once per person.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{AreaCode, area::AreaLevel, operation::identity::Role, state::keys};
use serde::Deserialize;
use vault::{IdNumber, NameBasis, PersonalText, VaultError};

use super::serves;
use crate::desk::{ActError, EnrolError, NewResident, party, person};
use crate::extract::Form;
use crate::forms::{Choice, FieldErrors};
use crate::redirect::{LocalPath, see_other};
use crate::register::RegisterAnswer;
use crate::{AppState, Error, Page, typed, view};

mod check;
pub(super) mod guardian;

#[derive(Template)]
#[template(path = "counter/enrol.html")]
struct EnrolPage {
    page: Page,
    /// The communities that this clerk enrols for, by subdistrict.
    groups: Vec<(String, Vec<Choice>)>,
    form: EnrolForm,
    errors: FieldErrors,
    /// Somebody answers for names where no document is at hand.
    has_register: bool,
    /// The page of the person who is enrolled already.
    enrolled: Option<String>,
    /// In a demonstration, an ID number that belongs to nobody and to no sample person yet.
    sample_number: Option<String>,
}

/// Has no `Debug`: all of it is personal.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct EnrolForm {
    name: String,
    id_number: String,
    phone: String,
    address: String,
    nickname: String,
    community: String,
    guardian: String,
    guardian_present: String,
    seen: String,
    ask_register: String,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let form = EnrolForm {
        community: usual_community(&state, &page)?,
        ..EnrolForm::default()
    };
    view::html(&EnrolPage {
        sample_number: sample_number(&page)?,
        ..filled(&state, page, form, FieldErrors::default())?
    })
}

pub(crate) async fn enrol(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<EnrolForm>,
) -> Result<Response, Error> {
    let mut errors = FieldErrors::default();
    let Some(resident) = check::resident(&state, &page, &form, &mut errors)? else {
        return view::html_again(&filled(&state, page, form, errors)?);
    };
    let named = guardian::named(&state, &page, &form, &mut errors).await?;
    if !errors.is_empty() {
        return view::html_again(&filled(&state, page, form, errors)?);
    }
    let resident = NewResident {
        guardian: named,
        ..resident
    };
    let clerk = page.actor()?;
    let basis = match basis(&state, &form, &resident).await? {
        Some(basis) => basis,
        None => {
            errors.add("name", page.t.get("enrol-register-no-match"));
            return view::html_again(&filled(&state, page, form, errors)?);
        }
    };
    match state.desk.enrol(clerk, resident, page.wall_ms).await {
        Ok(enrolled) => {
            let resident = enrolled.person;
            let (who, by) = (person(resident), person(clerk));
            let checked = state
                .desk
                .vault
                .record_name_check(who, basis, by, page.wall_ms);
            checked.await?;
            let code = state.desk.issue_code(clerk, resident, page.wall_ms).await?;
            state.handovers.put((clerk, resident), code, page.wall_ms);
            let path = format!("/counter/enrolled/{resident}");
            Ok(see_other(&LocalPath::parse(&path)))
        }
        Err(EnrolError::AlreadyEnrolled) => refuse_second(&state, page, form).await,
        Err(EnrolError::Act(ActError::Rejected(_))) => {
            errors.add("community", page.t.get("enrol-community-error"));
            view::html_again(&filled(&state, page, form, errors)?)
        }
        Err(EnrolError::Vault(VaultError::FieldUnusable(field))) => {
            let sentence = page.t.say("enrol-unusable");
            let name = page.t.get(&format!("field-{}", field.code()));
            errors.add(field.code(), sentence.set("field", name));
            view::html_again(&filled(&state, page, form, errors)?)
        }
        Err(EnrolError::Vault(error)) if guardian::complaint(&error).is_some() => {
            let key = guardian::complaint(&error).unwrap_or_default();
            errors.add("guardian", page.t.get(key));
            view::html_again(&filled(&state, page, form, errors)?)
        }
        Err(error) => Err(error.into()),
    }
}

/// What the real name rests on: the clerk's own eyes, or else the register's answer.
async fn basis(
    state: &AppState,
    form: &EnrolForm,
    resident: &NewResident,
) -> Result<Option<NameBasis>, Error> {
    if !form.seen.is_empty() {
        return Ok(Some(NameBasis::Document));
    }
    let register = state.register.as_ref().ok_or_else(Error::stale)?;
    let answer = register.ask(&resident.name, &resident.id_number).await;
    Ok(match answer.map_err(Error::unavailable)? {
        RegisterAnswer::Match => Some(NameBasis::Register),
        RegisterAnswer::NoMatch => None,
    })
}

/// One person, one identity; what they most likely need is a new code.
async fn refuse_second(state: &AppState, page: Page, form: EnrolForm) -> Result<Response, Error> {
    let mut errors = FieldErrors::default();
    errors.add("id_number", page.t.get("enrol-second"));
    let clerk = page.actor()?;
    let enrolled = match IdNumber::parse(&form.id_number) {
        Ok(number) => state.desk.vault.find_by_id_number(&number).await?,
        Err(_) => None,
    };
    let enrolled = enrolled.filter(|enrolled| serves(state, clerk, party(*enrolled)));
    view::html_again(&EnrolPage {
        enrolled: enrolled.map(|enrolled| format!("/counter/people/{enrolled}")),
        ..filled(state, page, form, errors)?
    })
}

fn filled(
    state: &AppState,
    page: Page,
    form: EnrolForm,
    errors: FieldErrors,
) -> Result<EnrolPage, Error> {
    Ok(EnrolPage {
        groups: groups(state, &page)?,
        page,
        form,
        errors,
        has_register: state.register.is_some(),
        enrolled: None,
        sample_number: None,
    })
}

/// Nobody should type a real number into a demonstration, nor reckon a check digit by hand.
fn sample_number(page: &Page) -> Result<Option<String>, Error> {
    if !page.demo {
        return Ok(None);
    }
    let random = getrandom::u32().map_err(Error::internal)?;
    let (year, month) = (1940 + random % 60, 1 + random / 60 % 12);
    let (day, serial) = (1 + random / 720 % 28, random / 20_160 % 1000);
    let digits = format!("000000{year}{month:02}{day:02}{serial:03}");
    let number = IdNumber::complete(&digits).map_err(Error::internal)?;
    Ok(Some(number.reveal().to_owned()))
}

fn groups(state: &AppState, page: &Page) -> Result<Vec<(String, Vec<Choice>)>, Error> {
    let clerk = page.actor()?;
    let language = page.language;
    let subdistricts = state
        .areas
        .all()
        .filter(|area| area.code.level() == Some(AreaLevel::Subdistrict));
    let mut groups = Vec::new();
    for subdistrict in subdistricts {
        let choices: Vec<Choice> = state
            .areas
            .within(subdistrict.code, AreaLevel::Community)
            .filter(|area| state.desk.holds(clerk, Role::Clerk, area.code))
            .map(|area| Choice::new(area.code, area.name(language)))
            .collect();
        if !choices.is_empty() {
            groups.push((subdistrict.name(language).to_owned(), choices));
        }
    }
    Ok(groups)
}

/// The clerk's own community, if they enrol there: most people come from nearby.
fn usual_community(state: &AppState, page: &Page) -> Result<String, Error> {
    let clerk = page.actor()?;
    let record = state.desk.gateway.head().state.get(&keys::party(clerk));
    let own = record.map(|record| record.area).filter(|area| {
        area.level() == Some(AreaLevel::Community) && state.desk.holds(clerk, Role::Clerk, *area)
    });
    Ok(own.map_or_else(String::new, |area| area.to_string()))
}
