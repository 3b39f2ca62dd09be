//! What was reported and what authors appealed against, for those who may take content down.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, AreaCode, Hash, PartyId,
    operation::{
        approval::{Payload, ProposeAction},
        content::{RestoreContent, TakeDownContent},
    },
    time::DAY_MS,
};
use projections::takedowns::TakedownRow;
use serde::Deserialize;
use vault::{Report, ReportState, Topic};

use super::{GROUNDS, decides, words};
use crate::desk::{party, person};
use crate::extract::{Form, Path};
use crate::forms::Choice;
use crate::pages::listings::name_of;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, view};

/// Reports are looked at within a day.
const DUE_MS: u64 = DAY_MS;
/// How long a takedown waits for the second person.
const WAITS_MS: u64 = 7 * DAY_MS;
const SHOWN_MAX: u32 = 100;

#[derive(Template)]
#[template(path = "moderation/queue.html")]
struct QueuePage {
    page: Page,
    reports: Vec<Line>,
    appeals: Vec<Appeal>,
    grounds: Vec<Choice>,
}

struct Line {
    id: String,
    kind: String,
    words: String,
    photo: Option<String>,
    owner: String,
    ground: String,
    code: String,
    said: String,
    due: String,
    holder: Option<String>,
    is_mine: bool,
}

struct Appeal {
    content: String,
    owner: String,
    said: String,
    can_restore: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct DecisionForm {
    reason: String,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let me = page.actor()?;
    let mut reports = Vec::new();
    for report in state.desk.vault.open_reports().await? {
        if is_for(&state, me, &report) {
            reports.push(line(&state, &page, &report).await?);
        }
    }
    let mut appeals = Vec::new();
    for row in state.desk.projections.open_appeals(SHOWN_MAX).await? {
        if decides(&state, me, row.area) {
            appeals.push(appeal(&state, &page, &row).await?);
        }
    }
    let grounds = GROUNDS.map(|(code, _)| Choice::new(code, page.t.of("takedown", code)));
    view::html(&QueuePage {
        reports,
        appeals,
        grounds: grounds.to_vec(),
        page,
    })
}

/// Nobody looks at a report of their own, or at one about themselves.
fn is_for(state: &AppState, me: PartyId, report: &Report) -> bool {
    let is_side = party(report.new.reporter) == me || party(report.new.owner) == me;
    !is_side && decides(state, me, AreaCode(report.new.area))
}

async fn line(state: &AppState, page: &Page, report: &Report) -> Result<Line, Error> {
    let new = &report.new;
    let content = Hash(new.content);
    let holder = match report.holder {
        Some(holder) => Some(name_of(state, page, party(holder)).await?),
        None => None,
    };
    Ok(Line {
        id: hex(&report.id),
        kind: page.t.of("report-kind", &new.kind),
        words: words(state, page, (&new.kind, &new.thing), content).await?,
        photo: (new.kind == "photo").then(|| format!("/photos/{content}")),
        owner: name_of(state, page, party(new.owner)).await?,
        ground: page.t.of("takedown", &new.ground),
        code: new.ground.clone(),
        said: new.words.clone(),
        due: page.moment(report.reported_ms.saturating_add(DUE_MS)),
        is_mine: report.holder == Some(person(page.actor()?)),
        holder,
    })
}

async fn appeal(state: &AppState, page: &Page, row: &TakedownRow) -> Result<Appeal, Error> {
    let letters = state.desk.vault.letters(Topic::Appeal, &row.content.0);
    let said = letters.await?.pop().map(|letter| letter.words);
    let content = row.content;
    let restore = Action::from(RestoreContent { content });
    Ok(Appeal {
        content: content.to_string(),
        owner: name_of(state, page, row.owner).await?,
        said: said.unwrap_or_default(),
        can_restore: state.desk.would_pass(page.actor()?, &restore),
    })
}

pub(crate) async fn act(
    State(state): State<AppState>,
    page: Page,
    Path((id, act)): Path<(String, String)>,
    Form(form): Form<DecisionForm>,
) -> Result<Response, Error> {
    let me = page.actor()?;
    let open = state.desk.vault.open_reports().await?;
    let report = open
        .into_iter()
        .find(|one| hex(&one.id) == id && is_for(&state, me, one));
    let report = report.ok_or_else(Error::not_found)?;
    let (next, notice) = match act.as_str() {
        "take" => (ReportState::Held, "moderation-taken"),
        "keep" => (ReportState::Kept, "moderation-kept"),
        "propose" => (ReportState::Proposed, "moderation-proposed"),
        _ => return Err(Error::not_found()),
    };
    let now_ms = state.desk.now().0;
    let is_held = report.holder == Some(person(me));
    if (next == ReportState::Held) == is_held {
        return Err(Error::stale());
    }
    if next == ReportState::Proposed {
        propose(&state, me, &report, &form.reason).await?;
    }
    let moved = state
        .desk
        .vault
        .move_report((report.id, person(me)), next, now_ms);
    if !moved.await? {
        return Err(Error::stale());
    }
    let path = LocalPath::parse("/moderation");
    Ok(see_other_with_notice(&path, notice, page.tls()))
}

async fn propose(
    state: &AppState,
    me: PartyId,
    report: &Report,
    reason: &str,
) -> Result<(), Error> {
    let reason = GROUNDS.into_iter().find(|(code, _)| *code == reason);
    let (_, reason) = reason.ok_or_else(|| Error::invalid("reason", "decision-reason-error"))?;
    let take_down = TakeDownContent {
        content: Hash(report.new.content),
        owner: party(report.new.owner),
        area: AreaCode(report.new.area),
        reason,
    };
    let action = Payload::new(Action::from(take_down)).ok_or_else(Error::not_found)?;
    let expires_at = state.desk.now().plus_ms(WAITS_MS);
    let propose = Action::from(ProposeAction { action, expires_at });
    state.desk.act(me, propose).await?;
    Ok(())
}

/// Puts content back after an appeal, by a third person.
pub(crate) async fn restore(
    State(state): State<AppState>,
    page: Page,
    Path(content): Path<String>,
) -> Result<Response, Error> {
    let content = Hash::from_hex(&content).ok_or_else(Error::not_found)?;
    let restore = Action::from(RestoreContent { content });
    state.desk.act(page.actor()?, restore).await?;
    let path = LocalPath::parse("/moderation");
    Ok(see_other_with_notice(
        &path,
        "moderation-restored",
        page.tls(),
    ))
}

fn hex(id: &[u8; 16]) -> String {
    ledger::CaseId(*id).to_string()
}
