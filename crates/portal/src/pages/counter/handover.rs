//! The slip for a resident: member number and sign-in code, large enough to print, the code once.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use vault::Field;

use super::{clerk_and_resident, read};
use crate::desk::person;
use crate::extract::Path;
use crate::redirect::{LocalPath, see_other};
use crate::{AppState, Error, Page, view};

/// How long after an enrolment the slip still says so.
const FRESH_MS: u64 = 15 * 60_000;

#[derive(Template)]
#[template(path = "counter/handover.html")]
struct HandoverPage {
    page: Page,
    resident: String,
    name: String,
    member_number: String,
    /// Gone once it was shown.
    code: Option<String>,
    is_fresh: bool,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(resident): Path<String>,
) -> Result<Response, Error> {
    let pair = clerk_and_resident(&state, &page, &resident)?;
    let subject = state.desk.vault.subject(person(pair.1)).await?;
    let data = read(&state, &page, pair, &[Field::Name, Field::MemberNumber]).await?;
    let code = state.handovers.take(&pair, page.wall_ms);
    let text = |field| data.field(field).unwrap_or_default().to_owned();
    view::html(&HandoverPage {
        name: text(Field::Name),
        member_number: in_groups(&text(Field::MemberNumber)),
        code: code.map(|code| code.reveal().to_string()),
        is_fresh: page.wall_ms.saturating_sub(subject.enrolled_ms) < FRESH_MS,
        resident,
        page,
    })
}

/// A code replaces the one before, so that sending this twice harms nobody.
pub(crate) async fn issue(
    State(state): State<AppState>,
    page: Page,
    Path(resident): Path<String>,
) -> Result<Response, Error> {
    let (clerk, resident) = clerk_and_resident(&state, &page, &resident)?;
    let code = state.desk.issue_code(clerk, resident, page.wall_ms).await?;
    state.handovers.put((clerk, resident), code, page.wall_ms);
    let path = format!("/counter/enrolled/{resident}");
    Ok(see_other(&LocalPath::parse(&path)))
}

/// Eight digits in two groups of four are copied with fewer mistakes.
pub(super) fn in_groups(number: &str) -> String {
    match number.split_at_checked(4) {
        Some((first, second)) if !second.is_empty() => format!("{first} {second}"),
        _ => number.to_owned(),
    }
}
