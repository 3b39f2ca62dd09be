//! A household that shares points, and who may ask for them one day.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, HouseholdId, PartyId, Rejection,
    operation::{
        household::{InviteToHousehold, JoinHousehold, LeaveHousehold, RegisterHousehold},
        points::{ContributePoints, NameBeneficiary},
    },
    state::{accounts::AccountId, keys},
};
use serde::Deserialize;

use super::donate::most;
use crate::desk::ActError;
use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::pages::listings::name_of;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::told::amount;
use crate::{AppState, Error, Page, rejected, typed, view};

#[derive(Template)]
#[template(path = "points/family.html")]
struct FamilyPage {
    page: Page,
    /// The reader's household, if there is one.
    shared: Option<Shared>,
    invitations: Vec<(String, String)>,
    most: String,
    beneficiary: Option<String>,
    form: FamilyForm,
    errors: FieldErrors,
}

struct Shared {
    members: Vec<String>,
    invited: Vec<String>,
    available: String,
    is_last: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct FamilyForm {
    number: String,
    name: String,
    amount: String,
    heir_number: String,
    heir_name: String,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let nothing = (FamilyForm::default(), FieldErrors::default());
    view::html(&filled(&state, page, nothing).await?)
}

pub(crate) async fn act(
    State(state): State<AppState>,
    page: Page,
    Path(act): Path<String>,
    Form(form): Form<FamilyForm>,
) -> Result<Response, Error> {
    let me = page.actor()?;
    let mut errors = FieldErrors::default();
    let asked = match act.as_str() {
        "invite" => invite(&state, &page, me, &form, &mut errors).await?,
        "share" => share(&state, &page, me, &form, &mut errors).await?,
        "leave" => leave(&state, me),
        "beneficiary" => name_beneficiary(&state, &page, me, &form, &mut errors).await?,
        "no-beneficiary" => {
            let nobody = Action::from(NameBeneficiary { beneficiary: None });
            Some((vec![nobody], "number", "beneficiary-removed"))
        }
        _ => return Err(Error::not_found()),
    };
    let Some((actions, field, notice)) = asked else {
        if errors.is_empty() {
            return Err(Error::not_found());
        }
        return view::html_again(&filled(&state, page, (form, errors)).await?);
    };
    match state.desk.act_all(me, actions).await {
        Ok(_) => Ok(back(&page, notice)),
        Err(error) => {
            errors.add(field, rejected::sentence(page.t, error)?);
            view::html_again(&filled(&state, page, (form, errors)).await?)
        }
    }
}

/// What to do, beside which field a refusal stands, and what to say when it is done.
type Asked = Option<(Vec<Action>, &'static str, &'static str)>;

/// Asks somebody to join; the first question begins the household.
async fn invite(
    state: &AppState,
    page: &Page,
    me: PartyId,
    form: &FamilyForm,
    errors: &mut FieldErrors,
) -> Result<Asked, Error> {
    let person = state.desk.find_person(&form.number, &form.name).await?;
    let Some(person) = person.filter(|person| *person != me) else {
        errors.add("number", page.t.get("gift-receiver-unknown"));
        return Ok(None);
    };
    let mut actions = Vec::new();
    if household_of(state, me).is_none() {
        let invited = Vec::new();
        actions.push(Action::from(RegisterHousehold { invited }));
    }
    actions.push(Action::from(InviteToHousehold { person }));
    Ok(Some((actions, "number", "household-invited")))
}

async fn share(
    state: &AppState,
    page: &Page,
    me: PartyId,
    form: &FamilyForm,
    errors: &mut FieldErrors,
) -> Result<Asked, Error> {
    let account = state.desk.projections.account(AccountId::Party(me)).await?;
    let most = most(&account);
    let given = typed::points(&form.amount);
    let Some(given) = given.filter(|given| *given <= most) else {
        let why = if given.is_some() {
            "donate-too-much"
        } else {
            "donate-malformed"
        };
        errors.add("amount", page.t.say(why).set("most", amount(page.t, most)));
        return Ok(None);
    };
    let action = Action::from(ContributePoints { amount: given });
    Ok(Some((vec![action], "amount", "household-shared")))
}

fn leave(state: &AppState, me: PartyId) -> Asked {
    let household = household_of(state, me)?;
    let action = Action::from(LeaveHousehold { household });
    Some((vec![action], "amount", "household-left"))
}

async fn name_beneficiary(
    state: &AppState,
    page: &Page,
    me: PartyId,
    form: &FamilyForm,
    errors: &mut FieldErrors,
) -> Result<Asked, Error> {
    let found = state.desk.find_person(&form.heir_number, &form.heir_name);
    let Some(heir) = found.await?.filter(|person| *person != me) else {
        errors.add("heir_number", page.t.get("gift-receiver-unknown"));
        return Ok(None);
    };
    let beneficiary = Some(heir);
    let action = Action::from(NameBeneficiary { beneficiary });
    Ok(Some((vec![action], "heir_number", "beneficiary-named")))
}

pub(crate) async fn join(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let household = HouseholdId::from_hex(&id).ok_or_else(Error::not_found)?;
    let action = Action::from(JoinHousehold { household });
    match state.desk.act(page.actor()?, action).await {
        Ok(_) => Ok(back(&page, "household-joined")),
        Err(ActError::Rejected(Rejection::HouseholdTaken)) => Ok(back(&page, "household-other")),
        Err(ActError::Rejected(_)) => Err(Error::not_found()),
        Err(error) => Err(error.into()),
    }
}

fn back(page: &Page, notice: &'static str) -> Response {
    see_other_with_notice(&LocalPath::parse("/points/family"), notice, page.tls())
}

fn household_of(state: &AppState, person: PartyId) -> Option<HouseholdId> {
    let ledger = state.desk.gateway.head().state;
    ledger.get(&keys::household_of(person))
}

async fn filled(
    state: &AppState,
    page: Page,
    (form, errors): (FamilyForm, FieldErrors),
) -> Result<FamilyPage, Error> {
    let me = page.actor()?;
    let projections = &state.desk.projections;
    let mut invitations = Vec::new();
    if household_of(state, me).is_none() {
        for one in projections.household_invitations(me).await? {
            let action = format!("/points/family/join/{}", one.household);
            invitations.push((action, name_of(state, &page, one.by).await?));
        }
    }
    let ledger = state.desk.gateway.head().state;
    let legacy = ledger.get(&keys::legacy(me)).unwrap_or_default();
    let beneficiary = match legacy.beneficiary {
        Some(heir) => Some(name_of(state, &page, heir).await?),
        None => None,
    };
    let account = projections.account(AccountId::Party(me)).await?;
    Ok(FamilyPage {
        shared: shared(state, &page, me).await?,
        invitations,
        most: amount(page.t, most(&account)),
        beneficiary,
        form,
        errors,
        page,
    })
}

async fn shared(state: &AppState, page: &Page, me: PartyId) -> Result<Option<Shared>, Error> {
    let Some(id) = household_of(state, me) else {
        return Ok(None);
    };
    let ledger = state.desk.gateway.head().state;
    let household = ledger.get(&keys::household(id));
    let household = household.ok_or_else(Error::not_found)?;
    let account = AccountId::Household(id);
    let account = state.desk.projections.account(account).await?;
    let (mut members, mut invited) = (Vec::new(), Vec::new());
    for member in &household.members {
        members.push(name_of(state, page, *member).await?);
    }
    for person in &household.invited {
        invited.push(name_of(state, page, *person).await?);
    }
    Ok(Some(Shared {
        is_last: members.len() == 1,
        members,
        invited,
        available: amount(page.t, account.available),
    }))
}
