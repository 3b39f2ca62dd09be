//! What waits for a second person, in plain words; agreeing, and taking one's own proposal back.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, ProposalId,
    authority::Right,
    operation::approval::{ApproveAction, WithdrawProposal},
};
use projections::proposals::ProposalRow;

use super::{KINDS, payload_of, right_for, words};
use crate::desk::ActError;
use crate::extract::Path;
use crate::forms::FieldErrors;
use crate::pages::listings::name_of;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected, view};

const SHOWN_MAX: u32 = 100;

#[derive(Template)]
#[template(path = "decisions/list.html")]
struct ListPage {
    page: Page,
    waiting: Vec<Waiting>,
    /// Address and words of each form.
    kinds: Vec<(String, String)>,
    errors: FieldErrors,
}

struct Waiting {
    id: String,
    title: String,
    by: String,
    until: String,
    facts: Vec<(String, String)>,
    /// The reader proposed it, and may only take it back.
    is_own: bool,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    view::html(&filled(&state, page, FieldErrors::default()).await?)
}

pub(crate) async fn act(
    State(state): State<AppState>,
    page: Page,
    Path((id, act)): Path<(String, String)>,
) -> Result<Response, Error> {
    let proposal = ProposalId::from_hex(&id).ok_or_else(Error::not_found)?;
    let open = state.desk.projections.open_proposals(SHOWN_MAX).await?;
    let row = open.into_iter().find(|row| row.proposal == proposal);
    let Some(row) = row else {
        return Ok(back(&page, "decision-changed"));
    };
    let (action, notice) = match act.as_str() {
        "approve" => {
            let payload = payload_of(&state, &row).await?;
            let action = payload.ok_or_else(Error::not_found)?;
            let approve = ApproveAction { proposal, action };
            (Action::from(approve), "decision-made")
        }
        "withdraw" => (
            Action::from(WithdrawProposal { proposal }),
            "decision-withdrawn",
        ),
        _ => return Err(Error::not_found()),
    };
    match state.desk.act(page.actor()?, action).await {
        Ok(_) => Ok(back(&page, notice)),
        Err(ActError::Rejected(rejection)) => {
            let mut errors = FieldErrors::default();
            let why = rejected::sentence(page.t, ActError::Rejected(rejection))?;
            errors.add("waiting", why);
            view::html_again(&filled(&state, page, errors).await?)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn back(page: &Page, notice: &'static str) -> Response {
    see_other_with_notice(&LocalPath::parse("/decisions"), notice, page.tls())
}

async fn filled(state: &AppState, page: Page, errors: FieldErrors) -> Result<ListPage, Error> {
    let rights = state.desk.decides(page.actor()?);
    let mut waiting = Vec::new();
    for row in state.desk.projections.open_proposals(SHOWN_MAX).await? {
        waiting.extend(line(state, &page, (&row, &rights)).await?);
    }
    Ok(ListPage {
        waiting,
        kinds: KINDS
            .into_iter()
            .filter(|(_, right)| rights.contains(right))
            .map(|(kind, _)| {
                let label = page.t.get(&format!("decision-kind-{kind}"));
                (format!("/decisions/new/{kind}"), label)
            })
            .collect(),
        errors,
        page,
    })
}

/// A proposal as its proposer and those who could agree to it see it; nothing for others.
async fn line(
    state: &AppState,
    page: &Page,
    (row, rights): (&ProposalRow, &BTreeSet<Right>),
) -> Result<Option<Waiting>, Error> {
    let Some(payload) = payload_of(state, row).await? else {
        return Ok(None);
    };
    let is_own = row.proposed_by == page.actor()?;
    if !is_own && !rights.contains(&right_for(payload.action())) {
        return Ok(None);
    }
    Ok(Some(Waiting {
        id: row.proposal.to_string(),
        title: page.t.get(&format!("action-{}", row.action)),
        by: name_of(state, page, row.proposed_by).await?,
        until: page.moment(row.expires_at.0),
        facts: words::facts(state, page, payload.action()).await?,
        is_own,
    }))
}
