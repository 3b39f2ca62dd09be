//! One folder per area, one file per page; `templates/` and the tests mirror them.

pub(crate) mod account;
pub(crate) mod counter;
pub(crate) mod demo;
pub(crate) mod public;
pub(crate) mod system;
