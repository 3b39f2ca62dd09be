//! `linli bank`: what a community would have under another rule pack, before it votes.

mod day;
pub(crate) mod pack_file;
mod report;
mod simulate;

use std::process::ExitCode;

use crate::screen::complain;

/// The points bank.
#[derive(clap::Subcommand)]
pub(crate) enum Bank {
    /// Replays past services under another rule pack and shows who would have what.
    Simulate(simulate::Simulate),
}

impl Bank {
    pub(crate) fn run(self) -> ExitCode {
        let Self::Simulate(simulate) = self;
        match simulate.run() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                complain(&format!("linli: {error:#}"));
                ExitCode::FAILURE
            }
        }
    }
}
