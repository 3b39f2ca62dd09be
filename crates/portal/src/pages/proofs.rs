//! What a person can prove about themselves, from their own session only: nobody else can ask for
//! it, and there is no way to search by person.

pub(crate) mod list;
pub(crate) mod show;
