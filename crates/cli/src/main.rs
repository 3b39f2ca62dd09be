//! The one program `linli`: composes every crate.

mod audit;
mod bench;
mod clock;
mod demo;
mod folder;
mod gateway;
mod identity;
mod import;
mod office;
mod rebuild;
mod sample;
mod screen;
mod verify;

use std::process::ExitCode;

use clap::Parser;

/// 邻里 Linli: a district shares, serves and decides together, and anyone can check it.
#[derive(Parser)]
#[command(name = "linli", version)]
enum Command {
    /// Starts one office with a sample district.
    Demo(demo::Demo),
    /// Checks a receipt offline.
    Verify(verify::Verify),
    /// Replays everything that an office has stored, and names the first bad record.
    Audit(audit::Audit),
    /// Makes the read models again from block 0.
    Rebuild(rebuild::Rebuild),
    /// Publishes a table of needs or offers, all rows or none.
    Import(import::command::Import),
    /// Measures on this machine, and prints what was measured and on what.
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    let command = Command::parse();
    start_logging();
    let done = match command {
        Command::Verify(verify) => return verify.run(),
        Command::Audit(audit) => return audit.run(),
        Command::Demo(demo) => run(demo.run()),
        Command::Rebuild(rebuild) => run(rebuild.run()),
        Command::Import(import) => return import.run(),
        Command::Bench(bench) => return bench.run(),
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

/// Logs go beside the results; `LINLI_LOG` chooses how much, warnings by default.
fn start_logging() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("LINLI_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}
