//! Receipts: on paper, as files, and checked by anyone.

pub(crate) mod check;
pub(crate) mod download;
pub(crate) mod show;
pub(crate) mod verify;
