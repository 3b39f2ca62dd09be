//! What people do in a dispute: take it, answer, accept, appeal, add evidence, vote, stand aside.

use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, CaseId, PartyId,
    operation::dispute::{
        AcceptAnswer, AppealAnswer, RecuseFromPanel, VoteOnPanel, WithdrawDispute,
    },
    state::disputes::{Case, CaseStatus},
};
use vault::{Referred, Topic};

use super::show::{AnswerForm, answer};
use super::{Part, find, remedy_of, statement};
use crate::desk::{ActError, party, person};
use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected};

pub(crate) async fn act(
    State(state): State<AppState>,
    page: Page,
    Path((id, act)): Path<(String, String)>,
    Form(form): Form<AnswerForm>,
) -> Result<Response, Error> {
    let (case, record, part) = find(&state, &page, &id)?;
    let me = page.actor()?;
    let mut errors = FieldErrors::default();
    let (field, done) = match act.as_str() {
        "answer" => (
            "words",
            give(&state, &page, case, (&form, &mut errors)).await?,
        ),
        "say" => (
            "evidence",
            say(&state, &page, (case, &record, part), (&form, &mut errors)).await?,
        ),
        "take" => {
            take(&state, me, (case, &record)).await?;
            ("now", Ok("dispute-taken"))
        }
        _ => {
            let (action, notice) = plain(case, &act)?;
            ("now", state.desk.act(me, action).await.map(|_| notice))
        }
    };
    match done {
        Ok(notice) if errors.is_empty() => {
            let path = LocalPath::parse(&format!("/disputes/{case}"));
            Ok(see_other_with_notice(&path, notice, page.tls()))
        }
        Ok(_) => answer(&state, page, &id, (form, errors)).await,
        Err(error) => {
            errors.add(field, rejected::sentence(page.t, error)?);
            answer(&state, page, &id, (form, errors)).await
        }
    }
}

fn plain(case: CaseId, act: &str) -> Result<(Action, &'static str), Error> {
    let vote = |for_claim| Action::from(VoteOnPanel { case, for_claim });
    Ok(match act {
        "accept" => (AcceptAnswer { case }.into(), "dispute-accepted"),
        "appeal" => (AppealAnswer { case }.into(), "dispute-appealed"),
        "withdraw" => (WithdrawDispute { case }.into(), "dispute-withdrawn"),
        "recuse" => (RecuseFromPanel { case }.into(), "dispute-recused"),
        "vote-claim" => (vote(true), "dispute-voted"),
        "vote-answer" => (vote(false), "dispute-voted"),
        _ => return Err(Error::not_found()),
    })
}

type Done = Result<&'static str, ActError>;

/// The office's answer; somebody else's dispute is theirs to answer.
async fn give(
    state: &AppState,
    page: &Page,
    case: CaseId,
    (form, errors): (&AnswerForm, &mut FieldErrors),
) -> Result<Done, Error> {
    let remedy = remedy_of(&form.remedy);
    if remedy.is_none() {
        errors.add("remedy", page.t.get("dispute-claim-missing"));
    }
    let words = statement(&form.words);
    if let Err(why) = words {
        errors.add("words", page.t.get(why));
    }
    let (Some(remedy), Ok(words)) = (remedy, words) else {
        return Ok(Ok("dispute-answered"));
    };
    let me = page.actor()?;
    let held = state.desk.vault.referral(Referred::Case, &case.0).await?;
    if held.is_some_and(|(holder, _)| party(holder) != me) {
        return Err(Error::stale());
    }
    let done = state.desk.answer_case(me, (case, remedy), words).await;
    Ok(done.map(|()| "dispute-answered"))
}

/// Evidence in words, by the two sides, as long as the dispute is open.
async fn say(
    state: &AppState,
    page: &Page,
    (case, record, part): (CaseId, &Case, Part),
    (form, errors): (&AnswerForm, &mut FieldErrors),
) -> Result<Done, Error> {
    let is_side = matches!(part, Part::Filer | Part::Respondent);
    let is_over = matches!(record.status, CaseStatus::Closed(_) | CaseStatus::Withdrawn);
    if !is_side || is_over {
        return Err(Error::stale());
    }
    match statement(&form.evidence) {
        Ok(words) => {
            let place = (Topic::Case, &case.0[..]);
            let said = state.desk.add_words(page.actor()?, place, words).await;
            Ok(said.map(|()| "dispute-said"))
        }
        Err(why) => {
            errors.add("evidence", page.t.get(why));
            Ok(Ok("dispute-said"))
        }
    }
}

/// A named person of the office takes the dispute: it stays theirs until it is answered.
async fn take(state: &AppState, me: PartyId, (case, record): (CaseId, &Case)) -> Result<(), Error> {
    if !state.desk.handles(me, record.area) || record.is_side(me) {
        return Err(Error::not_found());
    }
    let now_ms = state.desk.now().0;
    let referred = (Referred::Case, &case.0[..]);
    let mine = state
        .desk
        .vault
        .accept_referral(referred, person(me), now_ms);
    if mine.await? {
        Ok(())
    } else {
        Err(Error::stale())
    }
}
