//! P-256 public keys as JSON Web Keys, and the check of their signatures.

use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier as _};
use serde_json::{Map, Value, json};

use crate::{
    Refusal,
    encoding::{decode, digest, encode},
};

/// The length of an ES256 signature: two numbers of 32 bytes.
pub const SIGNATURE_BYTES: usize = 64;
const COORDINATE_BYTES: usize = 32;
const UNCOMPRESSED: u8 = 4;

/// A public key on P-256 that lies on the curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    key: VerifyingKey,
    x: [u8; COORDINATE_BYTES],
    y: [u8; COORDINATE_BYTES],
}

/// The name of a key: its thumbprint (RFC 7638).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyId(pub String);

impl PublicKey {
    /// Takes the uncompressed form, 65 bytes.
    ///
    /// # Errors
    /// When the bytes are not a point on the curve.
    pub fn from_point(bytes: &[u8]) -> Result<Self, Refusal> {
        let key = VerifyingKey::from_sec1_bytes(bytes).map_err(|_| Refusal::Malformed)?;
        let (mut x, mut y) = ([0; COORDINATE_BYTES], [0; COORDINATE_BYTES]);
        let [UNCOMPRESSED, point @ ..] = bytes else {
            return Err(Refusal::Malformed);
        };
        let (left, right) = point
            .split_at_checked(COORDINATE_BYTES)
            .ok_or(Refusal::Malformed)?;
        x.copy_from_slice(left);
        y.copy_from_slice(right);
        Ok(Self { key, x, y })
    }

    /// Reads a JSON Web Key; one with a private part is refused.
    ///
    /// # Errors
    /// When it is not a public key on P-256.
    pub fn from_jwk(jwk: &Map<String, Value>) -> Result<Self, Refusal> {
        let text = |name: &str| jwk.get(name).and_then(Value::as_str);
        if jwk.contains_key("d") {
            return Err(Refusal::Malformed);
        }
        if text("kty") != Some("EC") || text("crv") != Some("P-256") {
            return Err(Refusal::AlgorithmUnknown);
        }
        let (x, y) = (text("x"), text("y"));
        let (Some(x), Some(y)) = (x, y) else {
            return Err(Refusal::Malformed);
        };
        let (x, y) = (decode(x)?, decode(y)?);
        if x.len() != COORDINATE_BYTES {
            return Err(Refusal::Malformed);
        }
        Self::from_point(&[&[UNCOMPRESSED][..], &x, &y].concat())
    }

    /// The JSON Web Key.
    #[must_use]
    pub fn jwk(&self) -> Value {
        let (x, y) = (encode(&self.x), encode(&self.y));
        json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y })
    }

    /// The JSON Web Key as an issuer publishes it.
    #[must_use]
    pub fn published_jwk(&self) -> Value {
        let mut jwk = self.jwk();
        jwk["kid"] = self.id().0.into();
        jwk["use"] = "sig".into();
        jwk["alg"] = "ES256".into();
        jwk
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> KeyId {
        let (x, y) = (encode(&self.x), encode(&self.y));
        // RFC 7638: these members, in this order, without blanks.
        KeyId(digest(&format!(
            r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#
        )))
    }

    /// Whether a signature over a message verifies under this key.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8; SIGNATURE_BYTES]) -> bool {
        Signature::from_slice(signature)
            .and_then(|signature| self.key.verify(message, &signature))
            .is_ok()
    }
}
