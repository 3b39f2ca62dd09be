//! Checking what is shown: the office's signature, the facts, the time, and who shows it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::{
    Disclosure, Jws, Kind, PublicKey, Refusal, encoding::digest, issue, show, status::Place,
};

/// The longest presentation that is read, in bytes.
pub const PRESENTATION_BYTES_MAX: usize = 64 * 1024;
/// How far two clocks may be apart, in seconds.
const SKEW_S: u64 = 60;
/// How old a holder's signature may be, in seconds.
pub const SHOWN_S_MAX: u64 = 300;

/// Whom the reader trusts, and what it asked for.
#[derive(Clone, Copy, Debug)]
pub struct Trust<'a> {
    /// The issuer's address.
    pub issuer: &'a str,
    /// The issuer's keys, retired ones included while credentials under them live.
    pub keys: &'a [PublicKey],
    /// Now, in seconds since 1970.
    pub now_s: u64,
    /// To whom and on which occasion it is shown; nothing accepts the credential as it was issued.
    pub asked: Option<Asked<'a>>,
}

/// What a holder's signature has to name.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Who asks.
    pub audience: &'a str,
    /// With what.
    pub nonce: &'a str,
}

/// A credential that holds, apart from its status, which stands elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What it is about.
    pub kind: Kind,
    /// When it was issued, in seconds since 1970.
    pub issued_s: u64,
    /// Until when it holds, in seconds since 1970.
    pub expires_s: u64,
    /// The facts that are shown.
    pub facts: BTreeMap<String, Value>,
    /// How many facts are not shown.
    pub hidden: usize,
    /// Where its status is told.
    pub status: Place,
    /// The key of its holder.
    pub holder: PublicKey,
}

/// Checks a presentation.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn check(text: &str, trust: Trust<'_>) -> Result<Checked, Refusal> {
    if text.len() > PRESENTATION_BYTES_MAX {
        return Err(Refusal::TooLong);
    }
    let (credential, binding) = text.rsplit_once('~').ok_or(Refusal::Malformed)?;
    let (token, disclosures) = credential.split_once('~').unwrap_or((credential, ""));
    let token = Jws::read(token, issue::TYPE)?;
    let kind = token.text("vct").and_then(Kind::from_vct);
    let kind = kind.ok_or(Refusal::KindUnknown)?;
    check_issuer(&token, trust)?;
    let (issued_s, expires_s) = check_time(&token, trust.now_s)?;
    let (facts, hidden) = read_facts(&token, disclosures)?;
    let holder = holder_of(&token)?;
    if let Some(asked) = trust.asked {
        let shown = &text[..text.len() - binding.len()];
        check_binding(&holder, shown, binding, asked, trust.now_s)?;
    } else if !binding.is_empty() {
        return Err(Refusal::OccasionWrong);
    }
    Ok(Checked {
        kind,
        issued_s,
        expires_s,
        facts,
        hidden,
        status: Place::read(&token.payload)?,
        holder,
    })
}

fn check_issuer(token: &Jws<'_>, trust: Trust<'_>) -> Result<(), Refusal> {
    let named = token.header.get("kid").and_then(Value::as_str);
    if token.text("iss") != Some(trust.issuer) {
        return Err(Refusal::IssuerUnknown);
    }
    let mut keys = trust.keys.iter();
    let key = keys.find(|key| Some(key.id().0.as_str()) == named);
    let key = key.ok_or(Refusal::IssuerUnknown)?;
    if token.is_signed_by(key) {
        Ok(())
    } else {
        Err(Refusal::SignatureWrong)
    }
}

fn check_time(token: &Jws<'_>, now_s: u64) -> Result<(u64, u64), Refusal> {
    let (issued, expires) = (token.number("iat"), token.number("exp"));
    let (Some(issued), Some(expires)) = (issued, expires) else {
        return Err(Refusal::Malformed);
    };
    if issued > now_s.saturating_add(SKEW_S) {
        Err(Refusal::NotYetValid)
    } else if now_s >= expires {
        Err(Refusal::Expired)
    } else {
        Ok((issued, expires))
    }
}

/// The facts shown, each covered by a signed digest, and the number of those that are not shown.
fn read_facts(
    token: &Jws<'_>,
    disclosures: &str,
) -> Result<(BTreeMap<String, Value>, usize), Refusal> {
    let signed = signed_digests(&token.payload)?;
    let (mut facts, mut seen) = (BTreeMap::new(), BTreeSet::new());
    for text in disclosures.split('~').filter(|text| !text.is_empty()) {
        let disclosure = Disclosure::read(text)?;
        let digest = disclosure.digest();
        if !signed.contains(digest.as_str()) {
            return Err(Refusal::DisclosureUnknown);
        }
        let fact = disclosure.fact;
        if !seen.insert(digest) || facts.insert(fact.name, fact.value).is_some() {
            return Err(Refusal::DisclosureTwice);
        }
    }
    let hidden = signed.len().saturating_sub(facts.len());
    Ok((facts, hidden))
}

fn signed_digests(payload: &Map<String, Value>) -> Result<BTreeSet<&str>, Refusal> {
    let algorithm = payload.get("_sd_alg").and_then(Value::as_str);
    if algorithm.is_some_and(|algorithm| algorithm != "sha-256") {
        return Err(Refusal::AlgorithmUnknown);
    }
    let digests = payload.get("_sd").and_then(Value::as_array);
    let digests = digests.ok_or(Refusal::Malformed)?;
    if digests.len() > show::DISCLOSURES_MAX {
        return Err(Refusal::TooLong);
    }
    let texts: Option<BTreeSet<&str>> = digests.iter().map(Value::as_str).collect();
    let texts = texts.ok_or(Refusal::Malformed)?;
    if texts.len() == digests.len() {
        Ok(texts)
    } else {
        Err(Refusal::DisclosureTwice)
    }
}

fn holder_of(token: &Jws<'_>) -> Result<PublicKey, Refusal> {
    let confirmation = token.payload.get("cnf").and_then(Value::as_object);
    let jwk = confirmation
        .and_then(|confirmation| confirmation.get("jwk"))
        .and_then(Value::as_object);
    PublicKey::from_jwk(jwk.ok_or(Refusal::HolderMissing)?)
}

fn check_binding(
    holder: &PublicKey,
    shown: &str,
    binding: &str,
    asked: Asked<'_>,
    now_s: u64,
) -> Result<(), Refusal> {
    if binding.is_empty() {
        return Err(Refusal::HolderMissing);
    }
    let binding = Jws::read(binding, show::TYPE)?;
    if !binding.is_signed_by(holder) || binding.text("sd_hash") != Some(digest(shown).as_str()) {
        return Err(Refusal::HolderWrong);
    }
    if binding.text("aud") != Some(asked.audience) {
        return Err(Refusal::AudienceWrong);
    }
    let shown_s = binding.number("iat").ok_or(Refusal::Malformed)?;
    let is_fresh =
        shown_s <= now_s.saturating_add(SKEW_S) && now_s <= shown_s.saturating_add(SHOWN_S_MAX);
    if is_fresh && binding.text("nonce") == Some(asked.nonce) {
        Ok(())
    } else {
        Err(Refusal::OccasionWrong)
    }
}
