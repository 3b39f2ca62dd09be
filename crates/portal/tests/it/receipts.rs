//! Receipts: told in words, kept as files, checked by anyone, and naming people only to the sides.

use axum::body::Body;
use axum::http::{Method, header};
use ledger::OperationId;
use verifier::{Receipt, TrustFile, text, verify};

use crate::site::{Answer, Site, request};
use crate::story;

/// What the readers of a test download without a session.
async fn binary(site: &Site, operation: OperationId) -> Vec<u8> {
    let page = site.get(&format!("/receipts/{operation}"), "").await;
    let shown = page.attribute("[data-verify]", "data-receipt").unwrap();
    Receipt::from_qr_text(&shown).unwrap().to_bytes()
}

async fn trust(site: &Site) -> TrustFile {
    let file = site.get("/trust.json", "").await;
    assert_eq!(file.header("content-type"), "application/json");
    TrustFile::from_json(&file.text).unwrap()
}

/// A form with a file, as a browser without scripts sends it.
async fn upload(site: &Site, file: &[u8], text: &str) -> Answer {
    let mut body =
        b"--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"r\"\r\n\r\n".to_vec();
    body.extend_from_slice(file);
    let rest = format!(
        "\r\n--x\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\n{text}\r\n--x--\r\n"
    );
    body.extend_from_slice(rest.as_bytes());
    let mut sent = request(Method::POST, "/verify", "", Body::from(body));
    let kind = "multipart/form-data; boundary=x".parse().unwrap();
    sent.headers_mut().insert(header::CONTENT_TYPE, kind);
    site.send(sent).await
}

#[tokio::test]
async fn every_step_has_a_receipt_that_verifies() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    let settled = story::settle(&site.office, &told).await;
    let trust = trust(&site).await;
    for operation in [
        told.published,
        told.requested,
        told.accepted,
        told.completed,
        settled,
    ] {
        let receipt = Receipt::from_bytes(&binary(&site, operation).await).unwrap();
        let verified = verify(&receipt, &trust).unwrap();
        assert_eq!(verified.operation, operation);
        let json = site.get(&format!("/receipts/{operation}.json"), "").await;
        assert!(json.header("content-disposition").contains("attachment"));
        assert_eq!(Receipt::from_json(&json.text), Ok(receipt));
        let file = site.get(&format!("/receipts/{operation}.bin"), "").await;
        assert_eq!(file.header("content-type"), "application/octet-stream");
        assert!(file.text.starts_with("LINLI-R"));
    }
}

#[tokio::test]
async fn a_receipt_says_what_happened_to_the_two_sides() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    let path = format!("/receipts/{}", told.completed);
    let page = site.get(&path, &site.office.cookie("chen").await).await;
    let words = page.text_of(".receipt-body");
    assert!(
        words.contains("何邻居确认：何邻居帮陈邻居理发，用了1小时。"),
        "{words}"
    );
    assert!(words.contains("何邻居得到 12 积分。"), "{words}");
    assert!(
        page.text_of(".receipt-facts")
            .contains("由街道代为保管的钥匙签名")
    );
    assert_eq!(page.count(".receipt svg.qr"), 1);
    assert_eq!(page.count("a[href='/trust.json'][download]"), 1);
    assert_eq!(page.count("script[type=module][src*='/verify/page.js']"), 1);
    assert!(page.text.contains("<noscript>"));
    assert_eq!(page.count(".receipt-demo"), 0);
}

#[tokio::test]
async fn names_are_for_the_two_sides_only() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    for cookie in ["".to_owned(), site.office.cookie("outsider").await] {
        for operation in [
            told.published,
            told.requested,
            told.accepted,
            told.completed,
        ] {
            let page = site.get(&format!("/receipts/{operation}"), &cookie).await;
            let words = page.text_of(".receipt");
            assert!(words.contains("居民（编号"), "{words}");
            for name in ["何邻居", "陈邻居", "何志强", "陈伯年"] {
                assert!(!words.contains(name), "{name} in {words}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_not_on_the_ledger_has_no_receipt() {
    let site = Site::open().await;
    let unknown = "00".repeat(32);
    for path in ["0".to_owned(), unknown.clone(), format!("{unknown}.bin")] {
        assert_eq!(site.get(&format!("/receipts/{path}"), "").await.status, 404);
    }
    let told = story::tell(&site.office).await;
    let other_form = format!("/receipts/{}.exe", told.completed);
    assert_eq!(site.get(&other_form, "").await.status, 404);
}

#[tokio::test]
async fn a_demonstration_says_so_on_paper() {
    let site = Site::open_as_demo().await;
    let told = story::tell(&site.office).await;
    let page = site.get(&format!("/receipts/{}", told.completed), "").await;
    assert!(page.text_of(".receipt-demo").contains("演示"));
}

#[tokio::test]
async fn without_scripts_the_server_checks_and_says_so() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    let bytes = binary(&site, told.completed).await;
    let by_file = upload(&site, &bytes, "").await;
    assert_eq!(by_file.count("[data-verdict=valid]:not([hidden])"), 1);
    assert_eq!(by_file.count("[data-state=passed]"), 6);
    assert!(by_file.text_of(".verify-who").contains("办事处的服务器"));
    let pasted = format!("http://linli.example/verify#{}", text::base64url(&bytes));
    let by_text = upload(&site, b"", &pasted).await;
    assert_eq!(by_text.count("[data-verdict=valid]:not([hidden])"), 1);
    let nothing = upload(&site, b"", " ").await;
    assert_eq!(nothing.status, 422);
    assert_eq!(nothing.count(".error-summary a[href='#file']"), 1);
}

#[tokio::test]
async fn a_tampered_receipt_fails_with_its_code() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    let bytes = binary(&site, told.completed).await;
    let mut receipt = Receipt::from_bytes(&bytes).unwrap();
    receipt.envelope.intent.nonce ^= 1;
    let page = upload(&site, &receipt.to_bytes(), "").await;
    assert_eq!(page.count("[data-verdict=invalid]:not([hidden])"), 1);
    assert_eq!(page.text_of("[data-code]"), "path_does_not_lead_to_root");
    assert_eq!(page.count("[data-check=path][data-state=failed]"), 1);
    assert!(page.text_of("[data-reason-shown]").contains("有人改过"));

    let page = upload(&site, &bytes[..bytes.len() - 1], "").await;
    assert!(page.text_of("[data-code]").starts_with("malformed_at_"));
    let page = upload(&site, "不是凭证".as_bytes(), "").await;
    assert_eq!(page.count("[data-verdict=invalid]:not([hidden])"), 1);
}

/// The script finds every sentence that it could need on the page.
#[tokio::test]
async fn every_reason_has_words() {
    let page = Site::open().await.get("/verify", "linli_language=en").await;
    assert!(page.count("[data-reason]") >= 12);
    assert!(
        !page.text.contains("verify-reason-"),
        "a sentence is missing"
    );
    assert!(
        !page.text.contains("verify-check-"),
        "a sentence is missing"
    );
}
