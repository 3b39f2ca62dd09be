//! The four buttons of a keeper's day: go on duty, open, close, go off duty.

use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, HutId,
    operation::hut::{BeginShift, CloseHut, EndShift, OpenHut},
};

use super::{desk, find_kept};
use crate::extract::Path;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected};

/// The rules decide; a rejection is told on the desk, as things stand now.
pub(crate) async fn press(
    State(state): State<AppState>,
    page: Page,
    Path((id, act)): Path<(String, String)>,
) -> Result<Response, Error> {
    let (hut, me) = find_kept(&state, &page, &id).await?;
    let (actions, notice) = actions(&act, hut.hut).ok_or_else(Error::not_found)?;
    match state.desk.act_all(me, actions).await {
        Ok(_) => {
            let path = LocalPath::parse(&format!("/huts/{}/desk", hut.hut));
            Ok(see_other_with_notice(&path, notice, page.tls()))
        }
        Err(error) => {
            let complaint = rejected::sentence(page.t, error)?;
            desk::again(&state, page, &hut, complaint).await
        }
    }
}

/// Coming and opening is one press in the morning, and closing and going one in the evening.
fn actions(act: &str, hut: HutId) -> Option<(Vec<Action>, &'static str)> {
    Some(match act {
        "begin" => (vec![BeginShift { hut }.into()], "hut-begun"),
        "begin-and-open" => (
            vec![BeginShift { hut }.into(), OpenHut { hut }.into()],
            "hut-opened",
        ),
        "open" => (vec![OpenHut { hut }.into()], "hut-opened"),
        "close" => (vec![CloseHut { hut }.into()], "hut-closed-notice"),
        "end" => (vec![EndShift { hut }.into()], "hut-ended"),
        "close-and-end" => (
            vec![CloseHut { hut }.into(), EndShift { hut }.into()],
            "hut-ended",
        ),
        _ => return None,
    })
}
