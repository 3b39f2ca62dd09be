//! One folder per area, one file per page; `templates/` and the tests mirror them.

pub(crate) mod account;
pub(crate) mod activities;
pub(crate) mod api;
pub(crate) mod catalogue;
pub(crate) mod counter;
pub(crate) mod credentials;
pub(crate) mod decisions;
pub(crate) mod demo;
pub(crate) mod disputes;
pub(crate) mod exchanges;
pub(crate) mod explorer;
pub(crate) mod huts;
pub(crate) mod items;
pub(crate) mod listings;
pub(crate) mod loans;
pub(crate) mod messages;
pub(crate) mod moderation;
pub(crate) mod my_data;
pub(crate) mod organisations;
pub(crate) mod points;
pub(crate) mod proofs;
pub(crate) mod public;
pub(crate) mod receipts;
pub(crate) mod sync;
pub(crate) mod system;
