//! The front door: what this is in plain words, what one can do, and the way in.

use askama::Template;
use axum::response::Response;

use crate::{Error, Page, view};

#[derive(Template)]
#[template(path = "public/home.html")]
struct HomePage {
    page: Page,
}

pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    view::html(&HomePage { page })
}
