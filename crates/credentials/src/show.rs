//! Showing: the holder keeps some facts, drops the others, and signs for whom and when it is.

use serde_json::json;

use crate::{Disclosure, Refusal, Unsigned, encoding::digest};

/// The type of the holder's signature.
pub const TYPE: &str = "kb+jwt";
/// The most facts of one credential.
pub const DISCLOSURES_MAX: usize = 64;

/// A credential as it lies with its holder: the signed token and every fact.
#[derive(Clone, Debug)]
pub struct Held {
    token: String,
    disclosures: Vec<Disclosure>,
}

/// For whom a credential is shown, and when.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    /// Who is to see it.
    pub audience: &'a str,
    /// What they asked with, so that it cannot be used a second time.
    pub nonce: &'a str,
    /// When, in seconds since 1970.
    pub now_s: u64,
}

impl Held {
    /// Reads what an issuer gave out.
    ///
    /// # Errors
    /// When it has not that form.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let (token, rest) = text.split_once('~').ok_or(Refusal::Malformed)?;
        let disclosures = rest
            .split('~')
            .filter(|part| !part.is_empty())
            .take(DISCLOSURES_MAX)
            .map(Disclosure::read)
            .collect::<Result<_, _>>()?;
        Ok(Self {
            token: token.to_owned(),
            disclosures,
        })
    }

    /// Every fact that can be shown.
    #[must_use]
    pub fn disclosures(&self) -> &[Disclosure] {
        &self.disclosures
    }

    /// The presentation of the facts of these names; it waits for the holder's signature.
    #[must_use]
    pub fn shown(&self, names: &[&str], occasion: Occasion<'_>) -> Presentation {
        let mut credential = format!("{}~", self.token);
        let shown = self.disclosures.iter();
        for disclosure in shown.filter(|one| names.contains(&one.fact.name.as_str())) {
            credential.push_str(disclosure.text());
            credential.push('~');
        }
        let payload = json!({
            "iat": occasion.now_s,
            "aud": occasion.audience,
            "nonce": occasion.nonce,
            "sd_hash": digest(&credential),
        });
        Presentation {
            binding: Unsigned::new(json!({ "typ": TYPE }), &payload),
            credential,
        }
    }
}

/// What is shown, without the holder's signature.
#[derive(Clone, Debug)]
pub struct Presentation {
    credential: String,
    binding: Unsigned,
}

impl Presentation {
    /// The bytes that the holder signs.
    #[must_use]
    pub fn message(&self) -> &[u8] {
        self.binding.message()
    }

    /// The presentation, signed.
    #[must_use]
    pub fn signed(self, signature: &[u8; crate::SIGNATURE_BYTES]) -> String {
        self.credential + &self.binding.signed(signature)
    }
}
