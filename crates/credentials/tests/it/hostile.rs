//! Input that means harm: nothing panics, nothing is believed.

use credentials::check::{PRESENTATION_BYTES_MAX, check};
use credentials::facts::age;
use credentials::show::Held;
use credentials::status::StatusList;
use credentials::{Disclosure, Fact, Jws, Kind, PublicKey, Refusal, encode, offer, request};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::office::{NOW_S, issued, office, shown, trust};

fn judged(text: &str) -> Result<(), Refusal> {
    let keys = [office().public()];
    check(text, trust(&keys)).map(drop)
}

fn honest() -> String {
    shown(&issued(Kind::AgeOverSixty, age(true)), &["age_over_60"])
}

#[test]
fn one_changed_byte_anywhere_is_refused() {
    let honest = honest();
    assert_eq!(judged(&honest), Ok(()));
    for place in 0..honest.len() {
        let mut changed = honest.clone().into_bytes();
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert!(judged(&changed).is_err(), "byte {place}");
    }
}

#[test]
fn no_algorithm_but_es256_is_looked_at() {
    let honest = honest();
    let (token, rest) = honest.split_once('~').unwrap();
    let payload = token.split('.').nth(1).unwrap();
    for algorithm in ["none", "HS256", "EdDSA", "es256", "RS256"] {
        let header =
            json!({ "alg": algorithm, "typ": "dc+sd-jwt", "kid": office().public().id().0 });
        let header = encode(header.to_string().as_bytes());
        for signature in ["", &encode(&[0; 64])] {
            let forged = format!("{header}.{payload}.{signature}~{rest}");
            assert_eq!(
                judged(&forged),
                Err(Refusal::AlgorithmUnknown),
                "{algorithm}"
            );
        }
    }
}

#[test]
fn a_key_in_the_token_itself_is_not_believed() {
    let forger = crate::office::Pen::new(66);
    let forged = crate::office::issued_by(&forger, Kind::AgeOverSixty, age(true));
    assert_eq!(
        judged(&shown(&forged, &["age_over_60"])),
        Err(Refusal::IssuerUnknown)
    );
}

#[test]
fn a_fact_that_was_not_signed_is_refused_and_not_ignored() {
    let credential = issued(Kind::AgeOverSixty, age(false));
    let lie = Disclosure::new(Fact::new("age_over_60", true), &[1; 16]);
    let (token, _) = credential.split_once('~').unwrap();
    let forged = format!("{token}~{}~", lie.text());
    assert_eq!(
        judged(&shown(&forged, &["age_over_60"])),
        Err(Refusal::DisclosureUnknown)
    );
    let twice = credential.replacen(
        '~',
        &format!(
            "~{}~",
            Held::read(&credential).unwrap().disclosures()[0].text()
        ),
        1,
    );
    assert_eq!(
        judged(&shown(&twice, &["age_over_60"])),
        Err(Refusal::DisclosureTwice)
    );
}

#[test]
fn a_fact_cannot_take_the_place_of_what_the_issuer_always_says() {
    for name in ["iss", "exp", "cnf", "vct", "_sd", "status", "..."] {
        let fact = Disclosure::new(Fact::new(name, "other"), &[1; 16]);
        assert_eq!(
            Disclosure::read(fact.text()),
            Err(Refusal::Malformed),
            "{name}"
        );
    }
    let nested = Disclosure::new(Fact::new("level", json!({ "_sd": [] })), &[1; 16]);
    assert_eq!(Disclosure::read(nested.text()), Err(Refusal::Malformed));
}

#[test]
fn facts_shown_are_covered_by_the_holders_signature() {
    let credential = issued(Kind::AgeOverSixty, age(true));
    let shown = shown(&credential, &[]);
    let fact = Held::read(&credential).unwrap().disclosures()[0]
        .text()
        .to_owned();
    let more = shown.replacen('~', &format!("~{fact}~"), 1);
    assert_eq!(judged(&more), Err(Refusal::HolderWrong));
}

#[test]
fn what_is_too_long_is_refused_before_it_is_read() {
    let long = "a".repeat(PRESENTATION_BYTES_MAX + 1);
    assert_eq!(judged(&long), Err(Refusal::TooLong));
    assert_eq!(request::read_answer(&long), Err(Refusal::TooLong));
    let token = "a".repeat(40_000);
    assert_eq!(Jws::read(&token, "kb+jwt").unwrap_err(), Refusal::TooLong);
}

#[test]
fn a_small_list_does_not_unpack_into_all_memory() {
    let bomb = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; 64 << 20], 6);
    let payload = json!({
        "sub": "list", "exp": NOW_S + 9, "status_list": { "bits": 2, "lst": encode(&bomb) },
    });
    let token = credentials::Unsigned::new(json!({ "typ": "statuslist+jwt" }), &payload);
    let token = office().finish(token);
    let keys = [office().public()];
    let refused = StatusList::read(&token, "list", &keys, NOW_S);
    assert!(matches!(
        refused,
        Err(Refusal::Malformed | Refusal::TooLong)
    ));
}

#[test]
fn keys_off_the_curve_private_or_of_another_curve_are_refused() {
    let jwk = office().public().jwk();
    let jwk = jwk.as_object().unwrap();
    assert!(PublicKey::from_jwk(jwk).is_ok());
    let changes: [(&str, Value); 5] = [
        ("d", "AAAA".into()),
        ("crv", "secp256k1".into()),
        ("kty", "OKP".into()),
        ("x", encode(&[1; 32]).into()),
        ("y", encode(&[1; 31]).into()),
    ];
    for (name, value) in changes {
        let mut other = jwk.clone();
        other.insert(name.to_owned(), value);
        assert!(PublicKey::from_jwk(&other).is_err(), "{name}");
    }
    assert!(PublicKey::from_point(&[]).is_err());
    assert!(
        PublicKey::from_point(&[0]).is_err(),
        "the point at infinity"
    );
}

proptest! {
    #[test]
    fn any_text_ends_as_a_refusal(text in "\\PC{0,300}") {
        prop_assert!(judged(&text).is_err());
        prop_assert!(offer::proof_nonce(&text).is_err());
        prop_assert!(request::read_answer(&text).is_err());
    }

    #[test]
    fn pieces_of_the_honest_one_are_refused_unless_they_are_all_of_it(
        cuts in proptest::collection::vec(0_usize..900, 0..6)
    ) {
        let honest = honest();
        let mut text = String::new();
        for cut in cuts {
            let cut = cut.min(honest.len());
            text.push_str(&honest[cut..]);
            text.push_str(&honest[..cut]);
        }
        prop_assert_eq!(judged(&text).is_ok(), text == honest);
    }
}
