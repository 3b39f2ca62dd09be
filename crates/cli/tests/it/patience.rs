//! Waiting for a condition, never for a while.

use std::{thread::park_timeout, time::Duration};

const GLANCE: Duration = Duration::from_millis(10);
const GLANCES: u32 = 3_000;

/// Looks again and again until it is so; false when it never is.
pub(crate) fn soon(mut is_so: impl FnMut() -> bool) -> bool {
    (0..GLANCES).any(|_| {
        let so = is_so();
        if !so {
            park_timeout(GLANCE);
        }
        so
    })
}
