//! Turns a failed response into a page with a way out, or into JSON under `/api/`.

use askama::Template;
use axum::Json;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};

use super::{Error, Kind};
use crate::redirect::{self, LocalPath};
use crate::view::Page;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    page: &'a Page,
    title: String,
    body: String,
    why: Option<String>,
}

/// Replaces a failed answer that nobody has written for the reader yet; leaves all others alone.
pub(crate) fn explain(page: &Page, response: Response) -> Response {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let error = response.extensions().get::<Error>().cloned();
    if error.is_none() && (!failed || is_written(response.headers())) {
        return response;
    }
    let error = error.unwrap_or_else(|| Error::of(Kind::from_status(status)));
    log(page, &error);
    let mut explained = write(page, &error);
    if let Some(allow) = response.headers().get(header::ALLOW) {
        explained.headers_mut().insert(header::ALLOW, allow.clone());
    }
    explained
}

fn write(page: &Page, error: &Error) -> Response {
    if page.path.as_str().starts_with("/api/") {
        return json(page, error);
    }
    if error.kind == Kind::SignInNeeded {
        return redirect::see_other(&sign_in_path(page));
    }
    let key = error.kind.code();
    let document = ErrorPage {
        page,
        title: page.t.get(&format!("error-{key}-title")),
        body: page.t.get(&format!("error-{key}-body")),
        why: error.why.map(|why| page.t.get(why)),
    };
    match document.render() {
        Ok(text) => (error.kind.status(), Html(text)).into_response(),
        Err(cause) => {
            tracing::error!(request.id = %page.request_id, %cause, "the error page failed");
            (StatusCode::INTERNAL_SERVER_ERROR, page.request_id.clone()).into_response()
        }
    }
}

fn json(page: &Page, error: &Error) -> Response {
    let key = format!("error-{}-body", error.kind.code());
    let mut body = serde_json::json!({
        "code": error.kind.code(),
        "message": page.t.get(error.why.unwrap_or(&key)),
        "request_id": page.request_id,
    });
    if let Some(field) = error.field {
        body["field"] = field.into();
    }
    (error.kind.status(), Json(body)).into_response()
}

/// Back to the page afterwards, but never to repeat a form.
fn sign_in_path(page: &Page) -> LocalPath {
    if page.is_form {
        return LocalPath::parse("/sign-in");
    }
    LocalPath::leading_to("/sign-in", &page.path)
}

fn is_written(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html") || kind.starts_with("application/"))
}

fn log(page: &Page, error: &Error) {
    let Some(cause) = &error.cause else { return };
    let mut chain = cause.to_string();
    let mut source = cause.source();
    while let Some(next) = source {
        chain = format!("{chain}: {next}");
        source = next.source();
    }
    tracing::error!(request.id = %page.request_id, code = error.kind.code(), cause = %chain);
}
