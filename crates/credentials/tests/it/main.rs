//! Credentials as their readers meet them, an independent library among them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod check;
mod hostile;
mod independent;
mod office;
mod privacy;
mod status;
mod wallet;
