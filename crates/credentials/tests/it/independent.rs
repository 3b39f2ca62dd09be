//! A library that is not ours reads what we write: structure by `sd-jwt-payload`, signatures, times
//! and audiences by `jsonwebtoken`.

use credentials::facts::{hours_name, service_hours};
use credentials::{Kind, PublicKey};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, jwk::Jwk};
use sd_jwt_payload::{Hasher, SdJwt};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use crate::office::{ISSUER, Pen, holder, issued, office, shown};

struct Sha;

impl Hasher for Sha {
    fn digest(&self, input: &[u8]) -> Vec<u8> {
        Sha256::digest(input).to_vec()
    }

    fn alg_name(&self) -> &str {
        "sha-256"
    }
}

/// What the library makes of a signed token under a key as we publish it.
fn decoded(
    token: &str,
    key: &PublicKey,
    audience: Option<&str>,
) -> jsonwebtoken::errors::Result<Map<String, Value>> {
    let jwk: Jwk = serde_json::from_value(key.published_jwk()).unwrap();
    let key = DecodingKey::from_jwk(&jwk)?;
    let mut rules = Validation::new(Algorithm::ES256);
    // The moment of these tests is fixed; the library looks at the machine's clock.
    rules.validate_exp = false;
    rules.required_spec_claims.clear();
    match audience {
        Some(audience) => rules.set_audience(&[audience]),
        None => rules.set_issuer(&[ISSUER]),
    }
    decode(token, &key, &rules).map(|token| token.claims)
}

#[test]
fn a_stranger_verifies_forty_hours_in_2026_and_learns_nothing_else() {
    let credential = issued(Kind::ServiceHours, service_hours(2026, 2_700));
    let forty = hours_name(40);
    let shown = shown(&credential, &["year", &forty]);
    let read = SdJwt::parse(&shown).unwrap();
    let token = shown.split('~').next().unwrap();
    assert!(decoded(token, &office().public(), None).is_ok());
    assert!(decoded(token, &Pen::new(66).public(), None).is_err());
    let facts = read.into_disclosed_object(&Sha).unwrap();
    assert_eq!(facts[&forty], true);
    assert_eq!(facts["year"], 2026);
    assert_eq!(facts["vct"], "urn:linli:credential:service_hours:1");
    assert!(!facts.contains_key("hours") && !facts.contains_key("hours_at_least_10"));
}

#[test]
fn the_holders_signature_is_checked_with_the_key_that_the_office_confirmed() {
    let credential = issued(Kind::ServiceHours, service_hours(2026, 60));
    let shown = shown(&credential, &["year"]);
    let read = SdJwt::parse(&shown).unwrap();
    let (before, binding) = shown.rsplit_once('~').unwrap();
    let claims = decoded(binding, &holder().public(), Some("counter")).unwrap();
    assert_eq!(claims["nonce"], "123456");
    assert_eq!(claims["sd_hash"], Sha.encoded_digest(&format!("{before}~")));
    assert_eq!(
        read.key_binding_jwt().unwrap().claims().sd_hash,
        claims["sd_hash"]
    );
    assert!(decoded(binding, &office().public(), Some("counter")).is_err());
    let confirmation = serde_json::to_value(read.required_key_bind().unwrap()).unwrap();
    assert_eq!(confirmation["jwk"]["x"], holder().public().jwk()["x"]);
}

#[test]
fn their_library_hides_and_shows_what_ours_issued() {
    let credential = issued(Kind::ServiceHours, service_hours(2026, 60));
    let held = SdJwt::parse(&credential).unwrap();
    assert_eq!(held.disclosures().len(), 8);
    let builder = held.into_presentation(&Sha).unwrap();
    let (shown, hidden) = builder.conceal("/hours").unwrap().finish();
    assert_eq!(hidden.len(), 1);
    let facts = shown.into_disclosed_object(&Sha).unwrap();
    assert!(!facts.contains_key("hours"));
    assert_eq!(facts["hours_at_least_1"], true);
}
