//! Fetching into a wallet (`OpenID4VCI`, pre-authorised code): the offer, the metadata, the proof.

use serde_json::{Map, Value, json};

use crate::{Jws, Kind, PublicKey, Refusal, encoding::percent, issue};

/// The grant that an office offers: the person has signed in before.
pub const GRANT: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";
/// The type of a wallet's proof that it holds the key.
pub const PROOF_TYPE: &str = "openid4vci-proof+jwt";
/// How long an offer waits for the wallet, in seconds.
pub const OFFER_S_MAX: u64 = 15 * 60;
const SKEW_S: u64 = 60;
const PROOF_S_MAX: u64 = 300;

/// What a QR code says to a wallet: come to this issuer with this code.
#[must_use]
pub fn credential_offer(issuer: &str, kind: Kind, code: &str) -> Value {
    let mut grants = Map::new();
    let transaction = json!({
        "input_mode": "numeric", "length": 6,
    });
    let grant = json!({ "pre-authorized_code": code, "tx_code": transaction });
    grants.insert(GRANT.to_owned(), grant);
    json!({
        "credential_issuer": issuer,
        "credential_configuration_ids": [kind.code()],
        "grants": grants,
    })
}

/// The offer as a link that opens a wallet.
#[must_use]
pub fn offer_link(offer: &Value) -> String {
    let offer = percent(&offer.to_string());
    format!("openid-credential-offer://?credential_offer={offer}")
}

/// What an issuer says about itself (`/.well-known/openid-credential-issuer`). `name` gives each
/// kind its words by language.
#[must_use]
pub fn issuer_metadata(issuer: &str, name: impl Fn(Kind, &str) -> String) -> Value {
    let mut configurations = Map::new();
    for kind in Kind::ALL {
        let display: Vec<Value> = ["zh-CN", "en"]
            .iter()
            .map(|locale| json!({ "name": name(kind, locale), "locale": locale }))
            .collect();
        let configuration = json!({
            "format": issue::TYPE,
            "scope": kind.code(),
            "vct": kind.vct(),
            "cryptographic_binding_methods_supported": ["jwk"],
            "credential_signing_alg_values_supported": ["ES256"],
            "proof_types_supported": {
                "jwt": { "proof_signing_alg_values_supported": ["ES256"] }
            },
            "credential_metadata": { "display": display },
        });
        configurations.insert(kind.code().to_owned(), configuration);
    }
    json!({
        "credential_issuer": issuer,
        "authorization_servers": [issuer],
        "credential_endpoint": format!("{issuer}/oid4vci/credential"),
        "nonce_endpoint": format!("{issuer}/oid4vci/nonce"),
        "credential_configurations_supported": configurations,
    })
}

/// What the issuer's token endpoint says about itself (`/.well-known/oauth-authorization-server`).
#[must_use]
pub fn token_metadata(issuer: &str) -> Value {
    json!({
        "issuer": issuer,
        "token_endpoint": format!("{issuer}/oid4vci/token"),
        "grant_types_supported": [GRANT],
        "response_types_supported": [],
        "token_endpoint_auth_methods_supported": ["none"],
        "pre-authorized_grant_anonymous_access_supported": true,
    })
}

/// The nonce that a wallet's proof answers, before anything else about it is believed.
///
/// # Errors
/// When it is not a proof.
pub fn proof_nonce(proof: &str) -> Result<String, Refusal> {
    let proof = Jws::read(proof, PROOF_TYPE)?;
    let nonce = proof.text("nonce").ok_or(Refusal::OccasionWrong)?;
    Ok(nonce.to_owned())
}

/// Checks that a wallet holds the key that it names, and returns the key.
///
/// # Errors
/// When the proof is for another issuer or occasion, too old, or not signed by that key.
pub fn check_proof(
    proof: &str,
    issuer: &str,
    nonce: &str,
    now_s: u64,
) -> Result<PublicKey, Refusal> {
    let proof = Jws::read(proof, PROOF_TYPE)?;
    let jwk = proof.header.get("jwk").and_then(Value::as_object);
    let key = PublicKey::from_jwk(jwk.ok_or(Refusal::HolderMissing)?)?;
    if !proof.is_signed_by(&key) {
        return Err(Refusal::HolderWrong);
    }
    if proof.text("aud") != Some(issuer) {
        return Err(Refusal::AudienceWrong);
    }
    let made_s = proof.number("iat").ok_or(Refusal::Malformed)?;
    let is_fresh =
        made_s <= now_s.saturating_add(SKEW_S) && now_s <= made_s.saturating_add(PROOF_S_MAX);
    if is_fresh && proof.text("nonce") == Some(nonce) {
        Ok(key)
    } else {
        Err(Refusal::OccasionWrong)
    }
}
