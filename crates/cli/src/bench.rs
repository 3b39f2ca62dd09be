//! `linli bench`: measures on this machine, and prints one JSON object or a short table.

mod apply;
mod audit;
mod bars;
mod compare;
mod district;
mod latency;
mod ledger;
mod link;
mod load;
pub(crate) mod machine;
mod matching;
mod memory;
mod network;
mod person;
mod place;
mod postgres;
mod proxy;
mod quality;
mod story;
pub(crate) mod table;
mod validator;
mod verify;
mod wire;

use std::process::ExitCode;

/// What to measure.
#[derive(clap::Subcommand)]
enum Subject {
    /// Final operations a second, finality, bytes and memory of a ledger on this machine.
    Ledger(ledger::LedgerBench),
    /// The same transfer on this ledger and in a throw-away PostgreSQL 15, in turn.
    Compare(compare::CompareBench),
    /// Candidates and assignment of a generated district.
    Matching(matching::MatchingBench),
    /// How well the search finds, beside a keyword search and BM25, on labelled sentences.
    Quality(quality::QualityBench),
    /// Running the rules in one thread.
    Apply(apply::ApplyBench),
    /// Checking receipts.
    Verify(verify::VerifyBench),
    /// Replaying a stored ledger, signatures included.
    Audit(audit::AuditBench),
    /// One validator of a measured network; started by the others, not by people.
    #[command(hide = true)]
    Validator(validator::ValidatorProcess),
}

/// Measures on this machine, and prints what was measured and on what.
#[derive(clap::Args)]
pub(crate) struct Bench {
    #[command(subcommand)]
    subject: Subject,
    /// Prints one JSON object.
    #[arg(long, global = true)]
    json: bool,
}

impl Bench {
    pub(crate) fn run(self) -> ExitCode {
        let measured = match self.subject {
            Subject::Ledger(bench) => bench.measure(),
            Subject::Compare(bench) => bench.measure(),
            Subject::Matching(bench) => bench.measure(),
            Subject::Quality(bench) => bench.measure(),
            Subject::Apply(bench) => bench.measure(),
            Subject::Verify(bench) => bench.measure(),
            Subject::Audit(bench) => bench.measure(),
            Subject::Validator(validator) => validator.serve().map(|()| serde_json::Value::Null),
        };
        match measured {
            Ok(object) if self.json => crate::screen::say(&object.to_string()),
            Ok(object) => table::lines(&object)
                .iter()
                .for_each(|line| crate::screen::say(line)),
            Err(error) => {
                crate::screen::complain(&format!("linli: {error:#}"));
                return ExitCode::FAILURE;
            }
        }
        ExitCode::SUCCESS
    }
}
