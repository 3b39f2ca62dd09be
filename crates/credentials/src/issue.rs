//! Issuing: from facts to a token of digests that waits for the office's signature.

use serde_json::{Map, Value, json};

use crate::{Disclosure, Kind, PublicKey, Unsigned, status::Place};

/// The type of an SD-JWT VC.
pub const TYPE: &str = "dc+sd-jwt";

/// A credential that is to be issued.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// The office's address, as wallets know it.
    pub issuer: &'a str,
    /// The office's key that is going to sign.
    pub key: &'a PublicKey,
    /// What it is about.
    pub kind: Kind,
    /// When, in seconds since 1970.
    pub issued_s: u64,
    /// Until when, in seconds since 1970.
    pub expires_s: u64,
    /// The key of whoever may show it.
    pub holder: &'a PublicKey,
    /// Where its status is told.
    pub status: &'a Place,
    /// The facts, salted.
    pub disclosures: &'a [Disclosure],
}

impl Draft<'_> {
    /// The token; signed, it is the credential with all its facts.
    #[must_use]
    pub fn unsigned(&self) -> Unsigned {
        let mut digests: Vec<String> = self.disclosures.iter().map(Disclosure::digest).collect();
        // In the order of the digests, which says nothing about the order of the facts.
        digests.sort_unstable();
        let payload = json!({
            "iss": self.issuer,
            "iat": self.issued_s,
            "exp": self.expires_s,
            "vct": self.kind.vct(),
            "cnf": { "jwk": self.holder.jwk() },
            "status": { "status_list": { "idx": self.status.index, "uri": self.status.uri } },
            "_sd": digests,
            "_sd_alg": "sha-256",
        });
        let mut tail = "~".to_owned();
        for disclosure in self.disclosures {
            tail.push_str(disclosure.text());
            tail.push('~');
        }
        let header = json!({ "typ": TYPE, "kid": self.key.id().0 });
        Unsigned::new(header, &payload).followed_by(tail)
    }
}

/// What a wallet asks about an issuer's keys (`/.well-known/jwt-vc-issuer`).
#[must_use]
pub fn issuer_keys(issuer: &str, keys: &[PublicKey]) -> Value {
    let mut metadata = Map::new();
    let keys: Vec<Value> = keys.iter().map(PublicKey::published_jwk).collect();
    metadata.insert("issuer".to_owned(), issuer.into());
    metadata.insert("jwks".to_owned(), json!({ "keys": keys }));
    metadata.into()
}
