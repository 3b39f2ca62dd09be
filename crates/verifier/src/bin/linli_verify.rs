//! `linli-verify RECEIPT --trust FILE [--json]`: checks a receipt offline; exit code 0 when it is
//! valid, 1 with the reason when it is not.

use ledger::Verdict;
use std::{
    env, fs,
    io::{self, Write as _},
    process::ExitCode,
};
use verifier::{Invalid, Receipt, TrustFile, Verified, verify};

const USAGE: &str = "usage: linli-verify RECEIPT --trust FILE [--json]";

#[derive(Default)]
struct Request {
    receipt: Option<String>,
    trust: Option<String>,
    json: bool,
}

/// What to print, and whether the receipt is valid.
struct Answer {
    text: String,
    valid: bool,
}

fn main() -> ExitCode {
    let answer = read_arguments(env::args().skip(1)).and_then(|request| {
        let result = check(&request)?;
        Ok(answer(&result, request.json))
    });
    let (written, valid) = match answer {
        Ok(answer) => (writeln!(io::stdout(), "{}", answer.text), answer.valid),
        Err(reason) => (writeln!(io::stderr(), "{reason}"), false),
    };
    if valid && written.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn read_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Request, String> {
    let mut request = Request::default();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--json" => request.json = true,
            "--trust" => request.trust = Some(arguments.next().ok_or(USAGE)?),
            flag if flag.starts_with("--") => return Err(format!("unknown {flag}; {USAGE}")),
            _ if request.receipt.is_none() => request.receipt = Some(argument),
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(request)
}

/// The outer error is about files and arguments, the inner one about the receipt.
fn check(request: &Request) -> Result<Result<Verified, Invalid>, String> {
    let path = request.receipt.as_deref().ok_or(USAGE)?;
    let file = fs::read(path).map_err(|error| format!("cannot read {path}: {error}"))?;
    let Some(path) = &request.trust else {
        return Ok(Err(Invalid::TrustMissing));
    };
    let Ok(trust) = fs::read_to_string(path) else {
        return Ok(Err(Invalid::TrustMissing));
    };
    Ok(judge(&file, &trust))
}

fn judge(file: &[u8], trust: &str) -> Result<Verified, Invalid> {
    let trust = TrustFile::from_json(trust)?;
    verify(&Receipt::read(file)?, &trust)
}

fn answer(result: &Result<Verified, Invalid>, json: bool) -> Answer {
    let text = match (result, json) {
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
