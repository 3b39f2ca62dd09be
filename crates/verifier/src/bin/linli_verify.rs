//! `linli-verify RECEIPT --trust FILE [--json]`: checks a receipt offline; exit code 0 when it is
//! valid, 1 with the reason when it is not.

use std::{
    env, fs,
    io::{self, Write as _},
    process::ExitCode,
};
use verifier::{Answer, answer};

const USAGE: &str = "usage: linli-verify RECEIPT --trust FILE [--json]";

#[derive(Default)]
struct Request {
    receipt: Option<String>,
    trust: Option<String>,
    json: bool,
}

fn main() -> ExitCode {
    let answer = read_arguments(env::args().skip(1)).and_then(|request| check(&request));
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

fn check(request: &Request) -> Result<Answer, String> {
    let path = request.receipt.as_deref().ok_or(USAGE)?;
    let file = fs::read(path).map_err(|error| format!("cannot read {path}: {error}"))?;
    let trust = request
        .trust
        .as_ref()
        .and_then(|path| fs::read_to_string(path).ok());
    Ok(answer(&file, trust.as_deref(), request.json))
}
