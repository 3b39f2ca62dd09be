//! The one clock of the program; everything else is given the time.

use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks for the time"
)]
pub(crate) fn now_ms() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// The wall clock, as the portal wants it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WallClock;

impl portal::Clock for WallClock {
    fn now_ms(&self) -> u64 {
        now_ms()
    }
}

/// Runs something and says how long it took, in microseconds.
#[expect(
    clippy::disallowed_methods,
    reason = "measuring needs a monotonic clock"
)]
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let start = std::time::Instant::now();
    let result = work();
    (
        result,
        u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX),
    )
}

/// A stopwatch that reads microseconds since it was made.
#[expect(
    clippy::disallowed_methods,
    reason = "measuring needs a monotonic clock"
)]
pub(crate) fn stopwatch() -> impl Fn() -> u64 + Clone + Send + Sync {
    let start = std::time::Instant::now();
    move || u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX)
}
