//! Other programs: whether they are there, and running them with the time they took.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

/// Runs a step under a title, prints how long it took, and fails when it fails.
pub(crate) fn step(title: &str, action: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("\n── {title}");
    let started = now();
    let outcome = action();
    let verdict = if outcome.is_ok() { "done" } else { "FAILED" };
    println!("── {title}: {verdict} in {}", readable(started.elapsed()));
    outcome
}

/// Runs a command whose output the reader sees as it comes.
pub(crate) fn execute(command: &mut Command) -> Result<()> {
    let line = describe(command);
    println!("$ {line}");
    let status = command
        .status()
        .with_context(|| format!("cannot start `{line}`"))?;
    ensure!(status.success(), "`{line}` ended with {status}");
    Ok(())
}

pub(crate) fn cargo(root: &Path, arguments: &[&str]) -> Command {
    // `cargo xtask` tells which cargo it is, so that every step uses the same one.
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root);
    // The manifest folder of xtask is nobody else's business.
    command.env_remove("CARGO_MANIFEST_DIR");
    command
}

/// Whether a command runs and succeeds, in silence.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let silent = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    silent.status().is_ok_and(|status| status.success())
}

pub(crate) fn is_on_path(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join(program).is_file()))
}

fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

fn readable(elapsed: Duration) -> String {
    match elapsed.as_secs() {
        seconds @ 60.. => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{:.1} s", elapsed.as_secs_f32()),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a stopwatch for a person; nothing decides by it"
)]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_like_speech() {
        assert_eq!(readable(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(readable(Duration::from_secs(754)), "12 min 34 s");
    }

    #[test]
    fn failed_command_is_named_in_the_error() {
        let error = execute(Command::new("false").arg("--loud")).unwrap_err();
        assert!(
            error.to_string().starts_with("`false --loud` ended with"),
            "{error}"
        );
    }

    #[test]
    fn missing_program_is_not_on_path() {
        assert!(!is_on_path("no-such-program-anywhere"));
        assert!(!succeeds(&mut Command::new("no-such-program-anywhere")));
    }
}
