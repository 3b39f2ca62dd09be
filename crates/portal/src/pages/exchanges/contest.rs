//! Contradicting what the other side stated: what the reader admits, or that it did not take place.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::acts::{self, Act};
use super::{find, title_of};
use crate::extract::Path;
use crate::forms::{Choice, FieldErrors};
use crate::pages::listings::{lengths, name_of, pack};
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "exchanges/contest.html")]
struct ContestPage {
    page: Page,
    id: String,
    title: String,
    sentence: String,
    minutes: String,
    /// Less than what the other side stated, down to nothing.
    lengths: Vec<Choice>,
    errors: FieldErrors,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (exchange, other) = find(&state, &page, &id).await?;
    let possible = acts::all_possible(&state, &exchange, page.actor()?, &pack(&state));
    let claim = acts::statement(&exchange, other).filter(|_| possible.contains(&Act::Contest));
    let claim = claim.ok_or_else(Error::stale)?;
    let name = name_of(&state, &page, other).await?;
    let duration = page.duration(u64::from(claim.minutes));
    let sentence = page.t.say("contest-sentence").set("name", name);
    let less = |choice: &Choice| {
        let minutes: Result<u16, _> = choice.value.parse();
        minutes.is_ok_and(|minutes| minutes < claim.minutes)
    };
    let nothing = Choice::new(0, page.t.get("contest-nothing"));
    let lengths = std::iter::once(nothing).chain(lengths(&page).into_iter().filter(less));
    view::html(&ContestPage {
        id: exchange.exchange.to_string(),
        title: title_of(&state, &page, &exchange).await?,
        sentence: sentence.set("duration", duration).to_string(),
        minutes: "0".to_owned(),
        lengths: lengths.collect(),
        errors: FieldErrors::default(),
        page,
    })
}
