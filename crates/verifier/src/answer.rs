//! What a program says about a receipt: one text for people or one JSON object for programs.

use crate::{Invalid, Receipt, TrustFile, Verified, verify};
use ledger::Verdict;

/// What to print, and whether the receipt is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// One JSON object, or a few lines.
    pub text: String,
    /// Whether the receipt is valid.
    pub valid: bool,
}

/// Judges a receipt file in any of its forms; without a trust file the answer is `trust_missing`.
#[must_use]
pub fn answer(file: &[u8], trust: Option<&str>, json: bool) -> Answer {
    let result = trust
        .ok_or(Invalid::TrustMissing)
        .and_then(|trust| judge(file, trust));
    let text = match (&result, json) {
        (Ok(verified), true) => valid_json(verified),
        (Ok(verified), false) => valid_text(verified),
        (Err(invalid), true) => {
            let (code, reason) = (invalid.code(), invalid.to_string());
            serde_json::json!({ "valid": false, "code": code, "reason": reason }).to_string()
        }
        (Err(invalid), false) => format!("invalid: {} ({invalid})", invalid.code()),
    };
    Answer {
        text,
        valid: result.is_ok(),
    }
}

fn judge(file: &[u8], trust: &str) -> Result<Verified, Invalid> {
    let trust = TrustFile::from_json(trust)?;
    verify(&Receipt::read(file)?, &trust)
}

fn verdict(verified: &Verified) -> &'static str {
    match &verified.verdict {
        Verdict::Applied(_) => "applied",
        Verdict::Rejected(reason) => reason.code(),
    }
}

fn valid_json(verified: &Verified) -> String {
    serde_json::json!({
        "valid": true,
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
    .to_string()
}

fn valid_text(verified: &Verified) -> String {
    let demo = if verified.demo {
        " (demonstration)"
    } else {
        ""
    };
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
