//! The reader's disputes: those they opened, those about them, those on whose panel they sit; and
//! whether they are ready to sit on one.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action,
    operation::dispute::{JoinPanelPool, LeavePanelPool},
    state::keys,
};
use projections::disputes::DisputeRow;

use super::{Part, part, status, subject_words};
use crate::extract::Path;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::view::statuses::Status;
use crate::{AppState, Error, Page, view};

const SHOWN_MAX: u32 = 100;

#[derive(Template)]
#[template(path = "disputes/list.html")]
struct ListPage {
    page: Page,
    lines: Vec<Line>,
    /// The reader sits on panels when drawn.
    is_ready: bool,
    can_join: bool,
}

/// A dispute in a list.
pub(crate) struct Line {
    pub(crate) href: String,
    pub(crate) title: String,
    /// What the reader is to it.
    pub(crate) part: String,
    pub(crate) status: Status,
    pub(crate) due: Option<String>,
    pub(crate) late: bool,
}

impl Line {
    pub(crate) async fn of(
        state: &AppState,
        page: &Page,
        row: &DisputeRow,
    ) -> Result<Option<Self>, Error> {
        let ledger = state.desk.gateway.head().state;
        let Some(case) = ledger.get(&keys::case(row.case)) else {
            return Ok(None);
        };
        let Some(part) = part(state, page.actor()?, &case) else {
            return Ok(None);
        };
        let key = match part {
            Part::Filer => "dispute-part-filer",
            Part::Respondent => "dispute-part-respondent",
            Part::Panel => "dispute-part-panel",
            Part::Handler => "dispute-part-handler",
        };
        Ok(Some(Self {
            href: format!("/disputes/{}", row.case),
            title: subject_words(state, page, case.subject).await?,
            part: page.t.get(key),
            status: status(case.status),
            due: row.due.map(|due| page.moment(due.0)),
            late: row.late,
        }))
    }
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let me = page.actor()?;
    let mut lines = Vec::new();
    for row in state.desk.projections.disputes_of(me, SHOWN_MAX).await? {
        lines.extend(Line::of(&state, &page, &row).await?);
    }
    let ledger = state.desk.gateway.head().state;
    let join = Action::from(JoinPanelPool { building: None });
    view::html(&ListPage {
        lines,
        is_ready: ledger.get(&keys::pool_chair_of(me)).is_some(),
        can_join: state.desk.would_pass(me, &join),
        page,
    })
}

/// Ready to sit on panels, or not any more.
pub(crate) async fn pool(
    State(state): State<AppState>,
    page: Page,
    Path(act): Path<String>,
) -> Result<Response, Error> {
    let (action, notice) = match act.as_str() {
        "join" => (
            Action::from(JoinPanelPool { building: None }),
            "panel-joined",
        ),
        "leave" => (Action::from(LeavePanelPool {}), "panel-left"),
        _ => return Err(Error::not_found()),
    };
    state.desk.act(page.actor()?, action).await?;
    let path = LocalPath::parse("/disputes");
    Ok(see_other_with_notice(&path, notice, page.tls()))
}
