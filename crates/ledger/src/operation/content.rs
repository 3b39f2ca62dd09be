//! Public words and pictures that are taken off the pages: the hash stays, and the reason with it.

use crate::{area::AreaCode, hash::Hash, ids::PartyId};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// Why content is taken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TakedownReason {
    /// It says something about a person that is nobody's business.
    Privacy,
    /// It insults or threatens.
    Abuse,
    /// It deceives or advertises.
    Deception,
    /// The law forbids it.
    Unlawful,
}

/// Takes content off every page. Two persons with the right to do so decide.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct TakeDownContent {
    /// SHA-256 of its bytes.
    pub content: Hash,
    /// Who published it, and may appeal.
    pub owner: PartyId,
    /// Where it was published.
    pub area: AreaCode,
    /// Why.
    pub reason: TakedownReason,
}

/// Asks, once, that the decision be looked at again. By the one who published the content.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct AppealTakedown {
    /// Which content.
    pub content: Hash,
    /// Salted commitment to the words.
    pub statement: Hash,
}

/// Puts content back on the pages. By somebody with the right to take down who is neither of the
/// two that did.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RestoreContent {
    /// Which content.
    pub content: Hash,
}

super::family! {
    /// Content that is taken off the pages.
    ContentAction in Content;
    /// Takes content off every page.
    TakeDownContent = "take_down_content",
    /// Asks that a takedown be looked at again.
    AppealTakedown = "appeal_takedown",
    /// Puts content back on the pages.
    RestoreContent = "restore_content",
}
