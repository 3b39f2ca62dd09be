//! The points bank, as its customers meet it.

pub(crate) mod donate;
pub(crate) mod passbook;
