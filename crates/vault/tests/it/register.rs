//! The purpose lint: no personal field without purpose, legal basis, retention and owner.

use std::collections::BTreeSet;

use sqlx::Row as _;
use vault::{Basis, Field, FieldClass, Purpose, REGISTER, Retention};

use crate::office::Office;

/// What a column may hold when it is not sealed. A new column must be given one of these here,
/// or be named `sealed_*`.
const OPEN_COLUMNS: [(&str, &[&str]); 24] = [
    ("store", &["one", "vault_id"]),
    (
        "subject",
        &[
            "person",
            "kind",
            "state",
            "sample",
            "pseudonym",
            "member_index",
            "enrolled_ms",
            "enrolled_by",
        ],
    ),
    ("personal_field", &["person", "field", "updated_ms"]),
    ("custodial_key", &["person", "slot", "public_key"]),
    (
        "sign_in_secret",
        &[
            "person",
            "kind",
            "serial",
            "expires_ms",
            "issued_by",
            "issued_ms",
        ],
    ),
    (
        "sign_in_attempt",
        &["counter", "failures", "window_start_ms", "locked_until_ms"],
    ),
    (
        "session",
        &[
            "token_hash",
            "person",
            "opened_ms",
            "last_seen_ms",
            "expires_ms",
            "means",
            "acting_for",
        ],
    ),
    (
        "counter_trace",
        &["id", "person", "clerk", "cause", "at_ms"],
    ),
    ("rating_opening", &["exchange", "person", "kept_ms"]),
    ("name_check", &["id", "person", "clerk", "basis", "at_ms"]),
    ("phone", &["person", "phone_index"]),
    (
        "passkey",
        &["credential_index", "person", "added_ms", "used_ms"],
    ),
    (
        "delegation",
        &[
            "id",
            "elder",
            "helper",
            "scope",
            "public_key",
            "begun_ms",
            "until_ms",
            "ended_ms",
        ],
    ),
    (
        "consent",
        &[
            "id",
            "person",
            "purpose",
            "receiver_kind",
            "receiver",
            "decision",
            "decided_ms",
            "until_ms",
        ],
    ),
    (
        "endorsement",
        &[
            "id",
            "person",
            "organisation_index",
            "state",
            "stated_ms",
            "until_ms",
            "objected_ms",
        ],
    ),
    ("letter", &["id", "person", "topic", "thing", "written_ms"]),
    (
        "report",
        &[
            "id",
            "person",
            "kind",
            "thing",
            "content",
            "owner",
            "area",
            "ground",
            "state",
            "holder",
            "reported_ms",
            "decided_ms",
        ],
    ),
    ("silence", &["person", "other", "since_ms"]),
    ("finding", &["signal", "decision", "decider", "at_ms"]),
    ("referral", &["topic", "thing", "holder", "at_ms"]),
    // Every row looks alike: see `guardian.rs`.
    ("guardian", &["person", "guardian_index"]),
    ("credential_key", &["generation", "begun_ms", "retired_ms"]),
    ("credential_status", &["list", "slot", "status"]),
    (
        "credential",
        &["id", "person", "list", "slot", "issued_ms", "expires_ms"],
    ),
];
const ACCESS_LOG_COLUMNS: &[&str] = &[
    "id",
    "person",
    "reader_kind",
    "reader",
    "on_behalf",
    "purpose",
    "basis",
    "consent",
    "fields",
    "read_ms",
];

#[test]
fn every_field_has_purpose_basis_retention_and_owner() {
    for field in Field::ALL {
        let covering: Vec<_> = REGISTER
            .iter()
            .filter(|entry| entry.purpose != Purpose::OwnData && entry.fields.contains(&field))
            .collect();
        assert!(
            !covering.is_empty(),
            "{} is held for no purpose",
            field.code()
        );
    }
    for entry in &REGISTER {
        let code = entry.purpose.code();
        assert!(
            !entry.legal_source.is_empty(),
            "{code} names no legal basis"
        );
        assert!(!entry.owner.is_empty(), "{code} names no owner");
        assert!(
            !entry.fields.is_empty() && !entry.readers.is_empty(),
            "{code} is empty"
        );
        if let Retention::DaysAfterEnd(days) = entry.retention {
            assert!((1..=1096).contains(&days), "{code} keeps for {days} days");
        }
    }
}

#[test]
fn register_stands_in_the_order_of_the_enum_with_distinct_codes() {
    for entry in &REGISTER {
        assert_eq!(entry.purpose.entry().purpose, entry.purpose);
        assert_eq!(
            Purpose::from_code(entry.purpose.code()).unwrap(),
            entry.purpose
        );
    }
    let codes: BTreeSet<_> = REGISTER.iter().map(|entry| entry.purpose.code()).collect();
    assert_eq!(codes.len(), REGISTER.len());
    let fields: BTreeSet<_> = Field::ALL.iter().map(|field| field.code()).collect();
    assert_eq!(fields.len(), Field::ALL.len());
}

#[test]
fn sensitive_fields_need_a_duty_or_a_consent() {
    for entry in &REGISTER {
        let sensitive = entry
            .fields
            .iter()
            .any(|field| field.class() == FieldClass::Sensitive);
        let strong = matches!(
            entry.basis,
            Basis::OwnRight | Basis::LegalDuty | Basis::Consent
        );
        assert!(
            !sensitive || strong,
            "{} opens a sensitive field",
            entry.purpose.code()
        );
    }
}

#[test]
fn only_shown_fields_are_published() {
    for entry in REGISTER
        .iter()
        .filter(|entry| entry.basis == Basis::PublishedByOwner)
    {
        assert!(
            entry
                .fields
                .iter()
                .all(|field| field.class() == FieldClass::Shown)
        );
    }
}

#[tokio::test]
async fn every_column_of_the_store_is_sealed_or_known_to_be_impersonal() {
    let office = Office::with_residents().await;
    let mut raw = office.raw("vault.db").await;
    let columns = sqlx::query(
        "SELECT master.name AS table_name, info.name AS column_name
         FROM sqlite_master AS master, pragma_table_info(master.name) AS info
         WHERE master.type = 'table' AND master.name NOT LIKE '\\_sqlx%' ESCAPE '\\'
           AND master.name NOT LIKE 'sqlite%'",
    )
    .fetch_all(&mut raw)
    .await
    .unwrap();
    assert!(columns.len() > 40);
    for column in columns {
        let (table, name): (String, String) = (column.get("table_name"), column.get("column_name"));
        let listed = OPEN_COLUMNS
            .iter()
            .chain(&[("access_log", ACCESS_LOG_COLUMNS)])
            .any(|(listed, names)| *listed == table && names.contains(&name.as_str()));
        let sealed = name.starts_with("sealed_");
        assert!(
            listed != sealed,
            "{table}.{name} has neither a seal nor a purpose"
        );
    }
    let fields: Vec<String> = sqlx::query_scalar("SELECT DISTINCT field FROM personal_field")
        .fetch_all(&mut raw)
        .await
        .unwrap();
    assert!(fields.iter().all(|code| Field::from_code(code).is_ok()));
}
