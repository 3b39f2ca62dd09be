//! Pages about the reader's own settings and session.

pub(crate) mod delegates;
pub(crate) mod endorsements;
pub(crate) mod helping;
pub(crate) mod leave;
pub(crate) mod me;
pub(crate) mod passkey_entry;
pub(crate) mod passkeys;
pub(crate) mod phone;
pub(crate) mod pin;
pub(crate) mod preferences;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod start;
pub(crate) mod wards;
