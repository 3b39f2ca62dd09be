//! The buttons of a thing: one address each, then back to its page.

use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, ItemId,
    operation::item::{GiveItem, PauseItem, RecallItem, ResumeItem, TakeItem},
};

use super::{find, show};
use crate::extract::Path;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected};

/// The rules decide; a rejection is told on the thing's page, as things stand now.
pub(crate) async fn press(
    State(state): State<AppState>,
    page: Page,
    Path((id, act)): Path<(String, String)>,
) -> Result<Response, Error> {
    let item = find(&state, &id).await?.item;
    let (action, notice) = action(&act, item).ok_or_else(Error::not_found)?;
    match state.desk.act(page.actor()?, action).await {
        Ok(_) => {
            let path = LocalPath::parse(&format!("/items/{item}"));
            Ok(see_other_with_notice(&path, notice, page.tls()))
        }
        Err(error) => {
            let complaint = rejected::sentence(page.t, error)?;
            show::again(&state, page, &id, complaint).await
        }
    }
}

fn action(act: &str, item: ItemId) -> Option<(Action, &'static str)> {
    Some(match act {
        "pause" => (PauseItem { item }.into(), "item-paused"),
        "resume" => (ResumeItem { item }.into(), "item-resumed"),
        "recall" => (RecallItem { item }.into(), "item-recalled"),
        "keep" => (GiveItem { item, to: None }.into(), "item-kept"),
        "take" => (TakeItem { item }.into(), "item-taken"),
        _ => return None,
    })
}
