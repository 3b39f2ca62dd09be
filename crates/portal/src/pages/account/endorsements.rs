//! What organisations attest about the reader: who says what, until when; with a yes or no where
//! it is sensitive, an objection that has a clock, and the right to give any of it up.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::AttestationId;
use vault::{Endorsement, EndorsementState};

use crate::desk::endorse::ANSWER_MS_MAX;
use crate::desk::{party, person};
use crate::extract::Path;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "account/endorsements.html")]
struct EndorsementsPage {
    page: Page,
    lines: Vec<Line>,
}

struct Line {
    id: String,
    class: String,
    fact: String,
    evidence: String,
    who: String,
    stated: String,
    until: String,
    tone: &'static str,
    word: String,
    answer_by: Option<String>,
    acts: Vec<(&'static str, &'static str)>,
}

/// The key of the words for a state.
pub(crate) const fn word(state: EndorsementState) -> &'static str {
    match state {
        EndorsementState::Asked => "endorsement-asked",
        EndorsementState::Standing => "endorsement-standing",
        EndorsementState::Objected => "endorsement-objected",
        EndorsementState::Ended => "endorsement-ended",
    }
}

/// An id from a path.
pub(crate) fn id_of(text: &str) -> Result<[u8; 16], Error> {
    let id = AttestationId::from_hex(text).ok_or_else(Error::not_found)?;
    Ok(id.0)
}

/// What the reader may do with it, each with its words.
const fn acts(state: EndorsementState) -> &'static [(&'static str, &'static str)] {
    match state {
        EndorsementState::Asked => &[
            ("agree", "endorsement-agree"),
            ("give-up", "endorsement-refuse"),
        ],
        EndorsementState::Standing => &[
            ("object", "endorsement-object"),
            ("give-up", "endorsement-give-up"),
        ],
        EndorsementState::Objected => &[("give-up", "endorsement-give-up")],
        EndorsementState::Ended => &[],
    }
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let who = person(page.actor()?);
    let mut lines = Vec::new();
    for one in state.desk.vault.endorsements(who).await? {
        lines.push(line(&state, &page, &one).await?);
    }
    view::html(&EndorsementsPage { lines, page })
}

async fn line(state: &AppState, page: &Page, one: &Endorsement) -> Result<Line, Error> {
    let organisation = state.desk.name(party(one.organisation), page.language);
    let tone = match one.state {
        EndorsementState::Standing => "good",
        EndorsementState::Ended => "calm",
        EndorsementState::Asked | EndorsementState::Objected => "wait",
    };
    let answer_by = one
        .objected_ms
        .map(|ms| page.day(ms.saturating_add(ANSWER_MS_MAX)));
    Ok(Line {
        id: AttestationId(one.id).to_string(),
        class: page.t.of("endorsement-class", &one.kind),
        fact: one.fact.clone(),
        evidence: one.evidence.clone(),
        who: organisation.await?.unwrap_or_default(),
        stated: view::format::full_day(page.t, one.stated_ms),
        until: view::format::full_day(page.t, one.until_ms),
        tone,
        word: page.t.get(word(one.state)),
        answer_by: answer_by.filter(|_| one.state == EndorsementState::Objected),
        acts: acts(one.state).to_vec(),
    })
}

/// The reader decides; of others' attestations they learn nothing.
pub(crate) async fn act(
    State(state): State<AppState>,
    page: Page,
    Path((id, act)): Path<(String, String)>,
) -> Result<Response, Error> {
    let (owner, id) = (page.actor()?, id_of(&id)?);
    let vault = &state.desk.vault;
    let all = vault.endorsements(person(owner)).await?;
    let one = all.iter().find(|one| one.id == id);
    let one = one.ok_or_else(Error::not_found)?;
    if !acts(one.state).iter().any(|(allowed, _)| *allowed == act) {
        return Err(Error::stale());
    }
    let notice = match act.as_str() {
        "agree" => {
            let standing = EndorsementState::Standing;
            vault.move_endorsement(id, standing, None).await?;
            "endorsement-agreed"
        }
        "object" => {
            let now_ms = state.desk.now().0;
            let objected = EndorsementState::Objected;
            vault.move_endorsement(id, objected, Some(now_ms)).await?;
            "endorsement-objection-sent"
        }
        _ => {
            state.desk.end_endorsement(owner, one).await?;
            "endorsement-given-up"
        }
    };
    let path = LocalPath::parse("/me/endorsements");
    Ok(see_other_with_notice(&path, notice, page.tls()))
}
