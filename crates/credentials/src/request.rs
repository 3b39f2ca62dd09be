//! Asking a wallet (`OpenID4VP`): what is asked, as a link, and what it answers.
//!
//! The asker's name is the address that the answer goes to, so that the wallet needs no register of
//! askers; such a request is not signed (`OpenID4VP`, 5.9.3).

use serde_json::{Value, json};

use crate::{Kind, Refusal, encoding::percent, issue};

/// The name of the one credential that a request asks for.
pub const QUERY: &str = "shown";

/// A question to a wallet.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The address that the answer goes to; it is also who asks.
    pub response_uri: &'a str,
    /// What makes this question the only one of its kind.
    pub nonce: &'a str,
    /// The kind of credential.
    pub kind: Kind,
    /// The facts that are needed, by name; nothing else should be shown.
    pub facts: &'a [String],
}

impl Question<'_> {
    /// How the asker is called: the prefix says that the address itself is the name.
    #[must_use]
    pub fn client(&self) -> String {
        format!("redirect_uri:{}", self.response_uri)
    }

    /// The question as a link that opens a wallet.
    #[must_use]
    pub fn link(&self) -> String {
        let (client, metadata) = (self.client(), formats().to_string());
        let query = self.query().to_string();
        let parameters = [
            ("response_type", "vp_token"),
            ("response_mode", "direct_post"),
            ("client_id", &client),
            ("response_uri", self.response_uri),
            ("nonce", self.nonce),
            ("client_metadata", &metadata),
            ("dcql_query", &query),
        ];
        let parts = parameters.map(|(name, value)| format!("{name}={}", percent(value)));
        format!("openid4vp://?{}", parts.join("&"))
    }

    /// Which credential, and which of its facts.
    #[must_use]
    pub fn query(&self) -> Value {
        let facts = self.facts.iter();
        let claims: Vec<Value> = facts.map(|fact| json!({ "path": [fact] })).collect();
        json!({ "credentials": [{
            "id": QUERY,
            "format": issue::TYPE,
            "meta": { "vct_values": [self.kind.vct()] },
            "claims": claims,
        }] })
    }
}

fn formats() -> Value {
    json!({ "vp_formats_supported": { issue::TYPE: {
        "sd-jwt_alg_values": ["ES256"], "kb-jwt_alg_values": ["ES256"],
    } } })
}

/// The presentation in a wallet's answer (`vp_token`).
///
/// # Errors
/// When there is not exactly one for what was asked.
pub fn read_answer(vp_token: &str) -> Result<String, Refusal> {
    if vp_token.len() > crate::check::PRESENTATION_BYTES_MAX {
        return Err(Refusal::TooLong);
    }
    let answer: Value = serde_json::from_str(vp_token).map_err(|_| Refusal::Malformed)?;
    let shown = answer.get(QUERY).ok_or(Refusal::FactMissing)?;
    match shown.as_array().map(Vec::as_slice) {
        Some([Value::String(one)]) => Ok(one.clone()),
        _ => Err(Refusal::Malformed),
    }
}
