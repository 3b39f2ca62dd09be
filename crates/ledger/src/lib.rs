//! The rules of Linli: operations in, events or rejections out, and a state whose root anyone can
//! check.
//!
//! **What it is.** A deterministic, total state machine. [`block::build_block`] and
//! [`block::check_block`] run signed [`operation::Envelope`]s on a [`state::State`] and yield a new
//! state, an [`outcome::Outcome`] for each operation, and the two roots of the [`header::Header`].
//!
//! **What it deliberately does not know.** No clock (block time is an argument), no file, no
//! network, no SQL, no HTTP, no randomness, no floating point, no hash-ordered map, and not the
//! consensus engine. Words for people live in the portal; personal data lives in the vault.
//!
//! **Invariants.** The same parent, time and operations give the same bytes on every machine.
//! Points are double entry: settled and pending balances each sum to zero over all accounts, and
//! no account but the issuance account can promise more than it has.
//!
//! **Where to start.** [`apply`], then one file in [`rules`], then its table in `tests/it`.

#![deny(missing_docs)]
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::expect_used,
        clippy::float_arithmetic,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used,
        clippy::wildcard_enum_match_arm
    )
)]

pub mod apply;
pub mod area;
pub mod authority;
pub mod block;
pub mod block_tree;
pub mod category;
pub mod domains;
pub mod event;
pub mod genesis;
pub mod hash;
pub mod header;
pub mod ids;
mod json;
pub mod operation;
pub mod outcome;
pub mod pack_trial;
pub mod planted;
pub mod points;
pub mod rejection;
pub mod rule_pack;
pub mod rules;
pub mod sealed;
pub mod signature;
pub mod state;
pub mod time;
pub mod validators;

pub use area::AreaCode;
pub use block::{Block, BlockFault, build_block, check_block};
pub use category::CategoryCode;
pub use event::Event;
pub use genesis::Genesis;
pub use hash::Hash;
pub use header::Header;
pub use ids::{
    ActivityId, AttestationId, CaseId, ChangeId, CheckInCode, EntryId, ExchangeId, GiftId,
    HouseholdId, HutId, ItemId, KeyIndex, KioskId, ListingId, LoanId, NetworkId, OperationId,
    PartyId, ProposalId, RedemptionId, Salt, TransferId, ValidatorKey,
};
pub use operation::{Action, Envelope, Operation};
pub use outcome::{Outcome, Verdict};
pub use points::Points;
pub use rejection::Rejection;
pub use sealed::{Seal, Sealed};
pub use state::State;
pub use time::{Timestamp, Window};
pub use validators::ValidatorSet;

/// The canonical bytes of a value.
#[must_use]
pub fn encode<T: borsh::BorshSerialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(borsh::object_length(value).unwrap_or_default());
    // Writing borsh to memory fails only when a length exceeds u32; every list of ours is bounded.
    match value.serialize(&mut bytes) {
        Ok(()) => bytes,
        Err(_) => Vec::new(),
    }
}

/// Reads a value from exactly these bytes; `None` when they are not its canonical form.
#[must_use]
pub fn decode<T: borsh::BorshDeserialize>(bytes: &[u8]) -> Option<T> {
    borsh::from_slice(bytes).ok()
}
