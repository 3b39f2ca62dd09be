//! What a program says about a proof: one text for people or one JSON object for programs.

use crate::{
    Agreed, Evidence, Extended, Finding, Invalid, Stated, TrustFile, Verified, evidence::Observed,
};
use ledger::{Header, Verdict};
use serde_json::{Value, json};

/// What to print, and whether the proof is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// One JSON object, or a few lines.
    pub text: String,
    /// Whether the proof is valid.
    pub valid: bool,
}

/// Judges a proof of any kind in any of its forms; without a trust file the answer is
/// `trust_missing`.
#[must_use]
pub fn answer(file: &[u8], trust: Option<&str>, json: bool) -> Answer {
    answer_knowing(file, trust, &[], json)
}

/// [`answer`], for a reader who has headers from earlier, each of which the proof must agree with.
#[must_use]
pub fn answer_knowing(file: &[u8], trust: Option<&str>, known: &[Header], json: bool) -> Answer {
    let result = trust
        .ok_or(Invalid::TrustMissing)
        .and_then(|trust| judge(file, trust, known));
    let text = match (&result, json) {
        (Ok(finding), true) => to_json(finding).to_string(),
        (Ok(finding), false) => to_text(finding),
        (Err(invalid), true) => {
            let (code, reason) = (invalid.code(), invalid.to_string());
            json!({ "valid": false, "code": code, "reason": reason }).to_string()
        }
        (Err(invalid), false) => format!("invalid: {} ({invalid})", invalid.code()),
    };
    Answer {
        text,
        valid: result.is_ok(),
    }
}

fn judge(file: &[u8], trust: &str, known: &[Header]) -> Result<Finding, Invalid> {
    let trust = TrustFile::from_json(trust)?;
    let evidence = Evidence::read(file)?;
    let finding = evidence.verify(&trust)?;
    known
        .iter()
        .try_for_each(|known| evidence.compare(known))
        .map(|()| finding)
}

fn verdict(verified: &Verified) -> &'static str {
    match &verified.verdict {
        Verdict::Applied(_) => "applied",
        Verdict::Rejected(reason) => reason.code(),
    }
}

fn to_json(finding: &Finding) -> Value {
    match finding {
        Finding::Receipt(verified) => receipt_json(verified),
        Finding::State(stated) => json!({
            "valid": true,
            "proves": "state",
            "network": stated.network.to_string(),
            "demo": stated.demo,
            "height": stated.height,
            "digest": stated.digest.to_string(),
            "time_ms": stated.time.0,
            "statement": stated.statement.to_json(),
            "signers": stated.agreed.signers,
            "validators": stated.agreed.validators,
            "certified_height": stated.agreed.certified_height,
        }),
        Finding::Consistency(extended) => json!({
            "valid": true,
            "proves": "consistency",
            "network": extended.network.to_string(),
            "demo": extended.demo,
            "earlier_height": extended.earlier.0,
            "earlier_digest": extended.earlier.1.to_string(),
            "height": extended.later.0,
            "digest": extended.later.1.to_string(),
            "signers": extended.agreed.signers,
            "validators": extended.agreed.validators,
            "certified_height": extended.agreed.certified_height,
        }),
        Finding::Header(observed) => json!({
            "valid": true,
            "proves": "header",
            "network": observed.network.to_string(),
            "demo": observed.demo,
            "height": observed.height,
            "digest": observed.digest.to_string(),
            "signers": observed.agreed.signers,
            "validators": observed.agreed.validators,
            "certified_height": observed.agreed.certified_height,
        }),
    }
}

fn receipt_json(verified: &Verified) -> Value {
    json!({
        "valid": true,
        "proves": "operation",
        "operation": verified.operation.to_string(),
        "network": verified.network.to_string(),
        "demo": verified.demo,
        "height": verified.height,
        "digest": verified.digest.to_string(),
        "time_ms": verified.time.0,
        "actor": verified.actor.to_string(),
        "custody": format!("{:?}", verified.custody).to_lowercase(),
        "verdict": verdict(verified),
        "signers": verified.signers,
        "validators": verified.validators,
        "certified_height": verified.certified_height,
    })
}

fn to_text(finding: &Finding) -> String {
    match finding {
        Finding::Receipt(verified) => receipt_text(verified),
        Finding::State(stated) => state_text(stated),
        Finding::Consistency(extended) => consistency_text(extended),
        Finding::Header(observed) => header_text(observed),
    }
}

const fn demo_word(demo: bool) -> &'static str {
    if demo { " (demonstration)" } else { "" }
}

fn agreed_words(agreed: Agreed) -> String {
    let Agreed {
        signers,
        validators,
        certified_height,
    } = agreed;
    format!("certified at {certified_height} by {signers} of {validators} validators")
}

fn receipt_text(verified: &Verified) -> String {
    let demo = demo_word(verified.demo);
    format!(
        "valid: operation {}\n  network {}{demo}\n  block {} at {} ms, certified at {} by {} of {} \
         validators\n  actor {}, key held: {:?}, outcome: {}",
        verified.operation,
        verified.network,
        verified.height,
        verified.time.0,
        verified.certified_height,
        verified.signers,
        verified.validators,
        verified.actor,
        verified.custody,
        verdict(verified),
    )
}

fn state_text(stated: &Stated) -> String {
    format!(
        "valid: {}\n  network {}{}\n  after block {} at {} ms, {}",
        stated.statement.to_line(),
        stated.network,
        demo_word(stated.demo),
        stated.height,
        stated.time.0,
        agreed_words(stated.agreed),
    )
}

fn consistency_text(extended: &Extended) -> String {
    format!(
        "valid: block {} extends block {}\n  network {}{}\n  earlier {}\n  later {}, {}",
        extended.later.0,
        extended.earlier.0,
        extended.network,
        demo_word(extended.demo),
        extended.earlier.1,
        extended.later.1,
        agreed_words(extended.agreed),
    )
}

fn header_text(observed: &Observed) -> String {
    format!(
        "valid: block {} is {}\n  network {}{}\n  {}",
        observed.height,
        observed.digest,
        observed.network,
        demo_word(observed.demo),
        agreed_words(observed.agreed),
    )
}
