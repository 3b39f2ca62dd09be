//! What became of things that people lend and give.

use crate::ids::{ItemId, PartyId};

super::family! {
    /// What became of things that people lend and give.
    ItemEvent in Item;
    /// A thing was put on the shelf of the community.
    ItemListed = "item_listed" {
        /// Its id.
        item: ItemId,
    }
    /// Its owner says something else about it.
    ItemChanged = "item_changed" {
        /// Its id.
        item: ItemId,
    }
    /// It takes no more reservations.
    ItemPaused = "item_paused" {
        /// Its id.
        item: ItemId,
    }
    /// It is offered again.
    ItemResumed = "item_resumed" {
        /// Its id.
        item: ItemId,
    }
    /// Its owner wants it back at the end of its loan.
    ItemRecalled = "item_recalled" {
        /// Its id.
        item: ItemId,
    }
    /// It was offered to somebody for good, or that offer was taken back.
    ItemOffered = "item_offered" {
        /// Its id.
        item: ItemId,
    }
    /// It has a new owner.
    ItemGiven = "item_given" {
        /// Its id.
        item: ItemId,
        /// Whose it was.
        from: PartyId,
        /// Whose it is.
        to: PartyId,
    }
}
