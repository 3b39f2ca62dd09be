//! What every answer carries to protect its reader.

use portal::{Settings, assets};

use crate::site::{Site, open_pages};

#[tokio::test]
async fn every_page_keeps_to_itself() {
    let site = Site::open().await;
    for path in open_pages() {
        let answer = site.get(path, "").await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self';"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn no_page_breaks_its_own_policy() {
    let site = Site::open().await;
    for path in open_pages() {
        let answer = site.get(path, "").await;
        assert_eq!(
            answer.count("style, [style], script:not([src])"),
            0,
            "{path}"
        );
        for handler in ["onclick", "onload", "onsubmit", "onchange"] {
            assert_eq!(
                answer.count(&format!("[{handler}]")),
                0,
                "{path} has {handler}"
            );
        }
    }
}

#[tokio::test]
async fn the_request_id_is_said_and_shown() {
    let site = Site::open().await;
    let first = site.get("/", "").await;
    let second = site.get("/", "").await;
    let id = first.header("x-request-id");
    assert_eq!(id.len(), 8);
    assert_ne!(id, second.header("x-request-id"));
    assert!(first.text_of("footer code").contains(id));
}

#[tokio::test]
async fn assets_are_kept_for_ever_under_their_hash() {
    let site = Site::open().await;
    let style = site.get(&assets::url("theme.css"), "").await;
    assert_eq!(style.status, 200);
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(
        style.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(
        site.get("/assets/000000000000/theme.css", "").await.status,
        404
    );
    assert_eq!(
        site.get(&assets::url("../Cargo.toml"), "").await.status,
        404
    );
}

#[tokio::test]
async fn the_first_load_stays_small() {
    let site = Site::open().await;
    let mut bytes = site.get("/", "").await.text.len();
    for name in ["theme.css", "app.js", "favicon.svg"] {
        bytes += site.get(&assets::url(name), "").await.text.len();
    }
    // Uncompressed it already stays below what is allowed compressed.
    assert!(bytes < 100_000, "{bytes} bytes");
}

#[tokio::test]
async fn over_tls_cookies_and_browsers_insist_on_it() {
    let site = Site::open().await.with(|state| {
        state.settings = std::sync::Arc::new(Settings {
            tls: true,
            ..Settings::default()
        });
    });
    let answer = site.post("/preferences", "", "elder=on&next=/help").await;
    assert_eq!(
        answer.header("strict-transport-security"),
        "max-age=31536000"
    );
    assert!(answer.set_cookies().contains("; Secure"));
    assert!(answer.set_cookies().contains("; HttpOnly; SameSite=Lax"));
}

#[tokio::test]
async fn machines_get_plain_answers() {
    let site = Site::open().await;
    assert_eq!(site.get("/healthz", "").await.text, "ok\n");
    assert!(
        site.get("/robots.txt", "")
            .await
            .text
            .starts_with("User-agent: *\n")
    );
    assert_eq!(
        site.get("/favicon.ico", "").await.header("content-type"),
        "image/svg+xml"
    );
}
