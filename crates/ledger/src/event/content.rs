//! What became of content that somebody objected to.

use crate::hash::Hash;

super::family! {
    /// What became of content that somebody objected to.
    ContentEvent in Content;
    /// It is on no page any more.
    ContentTakenDown = "content_taken_down" {
        /// Its hash.
        content: Hash,
    }
    /// Whoever published it asks that the decision be looked at again.
    TakedownAppealed = "takedown_appealed" {
        /// Its hash.
        content: Hash,
    }
    /// It is on the pages again.
    ContentRestored = "content_restored" {
        /// Its hash.
        content: Hash,
    }
}
