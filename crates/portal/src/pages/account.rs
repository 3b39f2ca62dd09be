//! Pages about the reader's own settings and session.

pub(crate) mod preferences;
pub(crate) mod sign_out;
