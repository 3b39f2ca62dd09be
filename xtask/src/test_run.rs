//! `cargo xtask test`: what a newcomer runs, from a bare machine to the runner's summary.

use anyhow::Result;

use crate::process::{cargo, execute, step, succeeds};
use crate::tree::Tree;
use crate::{chromium, doc_tests, root};

/// Tests in a module of this name drive a browser, one at a time.
const BROWSER: &str = "browser::";
/// Tests in a module of this name need Node, Python or PostgreSQL.
const INTEROP: &str = "interop::";
const SLOW: &str = "_slow";

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    step("tools", chromium::ensure_tools)?;
    if succeeds(&mut cargo(&root(), &["nextest", "--version"])) {
        let most = step("tests", || runner(&nextest(arguments)));
        let rest = if arguments.is_empty() {
            examples()
        } else {
            Ok(())
        };
        return most.and(rest);
    }
    println!("cargo-nextest is not installed: cargo test runs the tests");
    if !arguments.is_empty() {
        return step("tests", || runner(&plain(arguments)));
    }
    // Both run even if one fails, so that one run names all that is wrong.
    let most = step("tests", || runner(&everything_but_browser()));
    let rest = step("browser tests", || runner(&browser_only()));
    most.and(rest)
}

/// The tests that need Node, Python or PostgreSQL.
pub(crate) fn run_interop() -> Result<()> {
    let words = if succeeds(&mut cargo(&root(), &["nextest", "--version"])) {
        vec![
            "nextest",
            "run",
            "--profile",
            "interop",
            "--no-tests",
            "pass",
        ]
    } else {
        vec!["test", "--tests"]
    };
    let filter: &[&str] = if words[0] == "test" {
        &["--", INTEROP]
    } else {
        &[]
    };
    let all = words
        .into_iter()
        .chain(["--workspace", "--locked"])
        .chain(filter.iter().copied());
    let all: Vec<&str> = all.collect();
    execute(cargo(&root(), &all).env("LINLI_INTEROP", "required"))
}

fn runner(words: &[String]) -> Result<()> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    // With this set a browser test that finds no browser fails; without it, it skips.
    execute(cargo(&root(), &words).env("LINLI_BROWSER", "required"))
}

fn examples() -> Result<()> {
    let packages = doc_tests::packages(&Tree::read(&root())?);
    if packages.is_empty() {
        return Ok(());
    }
    let mut words = owned(&["test", "--doc", "--locked"]);
    words.extend(
        packages
            .into_iter()
            .flat_map(|name| ["-p".to_owned(), name]),
    );
    step("documentation examples", || runner(&words))
}

fn nextest(arguments: &[String]) -> Vec<String> {
    let mut words = owned(&["nextest", "run", "--locked"]);
    words.extend(scope(arguments));
    words.extend_from_slice(arguments);
    words
}

fn plain(arguments: &[String]) -> Vec<String> {
    let mut words = owned(&["test", "--locked"]);
    words.extend(scope(arguments));
    words.extend_from_slice(arguments);
    words
}

/// The whole workspace, unless the caller chose packages.
fn scope(arguments: &[String]) -> Option<String> {
    let chosen = |word: &String| word.starts_with("-p") || word.starts_with("--package");
    (!arguments.iter().any(chosen)).then(|| "--workspace".to_owned())
}

fn everything_but_browser() -> Vec<String> {
    let skips = ["--skip", SLOW, "--skip", BROWSER, "--skip", INTEROP];
    let first = ["test", "--workspace", "--locked", "--no-fail-fast", "--"];
    owned(&[&first[..], &skips].concat())
}

fn browser_only() -> Vec<String> {
    let first = [
        "test",
        "--workspace",
        "--locked",
        "--no-fail-fast",
        "--tests",
        "--",
    ];
    owned(
        &[
            &first[..],
            &[BROWSER, "--skip", SLOW, "--test-threads", "1"],
        ]
        .concat(),
    )
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_package_replaces_the_workspace() {
        let words = nextest(&owned(&["-p", "ledger", "vote"])).join(" ");
        assert_eq!(words, "nextest run --locked -p ledger vote");
        assert_eq!(
            plain(&owned(&["vote"])).join(" "),
            "test --locked --workspace vote"
        );
    }

    #[test]
    fn browser_tests_run_once_and_alone() {
        assert!(
            everything_but_browser()
                .join(" ")
                .contains("--skip browser::")
        );
        assert!(
            browser_only()
                .join(" ")
                .ends_with("-- browser:: --skip _slow --test-threads 1")
        );
    }
}
