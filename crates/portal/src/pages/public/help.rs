//! Finding a person: what to do when something is unclear or goes wrong.

use askama::Template;
use axum::response::Response;

use crate::{Error, Page, view};

#[derive(Template)]
#[template(path = "public/help.html")]
struct HelpPage {
    page: Page,
}

pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    view::html(&HelpPage { page })
}
