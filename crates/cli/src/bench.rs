//! `linli bench`: measures and prints one JSON object.

mod ledger;
mod matching;
mod verify;

/// Measures, and prints one JSON object.
#[derive(clap::Subcommand)]
enum Subject {
    /// Final operations a second, finality, bytes and memory of a ledger of this machine.
    Ledger(ledger::LedgerBench),
    /// Candidates and assignment of a synthetic district.
    Matching(matching::MatchingBench),
    /// Checking receipts.
    Verify(verify::VerifyBench),
}

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Bench {
    #[command(subcommand)]
    subject: Subject,
}

impl Bench {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.subject {
            Subject::Ledger(bench) => bench.run(),
            Subject::Matching(bench) => bench.run(),
            Subject::Verify(bench) => bench.run(),
        }
    }
}
