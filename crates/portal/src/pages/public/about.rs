//! What Linli is, who runs it, and why its records can be believed.

use askama::Template;
use axum::response::Response;

use crate::{Error, Page, view};

#[derive(Template)]
#[template(path = "public/about.html")]
struct AboutPage {
    page: Page,
}

pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    view::html(&AboutPage { page })
}
