//! The one program `linli`: composes every crate.

mod audit;
mod bank;
mod bench;
mod card;
mod clock;
mod demo;
mod folder;
mod gateway;
mod identity;
mod import;
mod logging;
mod matching_audit;
mod membership;
mod network;
mod observe;
mod office;
mod office_command;
mod prove;
mod rebuild;
mod remote;
mod sample;
mod screen;
mod serve;
mod signals;
#[cfg(feature = "simulation")]
mod sim;
mod verify;

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// 邻里 Linli: a district shares, serves and decides together, and anyone can check it.
#[derive(Parser)]
#[command(name = "linli", version)]
enum Command {
    /// Starts one office with a sample district.
    Demo(demo::Demo),
    /// Runs one office as a service.
    Serve(serve::Serve),
    /// Several offices on this machine, to practise with.
    #[command(subcommand)]
    Network(network::Network),
    /// Makes the folder of a new office.
    #[command(subcommand)]
    Office(office_command::OfficeCommand),
    /// Who agrees on blocks, and by which rules: for the operator of a running office.
    #[command(subcommand)]
    Membership(membership::Membership),
    /// Follows a network with nothing but its trust file, and checks everything.
    Observe(observe::Observe),
    /// Checks a receipt offline.
    Verify(verify::Verify),
    /// Proves what the ledger held after any block, from an office's folder.
    Prove(prove::Prove),
    /// Replays everything that an office has stored, and names the first bad record.
    Audit(audit::Audit),
    /// The points bank: what would be under another rule pack.
    #[command(subcommand)]
    Bank(bank::Bank),
    /// What the matchmaker did, for auditors.
    #[command(subcommand)]
    Matching(matching_audit::Matching),
    /// Makes the read models again from block 0.
    Rebuild(rebuild::Rebuild),
    /// Publishes a table of needs or offers, all rows or none.
    Import(import::command::Import),
    /// Measures on this machine, and prints what was measured and on what.
    Bench(bench::Bench),
    /// Runs whole networks under faults from seeds, and checks every block.
    #[cfg(feature = "simulation")]
    Sim(sim::Sim),
}

/// A service starts its own log; of what simulated peers complain about, only the report counts.
const fn logs_by_itself(command: &Command) -> bool {
    match command {
        Command::Serve(_) => true,
        #[cfg(feature = "simulation")]
        Command::Sim(_) => true,
        _ => false,
    }
}

fn main() -> ExitCode {
    let command = Command::parse();
    // A service begins its log as its configuration says.
    if !logs_by_itself(&command) {
        logging::start_quietly();
    }
    let done = match command {
        Command::Verify(verify) => return verify.run(),
        Command::Prove(prove) => prove.run(),
        Command::Audit(audit) => return audit.run(),
        Command::Bank(bank) => return bank.run(),
        Command::Matching(matching) => return matching.run(),
        Command::Demo(demo) => run(demo.run()),
        Command::Serve(serve) => run(serve.run()),
        Command::Network(network) => run(network.run()),
        Command::Observe(observe) => run(observe.run()),
        Command::Office(office) => run(office.run()),
        Command::Membership(membership) => membership.run(),
        Command::Rebuild(rebuild) => run(rebuild.run()),
        Command::Import(import) => return import.run(),
        Command::Bench(bench) => return bench.run(),
        #[cfg(feature = "simulation")]
        Command::Sim(sim) => return sim.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            screen::complain(&format!("linli: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Runs an office's work on a runtime of its own.
fn run<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(work)
}
