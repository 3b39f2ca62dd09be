//! What a credential does not say, whatever its holder shows.

use credentials::facts::{age, identity_level, membership, service_hours, skill_licence};
use credentials::{Fact, Kind};
use serde_json::Value;

use crate::office::issued;

fn samples() -> Vec<(Kind, Vec<Fact>)> {
    vec![
        (Kind::IdentityLevel, identity_level("real_name_checked")),
        (Kind::AgeOverSixty, age(true)),
        (Kind::ServiceHours, service_hours(2026, 2_700)),
        (Kind::SkillLicence, skill_licence("home_nursing")),
        (
            Kind::Membership,
            membership("0123456789abcdef", "volunteer"),
        ),
    ]
}

#[test]
fn no_kind_holds_a_day_of_birth_a_name_or_a_list() {
    for (kind, facts) in samples() {
        for fact in facts {
            for word in [
                "birth",
                "name",
                "id_number",
                "phone",
                "address",
                "party_id",
                "list",
            ] {
                assert!(!fact.name.contains(word), "{kind:?} {}", fact.name);
            }
            assert!(
                !fact.value.is_array() && !fact.value.is_object(),
                "{kind:?}"
            );
        }
    }
    assert_eq!(age(true).len(), 1, "over sixty is all that it says");
}

#[test]
fn the_signed_part_alone_tells_no_fact() {
    for (kind, facts) in samples() {
        let credential = issued(kind, facts.clone());
        let token = credential.split('~').next().unwrap();
        let payload = token.split('.').nth(1).unwrap();
        let payload = base64_text(payload);
        let payload: Value = serde_json::from_str(&payload).unwrap();
        let names: Vec<&str> = payload
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let known = [
            "_sd", "_sd_alg", "cnf", "exp", "iat", "iss", "status", "vct",
        ];
        assert_eq!(names, known, "{kind:?}");
        assert_eq!(payload["_sd"].as_array().unwrap().len(), facts.len());
    }
}

#[test]
fn every_kind_has_a_type_of_its_own_and_is_found_by_it() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_vct(&kind.vct()), Some(kind));
        assert_eq!(Kind::from_code(kind.code()), Some(kind));
        assert!(kind.lifetime_s() > 0);
    }
    assert_eq!(Kind::from_vct("urn:linli:credential:score:1"), None);
}

fn base64_text(text: &str) -> String {
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(text)
        .unwrap();
    String::from_utf8(bytes).unwrap()
}
