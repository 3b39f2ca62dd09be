//! Public words and photos, unless two persons took them down: the ledger says so, the bytes stay.

use ledger::{Hash, state::contents::Takedown, state::keys};
use serde::de::DeserializeOwned;

use super::Desk;
use crate::content::ContentError;

impl Desk {
    /// The decision by which something is on no page, while it is in force.
    pub fn takedown(&self, content: &Hash) -> Option<Takedown> {
        let found = self.gateway.head().state.get(&keys::takedown(content));
        found.filter(|takedown| takedown.restored_at.is_none())
    }

    /// Words by their hash; `None` when they are not here or were taken down.
    pub fn words<T: DeserializeOwned>(&self, content: &Hash) -> Option<T> {
        if self.takedown(content).is_some() {
            return None;
        }
        self.content.get(content).ok().flatten()
    }

    /// Bytes by their hash; `None` when they are not here or were taken down.
    pub fn shown_bytes(&self, content: &Hash) -> Result<Option<Vec<u8>>, ContentError> {
        if self.takedown(content).is_some() {
            return Ok(None);
        }
        self.content.bytes(content)
    }
}
