//! Before an exchange is stopped for safety: no reason is asked, nothing counts against anybody.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::acts::{self, Act};
use super::{find, title_of};
use crate::extract::Path;
use crate::pages::listings::{name_of, pack};
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "exchanges/stop.html")]
struct StopPage {
    page: Page,
    id: String,
    title: String,
    sentence: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (exchange, other) = find(&state, &page, &id).await?;
    if !acts::all_possible(&state, &exchange, page.actor()?, &pack(&state)).contains(&Act::Stop) {
        return Err(Error::stale());
    }
    let name = name_of(&state, &page, other).await?;
    view::html(&StopPage {
        id: exchange.exchange.to_string(),
        title: title_of(&state, &page, &exchange).await?,
        sentence: page.t.say("stop-sentence").set("name", name).to_string(),
        page,
    })
}
