//! `linli sim`: whole networks under faults, each run from one seed.

use crate::screen;
use anyhow::{Context as _, bail};
use simulation::{Campaign, Report, Scenario};
use std::{ops::Range, process::ExitCode, thread};

/// Runs whole networks from seeds, on simulated disks, links and clocks, and checks every block.
#[derive(clap::Args)]
pub(crate) struct Sim {
    /// Which seeds, the last one excluded.
    #[arg(long, value_name = "A..B", default_value = "0..4", value_parser = seeds)]
    seeds: Range<u64>,
    /// Which scenario; all of them when none is named. May be repeated.
    #[arg(long, value_name = "NAME", value_parser = scenario)]
    scenario: Vec<Scenario>,
    /// How many runs at the same time; all processors when nothing is said.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

fn seeds(text: &str) -> anyhow::Result<Range<u64>> {
    let (from, to) = text
        .split_once("..")
        .context("write A..B, for example 0..100")?;
    let seeds = from.trim().parse()?..to.trim().parse()?;
    if seeds.is_empty() {
        bail!("no seed lies in {text}");
    }
    Ok(seeds)
}

fn scenario(name: &str) -> anyhow::Result<Scenario> {
    let names = Scenario::ALL.map(Scenario::name).join(", ");
    Scenario::named(name).with_context(|| format!("the scenarios are {names}"))
}

impl Sim {
    pub(crate) fn run(self) -> ExitCode {
        let all = thread::available_parallelism().map_or(1, usize::from);
        let campaign = Campaign {
            seeds: self.seeds,
            scenarios: if self.scenario.is_empty() {
                Scenario::ALL.to_vec()
            } else {
                self.scenario
            },
            threads: self.threads.unwrap_or(all),
        };
        let report = campaign.play(|verdict| {
            screen::complain(&format!("fails: {}", verdict.command()));
            for fault in &verdict.tally.faults {
                screen::complain(&format!("    {fault}"));
            }
        });
        if self.json {
            screen::say(&report.to_json().to_string());
        } else {
            for line in lines(&report) {
                screen::say(&line);
            }
        }
        if report.is_clean() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

/// One line for each scenario.
fn lines(report: &Report) -> Vec<String> {
    let scenarios = Scenario::ALL.into_iter();
    let lines = scenarios.filter_map(|scenario| {
        let verdicts = report.verdicts.iter();
        let verdicts: Vec<_> = verdicts.filter(|one| one.scenario == scenario).collect();
        let first = verdicts.first()?;
        let failing = verdicts.iter().filter(|one| !one.is_clean()).count();
        let blocks: u64 = verdicts.iter().map(|one| one.tally.height).sum();
        let operations: u64 = verdicts.iter().map(|one| one.tally.operations).sum();
        let state = first
            .tally
            .root
            .map_or_else(String::new, |root| root.to_string());
        Some(format!(
            "{:<14} {:>5} runs, {failing} failing; {blocks} blocks, {operations} operations; \
             state after seed {}: {}",
            scenario.name(),
            verdicts.len(),
            first.seed,
            state.get(..16).unwrap_or_default(),
        ))
    });
    lines.collect()
}
