//! `cargo xtask ci`: everything that a change must pass, in one command.

use anyhow::{Result, bail, ensure};

use crate::process::{cargo, execute, is_on_path, step, succeeds};
use crate::{layers, root, test_run, tidy};

type Step = (&'static str, fn() -> Result<()>);

const STEPS: [Step; 7] = [
    ("tidy", tidy::run),
    ("layers", layers::run),
    ("format", format),
    ("clippy", clippy),
    ("documentation", documentation),
    ("dependencies", dependencies),
    ("test", || test_run::run(&[])),
];

/// Runs every step even after a failure, so that one run names all that is wrong.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let with_interop = match arguments {
        [] => false,
        [only] if only == "--interop" => true,
        _ => bail!("ci takes --interop and nothing else"),
    };
    let interop: Step = ("interop", interop);
    let steps = STEPS.into_iter().chain(with_interop.then_some(interop));
    let failed = failures(steps);
    ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
    println!("\nall steps passed");
    Ok(())
}

fn failures(steps: impl Iterator<Item = Step>) -> Vec<&'static str> {
    let mut failed = Vec::new();
    for (title, action) in steps {
        if let Err(error) = step(title, action) {
            println!("{error:#}");
            failed.push(title);
        }
    }
    failed
}

fn format() -> Result<()> {
    execute(&mut cargo(&root(), &["fmt", "--all", "--check"]))
}

fn clippy() -> Result<()> {
    let words = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ];
    execute(&mut cargo(&root(), &words))
}

fn documentation() -> Result<()> {
    let words = [
        "doc",
        "--workspace",
        "--locked",
        "--no-deps",
        "--document-private-items",
    ];
    execute(cargo(&root(), &words).env("RUSTDOCFLAGS", "-Dwarnings"))
}

fn dependencies() -> Result<()> {
    let deny = |words: &[&str]| cargo(&root(), &[&["deny", "--locked"], words].concat());
    if !succeeds(&mut deny(&["--version"])) {
        println!("NOT CHECKED: licences and advisories. `cargo install --locked cargo-deny`");
        return Ok(());
    }
    execute(&mut deny(&[
        "--hide-inclusion-graph",
        "check",
        "bans",
        "licenses",
        "sources",
    ]))?;
    if !succeeds(&mut deny(&["fetch", "db"])) {
        println!("NOT CHECKED: advisories, because their database is out of reach");
        return Ok(());
    }
    execute(&mut deny(&["check", "advisories"]))
}

fn interop() -> Result<()> {
    for program in ["node", "python3", "psql"] {
        if !is_on_path(program) {
            println!("{program} is not on the path: tests that need it will fail");
        }
    }
    test_run::run_interop()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_is_named() {
        let steps: [Step; 3] = [
            ("a", || bail!("no")),
            ("b", || Ok(())),
            ("c", || bail!("neither")),
        ];
        assert_eq!(failures(steps.into_iter()), ["a", "c"]);
    }

    #[test]
    fn unknown_flag_is_refused() {
        assert!(run(&["--fast".to_owned()]).is_err());
    }
}
