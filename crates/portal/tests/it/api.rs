//! The JSON API: what it answers, and that its description is whole.

use std::collections::BTreeSet;

use axum::http::Method;
use portal::authorization::TABLE;
use serde_json::Value;
use verifier::{Receipt, TrustFile, verify};

use crate::site::Site;
use crate::story;

async fn json(site: &Site, path: &str) -> Value {
    let answer = site.get(path, "").await;
    assert_eq!(answer.status, 200, "{path}");
    assert_eq!(answer.header("content-type"), "application/json", "{path}");
    serde_json::from_str(&answer.text).unwrap()
}

#[tokio::test]
async fn the_description_names_every_route_and_no_other() {
    let site = Site::open().await;
    let described = json(&site, "/api/v1/openapi.json").await;
    let paths = described["paths"].as_object().unwrap();
    let described: BTreeSet<(String, String)> = paths
        .iter()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(|method| (path.clone(), method.to_uppercase()))
        })
        .collect();
    let routed: BTreeSet<(String, String)> = TABLE
        .iter()
        .filter(|rule| rule.path.starts_with("/api/"))
        .map(|rule| (rule.path.to_owned(), rule.method.to_string()))
        .collect();
    assert_eq!(described, routed);
    assert!(TABLE.iter().any(|rule| rule.method == Method::GET));
}

#[tokio::test]
async fn blocks_and_operations_are_read_as_json() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    let head = site.office.desk.gateway.head().header;
    let status = json(&site, "/api/v1/status").await;
    assert_eq!(status["height"], head.height);
    assert_eq!(status["projected_height"], head.height);
    assert_eq!(status["validators"].as_array().unwrap().len(), 1);

    let list = json(&site, "/api/v1/blocks?limit=2").await;
    assert_eq!(list["blocks"].as_array().unwrap().len(), 2);
    assert_eq!(list["next_before"], head.height - 1);

    let block = json(&site, &format!("/api/v1/blocks/{}", head.height)).await;
    assert_eq!(block["header"]["digest"], head.digest().to_string());
    assert_eq!(
        block["operations"][0]["operation"],
        told.completed.to_string()
    );

    let operation = json(&site, &format!("/api/v1/operations/{}", told.completed)).await;
    assert_eq!(operation["actions"][0]["type"], "confirm_service");
    assert_eq!(operation["outcome"]["verdict"], "applied");
    assert_eq!(
        operation["proof"]["block_root"],
        head.block_root.to_string()
    );
    for (schema, value) in [
        ("Status", &status),
        ("Block", &block),
        ("Operation", &operation),
    ] {
        assert_described(&site, schema, value).await;
    }
}

#[tokio::test]
async fn the_receipt_of_the_api_verifies() {
    let site = Site::open().await;
    let told = story::tell(&site.office).await;
    let receipt = site
        .get(&format!("/api/v1/receipts/{}", told.accepted), "")
        .await;
    let receipt = Receipt::from_json(&receipt.text).unwrap();
    let trust = site.get("/trust.json", "").await;
    let trust = TrustFile::from_json(&trust.text).unwrap();
    assert_eq!(verify(&receipt, &trust).unwrap().operation, told.accepted);
}

#[tokio::test]
async fn failures_have_the_one_shape() {
    let site = Site::open().await;
    for path in ["blocks/999999", "blocks/x", "operations/0", "receipts/0"] {
        let answer = site.get(&format!("/api/v1/{path}"), "").await;
        assert_eq!(answer.status, 404, "{path}");
        let body: Value = serde_json::from_str(&answer.text).unwrap();
        assert_eq!(body["code"], "not_found", "{path}");
    }
    let answer = site.get("/api/v1/blocks?limit=many", "").await;
    assert_eq!(answer.status, 422);
}

/// Every field of an answer is described, and every required one is there.
async fn assert_described(site: &Site, schema: &str, value: &Value) {
    let description = json(site, "/api/v1/openapi.json").await;
    let schema = &description["components"]["schemas"][schema];
    let fields: BTreeSet<&String> = value.as_object().unwrap().keys().collect();
    let described: BTreeSet<&String> = schema["properties"].as_object().unwrap().keys().collect();
    assert_eq!(fields, described);
}
