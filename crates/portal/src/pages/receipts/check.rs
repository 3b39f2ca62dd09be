//! The checks of a receipt in words: filled in by the server, or left open for the browser.
//!
//! The template writes every sentence that the script could need; the script only shows them.

use ledger::Verdict;
use verifier::{Finding, Invalid, Verified};

use crate::i18n::Words;
use crate::view::format;
use crate::{Page, record};

/// What is checked, in the order in which both verifiers check it.
const CHECKS: [&str; 6] = [
    "format",
    "network",
    "descendants",
    "validators",
    "certificate",
    "path",
];

/// Every kind of failure that has a sentence of its own: stable codes, or the beginning of
/// several; the longest that fits counts.
const REASONS: [&str; 15] = [
    "malformed_at_shown",
    "malformed",
    "trust_missing",
    "trust",
    "header_wrong_network",
    "header_wrong_validators",
    "descendants_broken",
    "certificate_without_quorum",
    "certificate_signature_invalid",
    "certificate_of_another_block",
    "certificate",
    "path_does_not_lead_to_root",
    "state_proof",
    "earlier",
    "known",
];

/// How one check went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CheckState {
    /// Not made, or not made yet.
    Open,
    Passed,
    Failed,
}

impl CheckState {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Passed => "passed",
            Self::Failed => "failed",
        }
    }
}

/// One line of the list.
pub(crate) struct Check {
    pub(crate) key: &'static str,
    pub(crate) words: String,
    pub(crate) state: CheckState,
}

/// Why a receipt proves nothing.
pub(crate) struct Failure {
    pub(crate) code: &'static str,
    pub(crate) reason: String,
}

/// A sentence for a kind of failure, for the script.
pub(crate) struct Reason {
    pub(crate) code: &'static str,
    pub(crate) words: String,
}

/// The list with its verdict.
pub(crate) struct Checks {
    pub(crate) lines: Vec<Check>,
    pub(crate) reasons: Vec<Reason>,
    /// The server's verdict; nothing where the browser is to judge.
    pub(crate) failure: Option<Failure>,
    pub(crate) valid: Option<Shown>,
}

/// What a valid receipt says, as far as everybody may know it.
pub(crate) struct Shown {
    /// The operation of a receipt.
    pub(crate) operation: Option<String>,
    /// Names and values.
    pub(crate) rows: Vec<(String, String)>,
    pub(crate) demo: bool,
    pub(crate) signers: usize,
    pub(crate) validators: usize,
}

impl Checks {
    /// For the browser to fill in.
    pub(crate) fn open(t: Words) -> Self {
        Self {
            lines: lines(t, |_| CheckState::Open),
            reasons: REASONS.map(|code| reason(t, code)).into(),
            failure: None,
            valid: None,
        }
    }

    /// As the server found it.
    pub(crate) fn judged(page: &Page, result: Result<Finding, Invalid>) -> Self {
        let t = page.t;
        match result {
            Ok(finding) => Self {
                lines: lines(t, |_| CheckState::Passed),
                reasons: Vec::new(),
                failure: None,
                valid: Some(shown(page, &finding)),
            },
            Err(invalid) => {
                let failed = failed_check(&invalid);
                Self {
                    lines: lines(t, |at| match at.cmp(&failed) {
                        std::cmp::Ordering::Less => CheckState::Passed,
                        std::cmp::Ordering::Equal => CheckState::Failed,
                        std::cmp::Ordering::Greater => CheckState::Open,
                    }),
                    reasons: Vec::new(),
                    failure: Some(failure(t, &invalid)),
                    valid: None,
                }
            }
        }
    }
}

fn lines(t: Words, state: impl Fn(usize) -> CheckState) -> Vec<Check> {
    let line = |(at, key): (usize, &'static str)| Check {
        key,
        words: t.get(&format!("verify-check-{key}")),
        state: state(at),
    };
    CHECKS.into_iter().enumerate().map(line).collect()
}

fn reason(t: Words, code: &'static str) -> Reason {
    Reason {
        code,
        words: t.get(&format!("verify-reason-{code}")),
    }
}

fn failure(t: Words, invalid: &Invalid) -> Failure {
    let code = invalid.code();
    let known = REASONS.iter().find(|reason| code.starts_with(*reason));
    let reason = known.copied().unwrap_or("malformed");
    Failure {
        code,
        reason: t.get(&format!("verify-reason-{reason}")),
    }
}

/// The position in [`CHECKS`] at which a receipt failed.
const fn failed_check(invalid: &Invalid) -> usize {
    match invalid {
        Invalid::Malformed(_) => 0,
        Invalid::TrustMissing | Invalid::Trust(_) | Invalid::HeaderWrongNetwork => 1,
        Invalid::DescendantsBroken { .. } => 2,
        Invalid::HeaderWrongValidators => 3,
        Invalid::Certificate(_) => 4,
        Invalid::PathDoesNotLeadToRoot
        | Invalid::StateProof(_)
        | Invalid::EarlierIsNotBefore
        | Invalid::EarlierNotInHistory
        | Invalid::KnownDiffers { .. }
        | Invalid::KnownNotCompared { .. } => 5,
    }
}

fn shown(page: &Page, finding: &Finding) -> Shown {
    let t = page.t;
    let moment = |ms: u64| (t.get("receipt-when"), format::full_moment(t, ms));
    let (operation, rows, demo, agreed) = match finding {
        Finding::Receipt(verified) => return shown_receipt(page, verified),
        Finding::State(stated) => {
            let facts = stated.statement.facts.iter();
            let facts = facts.map(|(name, value)| ((*name).to_owned(), value.clone()));
            let what = (t.get("verify-statement"), stated.statement.about.to_owned());
            let present = t.get(if stated.statement.present {
                "verify-present"
            } else {
                "verify-absent"
            });
            let result = (t.get("verify-result"), present);
            let mut rows = vec![moment(stated.time.0), what, result];
            rows.extend(facts);
            (None, rows, stated.demo, stated.agreed)
        }
        Finding::Consistency(extended) => {
            let (earlier, later) = (extended.earlier, extended.later);
            let row = |name, (height, digest): (u64, ledger::Hash)| {
                (t.get(name), format!("{height}: {digest}"))
            };
            let rows = vec![row("verify-earlier", earlier), row("verify-later", later)];
            (None, rows, extended.demo, extended.agreed)
        }
        Finding::Header(observed) => {
            let value = format!("{}: {}", observed.height, observed.digest);
            let rows = vec![(t.get("verify-later"), value)];
            (None, rows, observed.demo, observed.agreed)
        }
    };
    Shown {
        operation,
        rows,
        demo,
        signers: agreed.signers,
        validators: agreed.validators,
    }
}

fn shown_receipt(page: &Page, verified: &Verified) -> Shown {
    let t = page.t;
    let custody = record::custody(verified.custody);
    let outcome = t.get(match verified.verdict {
        Verdict::Applied(_) => "verify-applied",
        Verdict::Rejected(_) => "verify-rejected",
    });
    let custody = t.get(&format!("receipt-custody-{custody}"));
    let when = format::full_moment(t, verified.time.0);
    Shown {
        operation: Some(verified.operation.to_string()),
        rows: vec![
            (t.get("receipt-when"), when),
            (t.get("receipt-custody"), custody),
            (t.get("verify-result"), outcome),
        ],
        demo: verified.demo,
        signers: verified.signers,
        validators: verified.validators,
    }
}
