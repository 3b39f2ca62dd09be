//! Runs scenarios without building the whole program: `campaign A..B THREADS [SCENARIO]...`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "its output is its work"
)]

use simulation::{Campaign, Scenario};

fn main() -> std::process::ExitCode {
    let mut words = std::env::args().skip(1);
    let seeds = words.next().unwrap_or_default();
    let (from, to) = seeds.split_once("..").unwrap_or(("0", "1"));
    let threads = words.next().and_then(|word| word.parse().ok());
    let named: Vec<Scenario> = words.filter_map(|word| Scenario::named(&word)).collect();
    let campaign = Campaign {
        seeds: from.parse().unwrap_or(0)..to.parse().unwrap_or(1),
        scenarios: if named.is_empty() {
            Scenario::ALL.to_vec()
        } else {
            named
        },
        threads: threads.unwrap_or(1),
    };
    let report = campaign.play(|verdict| {
        eprintln!("{}", verdict.command());
        for fault in &verdict.tally.faults {
            eprintln!("    {fault}");
        }
    });
    println!("{:#}", report.to_json());
    if report.is_clean() {
        std::process::ExitCode::SUCCESS
    } else {
        std::process::ExitCode::FAILURE
    }
}
