//! What the program says on standard output.

/// Prints a line.
#[expect(
    clippy::print_stdout,
    reason = "the one place that prints for a person"
)]
pub(crate) fn say(line: &str) {
    println!("{line}");
}

/// Prints a line where it does not mix with results.
#[expect(
    clippy::print_stderr,
    reason = "the one place that prints beside the results"
)]
pub(crate) fn complain(line: &str) {
    eprintln!("{line}");
}
