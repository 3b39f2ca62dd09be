//! The front door: what this is in plain words, what one can do, and the way in.

use askama::Template;
use axum::response::Response;

use crate::pages::account::start;
use crate::{Error, Page, view};

#[derive(Template)]
#[template(path = "public/home.html")]
struct HomePage {
    page: Page,
}

pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    match &page.reader {
        Some(reader) => start::answer(&page, reader),
        None => view::html(&HomePage { page }),
    }
}
