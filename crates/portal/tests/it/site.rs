//! A portal in this process, and what it answers.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use portal::authorization::{Allowed, TABLE};
use scraper::{ElementRef, Html, Selector};
use testkit::office::TestOffice;
use tower::ServiceExt as _;

/// One office and its portal.
pub(crate) struct Site {
    pub(crate) office: TestOffice,
    app: Router,
}

impl Site {
    pub(crate) async fn open() -> Self {
        let office = TestOffice::open().await;
        let app = portal::app(office.state());
        Self { office, app }
    }

    pub(crate) async fn open_as_demo() -> Self {
        let office = TestOffice::open().await;
        let app = portal::app(office.demo_state());
        Self { office, app }
    }

    /// The same portal with something in its state exchanged.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut portal::AppState)) -> Self {
        let mut state = self.office.state();
        change(&mut state);
        self.app = portal::app(state);
        self
    }

    /// The same portal with other settings.
    pub(crate) fn with_settings(mut self, change: impl FnOnce(&mut portal::Settings)) -> Self {
        let mut settings = self.office.settings();
        change(&mut settings);
        self.app = portal::app(self.office.state_with(settings));
        self
    }

    pub(crate) async fn get(&self, path: &str, cookie: &str) -> Answer {
        self.send(request(Method::GET, path, cookie, Body::empty()))
            .await
    }

    /// The body of a public answer.
    pub(crate) async fn bytes(&self, path: &str) -> Vec<u8> {
        let request = request(Method::GET, path, "", Body::empty());
        let response = self.app.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        to_bytes(response.into_body(), 4 << 20)
            .await
            .unwrap()
            .to_vec()
    }

    pub(crate) async fn post(&self, path: &str, cookie: &str, form: &str) -> Answer {
        self.send(request(
            Method::POST,
            path,
            cookie,
            Body::from(form.to_owned()),
        ))
        .await
    }

    /// A form with a photo, as a browser sends it.
    pub(crate) async fn upload(
        &self,
        path: &str,
        cookie: &str,
        fields: &[(&str, &str)],
        picture: &[u8],
    ) -> Answer {
        const BOUNDARY: &str = "----linli-test";
        let mut body = Vec::new();
        for (name, value) in fields {
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"");
            body.extend(format!("{head}\r\n\r\n{value}\r\n").into_bytes());
        }
        let head = "Content-Disposition: form-data; name=\"picture\"; filename=\"p.jpg\"";
        body.extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n").into_bytes());
        body.extend_from_slice(picture);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
        let mut request = request(Method::POST, path, cookie, Body::from(body));
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let headers = request.headers_mut();
        headers.insert(header::CONTENT_TYPE, kind.parse().unwrap());
        self.send(request).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 4 << 20).await.unwrap();
        let text = String::from_utf8_lossy(&body).into_owned();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text,
        }
    }
}

/// A request as a browser sends it from one of our own pages.
pub(crate) fn request(method: Method, path: &str, cookie: &str, body: Body) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "linli.example")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(body)
        .unwrap()
}

/// Every page that anyone may open and whose address is complete.
pub(crate) fn open_pages() -> Vec<&'static str> {
    let machines = ["/healthz", "/robots.txt", "/favicon.ico", "/trust.json"];
    TABLE
        .iter()
        .filter(|rule| rule.method == Method::GET && rule.allowed == Allowed::Anyone)
        .map(|rule| rule.path)
        .filter(|path| !path.contains('{') && !path.starts_with("/api/"))
        .filter(|path| !path.starts_with("/sync/"))
        .filter(|path| !path.starts_with("/.well-known/"))
        .filter(|path| !machines.contains(path))
        .collect()
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn location(&self) -> &str {
        self.header("location")
    }

    /// All `Set-Cookie` lines, joined.
    pub(crate) fn set_cookies(&self) -> String {
        let lines = self.headers.get_all(header::SET_COOKIE).iter();
        lines
            .map(|line| line.to_str().unwrap())
            .collect::<Vec<_>>()
            .join("\n")
    }

    pub(crate) fn is_page(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    pub(crate) fn count(&self, selector: &str) -> usize {
        Html::parse_document(&self.text)
            .select(&parse(selector))
            .count()
    }

    /// The text of the first match; a missing one fails the test.
    pub(crate) fn text_of(&self, selector: &str) -> String {
        let document = Html::parse_document(&self.text);
        let found = document.select(&parse(selector)).next();
        let element = found.unwrap_or_else(|| panic!("no {selector} in {}", self.text));
        words(element)
    }

    pub(crate) fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let document = Html::parse_document(&self.text);
        let element = document.select(&parse(selector)).next()?;
        element.value().attr(name).map(str::to_owned)
    }
}

pub(crate) fn parse(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

fn words(element: ElementRef<'_>) -> String {
    element
        .text()
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
