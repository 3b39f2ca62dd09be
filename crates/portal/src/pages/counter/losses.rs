//! A lost phone, a lost card, a changed name, a death: one page at the counter, one form for each.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use vault::{Field, Loss, PersonalText, VaultError};

use super::{clerk_and_resident, read};
use crate::desk::{party, person};
use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::redirect::{LocalPath, see_other, see_other_with_notice};
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "counter/losses.html")]
struct LossesPage {
    page: Page,
    resident: String,
    name: String,
    form: LossForm,
    traces: Vec<Trace>,
    errors: FieldErrors,
}

struct Trace {
    what: String,
    clerk: String,
    when: String,
}

/// Has no `Debug`: a name is personal.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct LossForm {
    loss: String,
    new_name: String,
    seen: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(resident): Path<String>,
) -> Result<Response, Error> {
    let filled = filled(
        &state,
        page,
        resident,
        LossForm::default(),
        FieldErrors::default(),
    );
    view::html(&filled.await?)
}

/// What a loss takes away ends before the page answers; for a lost card, a new code comes next.
pub(crate) async fn record(
    State(state): State<AppState>,
    page: Page,
    Path(resident): Path<String>,
    Form(form): Form<LossForm>,
) -> Result<Response, Error> {
    let (clerk, who) = clerk_and_resident(&state, &page, &resident)?;
    let mut errors = FieldErrors::default();
    if form.seen.is_empty() {
        errors.add("seen", page.t.get("loss-seen-error"));
    }
    let loss = match form.loss.as_str() {
        "phone" => Some(Loss::Phone),
        "card" => Some(Loss::Card),
        "death" => Some(Loss::Death),
        _ => None,
    };
    let Some(loss) = loss.filter(|_| errors.is_empty()) else {
        let filled = filled(&state, page, resident, form, errors).await?;
        return view::html_again(&filled);
    };
    let vault = &state.desk.vault;
    let is_card = loss == Loss::Card;
    if loss == Loss::Death {
        end_delegations(&state, &page, clerk, who).await?;
    }
    vault
        .record_loss(person(who), loss, person(clerk), page.wall_ms)
        .await?;
    if is_card {
        let code = state.desk.issue_code(clerk, who, page.wall_ms).await?;
        state.handovers.put((clerk, who), code, page.wall_ms);
        let path = format!("/counter/enrolled/{who}");
        return Ok(see_other(&LocalPath::parse(&path)));
    }
    let path = LocalPath::parse(&format!("/counter/people/{who}/losses"));
    Ok(see_other_with_notice(&path, "loss-recorded", page.tls()))
}

pub(crate) async fn change_name(
    State(state): State<AppState>,
    page: Page,
    Path(resident): Path<String>,
    Form(form): Form<LossForm>,
) -> Result<Response, Error> {
    let (clerk, who) = clerk_and_resident(&state, &page, &resident)?;
    let mut errors = FieldErrors::default();
    if form.seen.is_empty() {
        errors.add("seen", page.t.get("loss-seen-error"));
    } else {
        let name = PersonalText::new(form.new_name.clone());
        let vault = &state.desk.vault;
        let changed = vault.change_name(person(who), name, person(clerk), page.wall_ms);
        match changed.await {
            Ok(()) => {
                let path = LocalPath::parse(&format!("/counter/people/{who}/losses"));
                return Ok(see_other_with_notice(&path, "name-changed", page.tls()));
            }
            Err(VaultError::FieldUnusable(_)) => {
                errors.add("new_name", page.t.get("enrol-name-error"));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let filled = filled(&state, page, resident, form, errors).await?;
    view::html_again(&filled)
}

/// Nobody acts for the dead, and they for nobody.
async fn end_delegations(
    state: &AppState,
    page: &Page,
    clerk: ledger::PartyId,
    who: ledger::PartyId,
) -> Result<(), Error> {
    let all = state.desk.vault.delegations_of(person(who)).await?;
    for one in all.iter().filter(|one| one.holds(page.now_ms)) {
        let ended = if one.elder == person(who) {
            state.desk.end_delegation(clerk, one, page.now_ms).await
        } else {
            state.desk.lay_down(one, page.now_ms).await
        };
        ended?;
    }
    Ok(())
}

async fn filled(
    state: &AppState,
    page: Page,
    resident: String,
    form: LossForm,
    errors: FieldErrors,
) -> Result<LossesPage, Error> {
    let pair = clerk_and_resident(state, &page, &resident)?;
    let data = read(state, &page, pair, &[Field::Name]).await?;
    let mut traces = Vec::new();
    for trace in state.desk.vault.counter_traces(person(pair.1)).await? {
        let clerk = state.desk.name(party(trace.clerk), page.language).await?;
        traces.push(Trace {
            what: page.t.get(&format!("loss-{}", trace.cause)),
            clerk: clerk.unwrap_or_default(),
            when: page.moment(trace.at_ms),
        });
    }
    Ok(LossesPage {
        name: data.field(Field::Name).unwrap_or_default().to_owned(),
        resident,
        form,
        traces,
        errors,
        page,
    })
}
