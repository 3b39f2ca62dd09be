//! Base64url without padding, the one form in which these tokens write bytes.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use crate::Refusal;

/// Writes bytes as base64url without padding.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads base64url; padding, other alphabets and stray bits are refused.
pub(crate) fn decode(text: &str) -> Result<Vec<u8>, Refusal> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| Refusal::Malformed)
}

/// Reads a JSON object from base64url.
pub(crate) fn decode_object(text: &str) -> Result<Map<String, Value>, Refusal> {
    serde_json::from_slice(&decode(text)?).map_err(|_| Refusal::Malformed)
}

/// The digest of a text as these tokens write it: base64url of SHA-256.
pub(crate) fn digest(text: &str) -> String {
    encode(&Sha256::digest(text.as_bytes()))
}

/// Writes a text so that it can stand in the query of a link.
pub(crate) fn percent(text: &str) -> String {
    let mut link = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            link.push(char::from(byte));
        } else {
            link.push_str(&format!("%{byte:02X}"));
        }
    }
    link
}
