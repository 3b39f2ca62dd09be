//! W-06 beyond services: packs by community, gifts, households, the catalogue, grants, legacies,
//! aging, corrections.

pub(crate) mod aging;
pub(crate) mod catalogue;
pub(crate) mod corrections;
pub(crate) mod family;
pub(crate) mod gifts;
pub(crate) mod office;
pub(crate) mod packs;
