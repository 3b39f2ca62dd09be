//! `linli bench compare`: the same transfer on this ledger and in a throw-away PostgreSQL, in turn.

use serde_json::{Value, json};

use super::{
    ledger::LedgerBench,
    machine,
    place::Place,
    postgres::{CLIENTS, Database, SETTINGS},
    story::Mix,
};

/// Transfers from one account to another: validators that check every signature, and one database
/// that stores signatures without checking them.
#[derive(clap::Args)]
pub(super) struct CompareBench {
    /// Validators of this ledger.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=32))]
    validators: u8,
    /// How long each of them is measured in each round, in seconds.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=300))]
    seconds: u64,
    /// How often they take turns.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=20))]
    rounds: u8,
    /// Pairs of people who own the accounts.
    #[arg(
        long,
        default_value_t = 4_000,
        value_parser = clap::value_parser!(u32).range(1..=100_000),
    )]
    pairs: u32,
    #[command(flatten)]
    place: Place,
}

impl CompareBench {
    pub(super) fn measure(self) -> anyhow::Result<Value> {
        let folder = self.place.folder()?;
        let database = Database::start(folder.path(), self.pairs * 2)?;
        let (mut ours, mut theirs, mut runs) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..self.rounds {
            let run = self.ledger().measure_mix(Mix::Transfers)?;
            ours.push(run["final_tx_per_second"].as_f64().unwrap_or(0.0));
            runs.push(run);
            theirs.push(database.transfers_per_second(self.seconds)?.round());
        }
        let ratio = middle(&ours) / middle(&theirs).max(1.0);
        Ok(json!({
            "ours_tx_per_second": ours,
            "postgresql_tx_per_second": theirs,
            "ratio": (ratio * 100.0).round() / 100.0,
            "validators": self.validators,
            "seconds_each": self.seconds,
            "accounts": self.pairs * 2,
            "postgresql": database.version(),
            "postgresql_clients": CLIENTS,
            "postgresql_settings": SETTINGS.trim().replace('\n', ", "),
            "notes": NOTES,
            "machine": machine::describe(),
            "load_average": machine::load_average(),
            "ours": runs,
        }))
    }

    fn ledger(&self) -> LedgerBench {
        LedgerBench {
            validators: self.validators,
            seconds: self.seconds,
            offered: None,
            rtt: 0,
            unanswered: 20_000,
            pairs: self.pairs,
            place: self.place.clone(),
        }
    }
}

const NOTES: &str = "in turn, ours first; a transfer takes a tenth of a point from one account, \
    adds it to another and writes it down with a signature of 64 bytes; ours is replicated on \
    every validator, each of which checks every signature, theirs is one server without a replica \
    that checks none; ours credits one community's account, theirs random ones, because rows \
    that many want would make PostgreSQL wait; one function call, and so one round trip, for \
    each of theirs; the ratio is that of the medians";

/// The middle value, or the mean of the two.
fn middle(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = sorted.get(sorted.len() / 2).copied().unwrap_or(0.0);
    let lower = sorted
        .get(sorted.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(0.0);
    f64::midpoint(lower, upper)
}

#[cfg(test)]
mod tests {
    use super::middle;

    #[test]
    fn the_middle_of_two_lies_between_them() {
        assert_eq!(middle(&[9.0, 1.0, 5.0]), 5.0);
        assert_eq!(middle(&[4.0, 2.0]), 3.0);
        assert_eq!(middle(&[]), 0.0);
    }
}
