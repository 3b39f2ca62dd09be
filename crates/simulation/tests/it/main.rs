//! Each scenario, for a few seeds; with `planted-bugs`, each mistake as well.

#![cfg_attr(
    feature = "planted-bugs",
    expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")
)]

#[cfg(feature = "planted-bugs")]
mod planted;
mod seeds;
