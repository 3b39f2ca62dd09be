//! The messages that wallets exchange with an office.

use credentials::offer::{
    GRANT, check_proof, credential_offer, issuer_metadata, offer_link, proof_nonce, token_metadata,
};
use credentials::request::{QUERY, Question, read_answer};
use credentials::{Kind, Refusal, Unsigned};
use serde_json::json;

use crate::office::{ISSUER, NOW_S, Pen, holder};

fn proof(pen: &Pen, audience: &str, nonce: &str, made_s: u64) -> String {
    let header = json!({ "typ": "openid4vci-proof+jwt", "jwk": pen.public().jwk() });
    let payload = json!({ "aud": audience, "nonce": nonce, "iat": made_s });
    pen.finish(Unsigned::new(header, &payload))
}

#[test]
fn an_offer_names_issuer_kind_and_code_and_nothing_of_the_person() {
    let offer = credential_offer(ISSUER, Kind::AgeOverSixty, "code-1");
    assert_eq!(offer["credential_issuer"], ISSUER);
    assert_eq!(
        offer["credential_configuration_ids"],
        json!(["age_over_60"])
    );
    assert_eq!(offer["grants"][GRANT]["pre-authorized_code"], "code-1");
    assert_eq!(offer["grants"][GRANT]["tx_code"]["length"], 6);
    let link = offer_link(&offer);
    assert!(link.starts_with("openid-credential-offer://?credential_offer=%7B%22"));
    assert!(link.is_ascii() && !link.contains(['{', '"', ' ']));
}

#[test]
fn the_metadata_lists_every_kind_in_both_languages() {
    let metadata = issuer_metadata(ISSUER, |kind, locale| format!("{}/{locale}", kind.code()));
    for kind in Kind::ALL {
        let one = &metadata["credential_configurations_supported"][kind.code()];
        assert_eq!(
            (&one["format"], &one["vct"]),
            (&"dc+sd-jwt".into(), &kind.vct().into())
        );
        let names = one["credential_metadata"]["display"].as_array().unwrap();
        assert_eq!(names.len(), 2);
    }
    assert_eq!(
        token_metadata(ISSUER)["grant_types_supported"],
        json!([GRANT])
    );
}

#[test]
fn a_wallet_proves_the_key_it_asks_for() {
    let good = proof(&holder(), ISSUER, "n", NOW_S);
    assert_eq!(proof_nonce(&good).unwrap(), "n");
    assert_eq!(
        check_proof(&good, ISSUER, "n", NOW_S + 5).unwrap(),
        holder().public()
    );
    let judged = |proof: &str, now_s| check_proof(proof, ISSUER, "n", now_s).unwrap_err();
    assert_eq!(judged(&good, NOW_S + 301), Refusal::OccasionWrong);
    assert_eq!(
        judged(&proof(&holder(), ISSUER, "m", NOW_S), NOW_S),
        Refusal::OccasionWrong
    );
    let elsewhere = proof(&holder(), "https://other.example", "n", NOW_S);
    assert_eq!(judged(&elsewhere, NOW_S), Refusal::AudienceWrong);
    let header = json!({ "typ": "openid4vci-proof+jwt", "jwk": Pen::new(66).public().jwk() });
    let payload = json!({ "aud": ISSUER, "nonce": "n", "iat": NOW_S });
    let foreign = holder().finish(Unsigned::new(header, &payload));
    assert_eq!(judged(&foreign, NOW_S), Refusal::HolderWrong);
}

#[test]
fn a_question_asks_for_one_kind_and_only_the_facts_that_are_needed() {
    let facts = ["year".to_owned(), "hours_at_least_40".to_owned()];
    let question = Question {
        response_uri: "https://office.example/oid4vp/answers/1",
        nonce: "n-1",
        kind: Kind::ServiceHours,
        facts: &facts,
    };
    assert_eq!(
        question.client(),
        "redirect_uri:https://office.example/oid4vp/answers/1"
    );
    let asked = &question.query()["credentials"][0];
    assert_eq!(
        asked["meta"]["vct_values"],
        json!([Kind::ServiceHours.vct()])
    );
    assert_eq!(
        asked["claims"],
        json!([{ "path": ["year"] }, { "path": ["hours_at_least_40"] }])
    );
    let link = question.link();
    assert!(link.starts_with("openid4vp://?response_type=vp_token&response_mode=direct_post"));
    assert!(link.is_ascii() && link.contains("nonce=n-1"));
}

#[test]
fn an_answer_holds_exactly_one_presentation() {
    let answer = json!({ QUERY: ["token~"] }).to_string();
    assert_eq!(read_answer(&answer).unwrap(), "token~");
    let none = json!({ "other": ["token~"] }).to_string();
    assert_eq!(read_answer(&none), Err(Refusal::FactMissing));
    for wrong in [
        json!({ QUERY: [] }),
        json!({ QUERY: "token~" }),
        json!({ QUERY: ["a", "b"] }),
    ] {
        assert_eq!(read_answer(&wrong.to_string()), Err(Refusal::Malformed));
    }
}
