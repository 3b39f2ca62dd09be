//! One fact with its salt: what the holder may show, and the digest that the issuer signs for it.

use serde_json::Value;

use crate::{
    Refusal,
    encoding::{decode, digest, encode},
    facts::Fact,
};

/// The length of a salt: 128 bits, as RFC 9901 recommends.
pub const SALT_BYTES: usize = 16;

/// Names that a disclosure must not carry: they are the issuer's own, always shown.
const RESERVED: [&str; 12] = [
    "_sd", "...", "_sd_alg", "iss", "iat", "nbf", "exp", "cnf", "vct", "status", "sub", "aud",
];

/// A fact in the form in which it travels beside the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// The fact.
    pub fact: Fact,
    text: String,
}

impl Disclosure {
    /// Salts a fact.
    #[must_use]
    pub fn new(fact: Fact, salt: &[u8; SALT_BYTES]) -> Self {
        let parts = Value::from(vec![
            encode(salt).into(),
            fact.name.clone().into(),
            fact.value.clone(),
        ]);
        Self {
            text: encode(parts.to_string().as_bytes()),
            fact,
        }
    }

    /// Reads a disclosure.
    ///
    /// # Errors
    /// When it is not salt, name and a simple value, or when the name is the issuer's own.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let parts: Vec<Value> =
            serde_json::from_slice(&decode(text)?).map_err(|_| Refusal::Malformed)?;
        let [Value::String(_), Value::String(name), value] = &parts[..] else {
            return Err(Refusal::Malformed);
        };
        // Our facts are flat: a value that could hold further digests is nobody's of ours.
        if RESERVED.contains(&name.as_str()) || value.is_object() || value.is_array() {
            return Err(Refusal::Malformed);
        }
        Ok(Self {
            fact: Fact {
                name: name.clone(),
                value: value.clone(),
            },
            text: text.to_owned(),
        })
    }

    /// The form in which it travels.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the issuer signs for it.
    #[must_use]
    pub fn digest(&self) -> String {
        digest(&self.text)
    }
}
