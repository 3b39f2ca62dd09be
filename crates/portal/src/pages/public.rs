//! Pages for everybody.

pub(crate) mod about;
pub(crate) mod accessibility;
pub(crate) mod help;
pub(crate) mod home;
