//! Compact JSON Web Signatures with one algorithm: written without the key, read within limits.

use serde_json::{Map, Value};

use crate::{
    PublicKey, Refusal, SIGNATURE_BYTES,
    encoding::{decode, decode_object, encode},
};

/// The longest token that is read, in bytes.
pub(crate) const TOKEN_BYTES_MAX: usize = 32 * 1024;

/// A token that waits for its signature.
#[derive(Clone, Debug)]
pub struct Unsigned {
    input: String,
    tail: String,
}

impl Unsigned {
    /// Of this type, signed by the key of this name (or the key that stands in the header).
    #[must_use]
    pub fn new(mut header: Value, payload: &Value) -> Self {
        header["alg"] = "ES256".into();
        let header = encode(header.to_string().as_bytes());
        let payload = encode(payload.to_string().as_bytes());
        Self {
            input: format!("{header}.{payload}"),
            tail: String::new(),
        }
    }

    /// The same token with what follows its signature.
    pub(crate) fn followed_by(self, tail: String) -> Self {
        Self { tail, ..self }
    }

    /// The bytes to sign.
    #[must_use]
    pub fn message(&self) -> &[u8] {
        self.input.as_bytes()
    }

    /// The token, signed.
    #[must_use]
    pub fn signed(self, signature: &[u8; SIGNATURE_BYTES]) -> String {
        format!("{}.{}{}", self.input, encode(signature), self.tail)
    }
}

/// A token that was read; its signature has not been looked at.
#[derive(Clone, Debug)]
pub struct Jws<'a> {
    /// The protected header.
    pub header: Map<String, Value>,
    /// What it says.
    pub payload: Map<String, Value>,
    input: &'a str,
    signature: [u8; SIGNATURE_BYTES],
}

impl<'a> Jws<'a> {
    /// Reads a token of a type.
    ///
    /// # Errors
    /// When it is too long, not a token, of another type, or of another algorithm.
    pub fn read(text: &'a str, kind: &str) -> Result<Self, Refusal> {
        if text.len() > TOKEN_BYTES_MAX {
            return Err(Refusal::TooLong);
        }
        let (input, signature) = text.rsplit_once('.').ok_or(Refusal::Malformed)?;
        let (header, payload) = input.split_once('.').ok_or(Refusal::Malformed)?;
        let header = decode_object(header)?;
        if header.get("alg").and_then(Value::as_str) != Some("ES256") {
            return Err(Refusal::AlgorithmUnknown);
        }
        // RFC 7515: what is marked critical and not understood must be refused; we mark nothing.
        if header.contains_key("crit") {
            return Err(Refusal::Malformed);
        }
        if header.get("typ").and_then(Value::as_str) != Some(kind) {
            return Err(Refusal::WrongType);
        }
        let signature = decode(signature)?
            .try_into()
            .map_err(|_| Refusal::Malformed)?;
        Ok(Self {
            header,
            payload: decode_object(payload)?,
            input,
            signature,
        })
    }

    /// Whether this key signed it.
    #[must_use]
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        key.verifies(self.input.as_bytes(), &self.signature)
    }

    /// A text of the payload.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.payload.get(name).and_then(Value::as_str)
    }

    /// A whole number of the payload, not negative.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<u64> {
        self.payload.get(name).and_then(Value::as_u64)
    }
}
