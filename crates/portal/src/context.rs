//! The outermost thing that knows the reader: loads the [`Page`] before, explains failures after.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::desk::acting_by;
use crate::error::render;
use crate::i18n::{Language, Words};
use crate::redirect::LocalPath;
use crate::session::{Reader, SessionToken, SessionsUnavailable};
use crate::{AppState, Error, Page, cookies, headers};

pub(crate) async fn attach(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let mut page = page_without_reader(&state, &request);
    let response = match find_reader(&state, request.headers(), page.wall_ms).await {
        Ok(reader) => {
            page.reader = reader;
            request.extensions_mut().insert(page.clone());
            let helper = page
                .reader
                .as_ref()
                .and_then(|reader| reader.helper.as_ref());
            let delegation = helper.map(|helper| helper.delegation.clone());
            acting_by(delegation, next.run(request)).await
        }
        Err(cause) => Error::unavailable(cause).into_response(),
    };
    let mut response = render::explain(&page, response);
    finish(&state, &page, &mut response);
    response
}

fn finish(state: &AppState, page: &Page, response: &mut Response) {
    let tls = state.settings.tls;
    headers::secure(response, tls);
    if let Ok(id) = HeaderValue::from_str(&page.request_id) {
        response.headers_mut().insert(headers::REQUEST_ID, id);
    }
    if page.notice.is_some() && is_page(response) {
        cookies::erase(response.headers_mut(), cookies::NOTICE, tls);
    }
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

async fn find_reader(
    state: &AppState,
    headers: &HeaderMap,
    wall_ms: u64,
) -> Result<Option<Reader>, SessionsUnavailable> {
    match cookies::read(headers, cookies::SESSION).and_then(SessionToken::parse) {
        Some(token) => state.sessions.find(&token, wall_ms).await,
        None => Ok(None),
    }
}

fn page_without_reader(state: &AppState, request: &Request) -> Page {
    let headers = request.headers();
    let language = chosen_language(headers);
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    let request_id = request.extensions().get::<crate::layers::RequestId>();
    Page {
        t: Words(language),
        language,
        elder: cookies::read(headers, cookies::ELDER) == Some("on"),
        path: LocalPath::parse(path),
        is_form: request.method() != Method::GET && request.method() != Method::HEAD,
        request_id: request_id.map_or_else(String::new, |id| id.0.clone()),
        reader: None,
        now_ms: state.desk.now().0,
        wall_ms: state.clock.now_ms(),
        demo: state.settings.demo,
        notice: notice(headers, Words(language)),
        settings: state.settings.clone(),
    }
}

fn chosen_language(headers: &HeaderMap) -> Language {
    let asked = || headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok();
    cookies::read(headers, cookies::LANGUAGE)
        .and_then(Language::from_tag)
        .or_else(|| asked().and_then(Language::from_accept_language))
        .unwrap_or_default()
}

/// Only our own sentences: a forged cookie can choose among them, and nothing more.
fn notice(headers: &HeaderMap, words: Words) -> Option<String> {
    let key = format!("notice-{}", cookies::read(headers, cookies::NOTICE)?);
    words.has(&key).then(|| words.get(&key))
}
