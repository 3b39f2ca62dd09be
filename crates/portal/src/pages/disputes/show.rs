//! One dispute: what it is about, what everybody said, which clock runs, what the reader can do.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, CaseId, Hash, PartyId,
    operation::dispute::{
        AcceptAnswer, AnswerDispute, AppealAnswer, RecuseFromPanel, Remedy, Subject, VoteOnPanel,
        WithdrawDispute,
    },
    rules::dispute::PANEL_SEATS,
    state::disputes::{Case, CaseStatus},
};
use vault::{Referred, Topic};

use super::{Part, find, ground_words, remedies, remedy_words, status, subject_words};
use crate::desk::party;
use crate::extract::Path;
use crate::forms::{Choice, FieldErrors};
use crate::pages::listings::name_of;
use crate::view::statuses::Status;
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "disputes/show.html")]
struct DisputePage {
    page: Page,
    id: String,
    about: String,
    /// Where the record is that it is about.
    record: Option<String>,
    status: Status,
    next: String,
    late: bool,
    facts: Vec<(String, String)>,
    said: Vec<Said>,
    acts: Vec<&'static str>,
    remedies: Vec<Choice>,
    form: AnswerForm,
    errors: FieldErrors,
}

impl DisputePage {
    fn can(&self, act: &str) -> bool {
        self.acts.contains(&act)
    }
}

/// What somebody said.
struct Said {
    who: String,
    when: String,
    words: String,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct AnswerForm {
    pub(super) remedy: String,
    pub(super) words: String,
    pub(super) evidence: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let nothing = (AnswerForm::default(), FieldErrors::default());
    answer(&state, page, &id, nothing).await
}

/// The page as things stand now; above it what is wrong, if anything is.
pub(super) async fn answer(
    state: &AppState,
    page: Page,
    id: &str,
    (form, errors): (AnswerForm, FieldErrors),
) -> Result<Response, Error> {
    let (case_id, case, part) = find(state, &page, id)?;
    let is_again = !errors.is_empty();
    let document = DisputePage {
        id: case_id.to_string(),
        about: subject_words(state, &page, case.subject).await?,
        record: record(&case, part),
        status: status(case.status),
        next: next(&page, &case),
        late: case.late,
        facts: facts(state, &page, (case_id, &case), part).await?,
        said: said(state, &page, (case_id, &case), part).await?,
        acts: acts(state, page.actor()?, (case_id, &case), part).await?,
        remedies: remedies(&page, case.subject),
        form,
        errors,
        page,
    };
    if is_again {
        view::html_again(&document)
    } else {
        view::html(&document)
    }
}

/// Only the sides of an exchange may look at it.
fn record(case: &Case, part: Part) -> Option<String> {
    let is_side = matches!(part, Part::Filer | Part::Respondent);
    match case.subject {
        Subject::Exchange(id) if is_side => Some(format!("/exchanges/{id}")),
        Subject::Hut(id) => Some(format!("/huts/{id}")),
        Subject::Transfer(_) if is_side => Some("/points".to_owned()),
        _ => None,
    }
}

fn next(page: &Page, case: &Case) -> String {
    let t = page.t;
    let due = page.moment(case.due.0);
    let drawn = case.panel.len() >= PANEL_SEATS;
    let key = match case.status {
        CaseStatus::Filed if case.late => "dispute-next-late",
        CaseStatus::Filed => "dispute-next-filed",
        CaseStatus::Answered => "dispute-next-answered",
        CaseStatus::Appealed if drawn => "dispute-next-panel",
        CaseStatus::Appealed => "dispute-next-draw",
        CaseStatus::Closed(_) => "dispute-next-closed",
        CaseStatus::Withdrawn => "dispute-next-withdrawn",
    };
    let granted = match case.status {
        CaseStatus::Closed(remedy) => remedy_words(page, remedy),
        _ => String::new(),
    };
    let sentence = t.say(key).set("due", due).set("granted", granted);
    sentence.to_string()
}

async fn facts(
    state: &AppState,
    page: &Page,
    (id, case): (CaseId, &Case),
    part: Part,
) -> Result<Vec<(String, String)>, Error> {
    let t = page.t;
    let filer = filer(state, page, case, part).await?;
    let mut rows = vec![(t.get("dispute-row-filer"), filer)];
    if let Some(respondent) = case.respondent {
        let name = name_of(state, page, respondent).await?;
        rows.push((t.get("dispute-row-respondent"), name));
    }
    rows.push((t.get("dispute-row-ground"), ground_words(page, case.ground)));
    rows.push((t.get("dispute-row-claim"), remedy_words(page, case.claim)));
    if case.answered_by.is_some() {
        let granted = remedy_words(page, case.answer);
        rows.push((t.get("dispute-row-answer"), granted));
    }
    let held = state.desk.vault.referral(Referred::Case, &id.0).await?;
    if let Some(holder) = case.answered_by.or(held.map(|(who, _)| party(who))) {
        let name = name_of(state, page, holder).await?;
        rows.push((t.get("dispute-row-holder"), name));
    }
    if case.status == CaseStatus::Appealed {
        let voted = case.panel.iter().filter(|seat| seat.for_claim.is_some());
        let votes = t.say("dispute-votes").set("count", voted.count());
        rows.push((t.get("dispute-row-votes"), votes.to_string()));
    }
    Ok(rows)
}

/// Whoever stays hidden is named to nobody here.
async fn filer(state: &AppState, page: &Page, case: &Case, part: Part) -> Result<String, Error> {
    if case.reporter.is_some() && part != Part::Filer {
        return Ok(page.t.get("dispute-hidden"));
    }
    name_of(state, page, case.filed_by).await
}

async fn said(
    state: &AppState,
    page: &Page,
    (id, case): (CaseId, &Case),
    part: Part,
) -> Result<Vec<Said>, Error> {
    let mut said = Vec::new();
    for letter in state.desk.vault.letters(Topic::Case, &id.0).await? {
        let author = party(letter.author);
        let who = if author == case.filed_by {
            filer(state, page, case, part).await?
        } else {
            name_of(state, page, author).await?
        };
        said.push(Said {
            who,
            when: page.moment(letter.written_ms),
            words: letter.words,
        });
    }
    Ok(said)
}

/// What the reader can do now: the rules are asked, nothing is guessed.
async fn acts(
    state: &AppState,
    me: PartyId,
    (case, record): (CaseId, &Case),
    part: Part,
) -> Result<Vec<&'static str>, Error> {
    let statement = Hash([0; 32]);
    let remedy = Remedy::Words;
    let possible: [(&'static str, Action); 6] = [
        (
            "answer",
            AnswerDispute {
                case,
                remedy,
                statement,
            }
            .into(),
        ),
        ("accept", AcceptAnswer { case }.into()),
        ("appeal", AppealAnswer { case }.into()),
        ("withdraw", WithdrawDispute { case }.into()),
        (
            "vote",
            VoteOnPanel {
                case,
                for_claim: true,
            }
            .into(),
        ),
        ("recuse", RecuseFromPanel { case }.into()),
    ];
    let mut acts: Vec<_> = possible
        .into_iter()
        .filter(|(_, action)| state.desk.would_pass(me, action))
        .map(|(act, _)| act)
        .collect();
    let held = state.desk.vault.referral(Referred::Case, &case.0).await?;
    if held.is_some_and(|(holder, _)| party(holder) != me) {
        acts.retain(|act| *act != "answer");
    }
    let is_open = !matches!(record.status, CaseStatus::Closed(_) | CaseStatus::Withdrawn);
    if is_open && matches!(part, Part::Filer | Part::Respondent) {
        acts.push("say");
    }
    if held.is_none() && acts.contains(&"answer") {
        acts.push("take");
    }
    Ok(acts)
}
