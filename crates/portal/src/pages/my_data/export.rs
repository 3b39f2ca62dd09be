//! The copy to take away: everything that the vault holds about the reader, as a file.

use axum::extract::State;
use axum::response::Response;

use crate::desk::person;
use crate::pages::receipts::download::attachment;
use crate::{AppState, Error, Page};

pub(crate) async fn download(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let who = person(page.actor()?);
    let data = state.desk.vault.export(who, page.wall_ms).await?;
    let text = serde_json::to_string_pretty(&data).map_err(Error::internal)?;
    Ok(attachment(
        "application/json",
        "linli-my-data",
        "json",
        text,
    ))
}
