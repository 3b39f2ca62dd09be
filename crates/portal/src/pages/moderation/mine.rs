//! What of the reader's was taken down: why, by whose decision, and one appeal to a third person.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{Action, Hash, operation::content::AppealTakedown};
use serde::Deserialize;

use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::pages::{disputes::statement, listings::missing_words};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected, view};

const SHOWN_MAX: u32 = 100;

#[derive(Template)]
#[template(path = "moderation/mine.html")]
struct MinePage {
    page: Page,
    lines: Vec<Line>,
    words: String,
    errors: FieldErrors,
}

struct Line {
    content: String,
    why: String,
    when: String,
    status: (&'static str, &'static str),
    can_appeal: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct AppealForm {
    words: String,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    view::html(&filled(&state, page, (String::new(), FieldErrors::default())).await?)
}

pub(crate) async fn appeal(
    State(state): State<AppState>,
    page: Page,
    Path(content): Path<String>,
    Form(form): Form<AppealForm>,
) -> Result<Response, Error> {
    let content = Hash::from_hex(&content).ok_or_else(Error::not_found)?;
    let mut errors = FieldErrors::default();
    let words = match statement(&form.words) {
        Ok(words) => words,
        Err(why) => {
            errors.add("words", page.t.get(why));
            return view::html_again(&filled(&state, page, (form.words, errors)).await?);
        }
    };
    match state
        .desk
        .appeal_takedown(page.actor()?, content, words)
        .await
    {
        Ok(()) => {
            let path = LocalPath::parse("/takedowns");
            Ok(see_other_with_notice(
                &path,
                "takedown-appealed",
                page.tls(),
            ))
        }
        Err(error) => {
            errors.add("words", rejected::sentence(page.t, error)?);
            view::html_again(&filled(&state, page, (form.words, errors)).await?)
        }
    }
}

async fn filled(
    state: &AppState,
    page: Page,
    (words, errors): (String, FieldErrors),
) -> Result<MinePage, Error> {
    let me = page.actor()?;
    let rows = state.desk.projections.takedowns_of(me, SHOWN_MAX).await?;
    let lines = rows.into_iter().map(|row| {
        let probe = Action::from(AppealTakedown {
            content: row.content,
            statement: Hash([0; 32]),
        });
        Line {
            content: row.content.to_string(),
            why: if row.restored {
                page.t.get("takedown-restored-why")
            } else {
                missing_words(state, &page, &row.content)
            },
            when: page.moment(row.at.0),
            status: match (row.restored, row.appealed) {
                (true, _) => ("good", "takedown-restored"),
                (false, true) => ("wait", "takedown-waits"),
                (false, false) => ("bad", "takedown-stands"),
            },
            can_appeal: state.desk.would_pass(me, &probe),
        }
    });
    Ok(MinePage {
        lines: lines.collect(),
        words,
        errors,
        page,
    })
}
