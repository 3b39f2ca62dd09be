//! The program as people meet it: its commands as processes, its pages in a browser.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]
#![expect(
    clippy::print_stderr,
    reason = "a test says what it skips and where pictures are"
)]

mod bench;
mod browser;
mod demo;
mod http;
mod patience;
mod process;
