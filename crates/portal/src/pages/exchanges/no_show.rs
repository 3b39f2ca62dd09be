//! Before somebody is reported as not having come: it is said twice, because it stays on record.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::acts::{self, Act};
use super::{find, title_of};
use crate::extract::Path;
use crate::pages::listings::{name_of, pack};
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "exchanges/no-show.html")]
struct NoShowPage {
    page: Page,
    id: String,
    title: String,
    heading: String,
    sentence: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (exchange, other) = find(&state, &page, &id).await?;
    let (now, pack) = (state.desk.now(), pack(&state));
    if !acts::possible(&exchange, page.actor()?, now, &pack).contains(&Act::ReportNoShow) {
        return Err(Error::stale());
    }
    let name = name_of(&state, &page, other).await?;
    let heading = page.t.say("no-show-title").set("name", &*name).to_string();
    let sentence = page.t.say("no-show-sentence").set("name", &*name);
    let start = page.moment(exchange.start.0);
    view::html(&NoShowPage {
        id: exchange.exchange.to_string(),
        title: title_of(&state, &page, &exchange).await?,
        heading,
        sentence: sentence.set("start", start).to_string(),
        page,
    })
}
