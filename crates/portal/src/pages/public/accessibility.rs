//! The accessibility statement: what works, what does not yet, and whom to tell.

use askama::Template;
use axum::response::Response;

use crate::{Error, Page, view};

#[derive(Template)]
#[template(path = "public/accessibility.html")]
struct AccessibilityPage {
    page: Page,
}

pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    view::html(&AccessibilityPage { page })
}
