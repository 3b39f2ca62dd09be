//! Before an agreed service is cancelled: what that means for the other side, and whether it is
//! late.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{Timestamp, state::keys};
use projections::exchanges::Exchange;

use super::acts::{self, Act};
use super::{find, title_of};
use crate::extract::Path;
use crate::pages::listings::{name_of, pack};
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "exchanges/cancel.html")]
struct CancelPage {
    page: Page,
    id: String,
    title: String,
    sentence: String,
    is_late: bool,
    /// Points are set aside for it.
    is_paid: bool,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (exchange, other) = find(&state, &page, &id).await?;
    let (now, pack) = (state.desk.now(), pack(&state));
    if !acts::possible(&exchange, page.actor()?, now, &pack).contains(&Act::Cancel) {
        return Err(Error::stale());
    }
    let name = name_of(&state, &page, other).await?;
    let title = title_of(&state, &page, &exchange).await?;
    let sentence = page.t.say("cancel-sentence").set("name", name);
    let sentence = sentence.set("start", page.moment(exchange.start.0));
    view::html(&CancelPage {
        id: exchange.exchange.to_string(),
        sentence: sentence.set("title", &*title).to_string(),
        title,
        is_paid: exchange.price.is_positive(),
        is_late: is_late(&state, &exchange, now),
        page,
    })
}

/// As the rules will count it: the ten minutes to change one's mind run from the yes.
fn is_late(state: &AppState, exchange: &Exchange, now: Timestamp) -> bool {
    let pack = pack(state);
    let ledger = state.desk.gateway.head().state;
    let record = ledger.get(&keys::exchange(exchange.exchange));
    let agreed_at = record.and_then(|record| record.agreed_at);
    let is_reflecting = agreed_at.is_some_and(|at| now <= at.plus_ms(pack.reflection_ms));
    !is_reflecting && now.plus_ms(pack.late_cancel_ms) > exchange.start
}
