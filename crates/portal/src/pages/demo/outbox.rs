//! What a demonstration would have sent to phones: here the visitor reads the code.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "demo/outbox.html")]
struct OutboxPage {
    page: Page,
    messages: Vec<Line>,
}

struct Line {
    phone: String,
    text: String,
    /// So that the visitor need not carry it from page to page; it goes the way of every code.
    code: String,
    when: String,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let messages = state.outbox.messages().into_iter().map(|message| Line {
        when: page.moment(message.at_ms),
        code: message
            .text
            .chars()
            .filter(char::is_ascii_digit)
            .take(6)
            .collect(),
        phone: message.phone,
        text: message.text,
    });
    view::html(&OutboxPage {
        messages: messages.collect(),
        page,
    })
}
