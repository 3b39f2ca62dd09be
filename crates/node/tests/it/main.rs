//! A node as its callers see it: submit, stop, start again, kill, damage.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod audit;
mod chain;
mod four;
mod kill;
mod office;
mod recovery;
mod submit;
mod upgrade;
