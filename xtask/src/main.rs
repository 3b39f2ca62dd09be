//! The build system: `cargo xtask` lists its commands, `cargo xtask test` is the one that counts.
#![expect(
    clippy::print_stdout,
    reason = "a command line tool speaks on standard output"
)]

mod chromium;
mod ci;
mod doc_tests;
mod finding;
mod layers;
mod process;
mod rust_text;
mod screenshot;
mod test_run;
mod tidy;
mod tree;

use std::path::PathBuf;
use std::process::ExitCode;

const COMMANDS: &str = "\
cargo xtask <command>

  test [args]      install what the browser tests need, then run every test;
                   arguments go to the test runner
  ci [--interop]   everything that a change must pass; --interop adds the tests
                   that need Node, Python or PostgreSQL
  tidy             the shape of files, documents and words
  screenshot       the picture in the README, taken from the demonstration
  layers           who may use whom, and what a crate must never name
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next();
    let rest: Vec<String> = arguments.collect();
    let outcome = match command.as_deref() {
        Some("test") => test_run::run(&rest),
        Some("ci") => ci::run(&rest),
        Some("tidy") => tidy::run(),
        Some("screenshot") => screenshot::run(),
        Some("layers") => layers::run(),
        Some("help" | "--help" | "-h") | None => {
            print!("{COMMANDS}");
            Ok(())
        }
        Some(unknown) => Err(anyhow::anyhow!(
            "there is no command `{unknown}`\n\n{COMMANDS}"
        )),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The folder that holds the workspace manifest.
fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.join("..")
}

/// Both run with the tests, so that a rule which nobody ran cannot rot.
#[cfg(test)]
mod tests {
    #[test]
    fn the_tree_is_tidy() {
        crate::tidy::run().unwrap();
    }

    #[test]
    fn the_layers_hold() {
        crate::layers::run().unwrap();
    }
}
