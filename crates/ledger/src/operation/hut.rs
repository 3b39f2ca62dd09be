//! The working day of a sharing hut (W-07): doors, shifts, shelves, stocktake, and a kiosk that
//! goes on when the line is cut.

use crate::{
    domains,
    hash::Hash,
    ids::{HutId, ItemId, KioskId, NetworkId, PartyId},
    operation::item::Condition,
    signature::{PublicKey, Signature},
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// The most keepers on duty at one hut at a time.
pub const ON_DUTY_MAX: usize = 8;
/// The most differences of one stocktake, of each kind.
pub const DIFFERENCES_MAX: usize = 64;
/// The most statements carried by one action; a batch carries many actions.
pub const STATEMENTS_MAX: usize = 16;
/// The oldest statement that is still merged, in milliseconds: a week.
pub const STATEMENT_AGE_MS_MAX: u64 = 7 * crate::time::DAY_MS;
/// How long a resident may contest an entry after it was merged, in milliseconds: a week.
pub const CONTEST_MS: u64 = 7 * crate::time::DAY_MS;

macro_rules! on_hut {
    ($($(#[$doc:meta])* $name:ident)+) => {
        $($(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
        pub struct $name {
            /// Which hut.
            pub hut: HutId,
        })+
    };
}

on_hut! {
    /// A keeper is in charge from now on.
    BeginShift
    /// A keeper goes; the last one closes the doors first.
    EndShift
    /// A keeper on duty opens the doors.
    OpenHut
    /// A keeper closes the doors, or a community worker when no keeper came.
    CloseHut
}

/// A keeper takes a thing into the custody of the hut that its owner named.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct DepositItem {
    /// Which thing.
    pub item: ItemId,
    /// How it looks.
    pub condition: Condition,
    /// SHA-256 of the photo.
    pub photo: Hash,
}

/// A keeper hands a thing back to its owner.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct WithdrawItem {
    /// Which thing.
    pub item: ItemId,
}

/// A keeper sends a thing to another hut; it is on the way until that hut's keeper has it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct SendItem {
    /// Which thing.
    pub item: ItemId,
    /// To which hut.
    pub to: HutId,
}

/// A keeper states that a thing sent to this hut has come.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ReceiveItem {
    /// Which thing.
    pub item: ItemId,
}

/// A keeper counts what is on the shelves and names the differences: what the ledger has here is
/// what was counted, without the surplus, with the missing.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct TakeStock {
    /// Which hut.
    pub hut: HutId,
    /// How many listed things were counted.
    pub counted: u32,
    /// Should be here and are not.
    pub missing: Vec<ItemId>,
    /// Are here and should not.
    pub surplus: Vec<ItemId>,
    /// Things that are listed nowhere.
    pub unlisted: u16,
}

/// A keeper has found what a stocktake missed.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct FindItem {
    /// Which thing.
    pub item: ItemId,
    /// Where it is now.
    pub hut: HutId,
}

/// Registers the key of a kiosk. By an administrator over the hut's community.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RegisterKiosk {
    /// At which hut.
    pub hut: HutId,
    /// The key with which it signs statements.
    pub key: PublicKey,
}

/// Makes a kiosk's key unusable. By an administrator over the hut's community.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RevokeKiosk {
    /// Which kiosk.
    pub kiosk: KioskId,
}

/// What happened at a kiosk while it was offline.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum KioskEntry {
    /// A thing of this hut was handed to somebody, reserved or not.
    HandOver {
        /// Which thing.
        item: ItemId,
        /// To whom.
        borrower: PartyId,
        /// For how many days.
        days: u8,
        /// How it looks.
        condition: Condition,
        /// SHA-256 of the photo.
        photo: Hash,
    },
    /// A lent thing came back to this hut.
    Return {
        /// Which thing.
        item: ItemId,
        /// How it looks.
        condition: Condition,
        /// SHA-256 of the photo.
        photo: Hash,
    },
}

/// One entry, chained to the one before it and signed by the kiosk.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct KioskStatement {
    /// Position in the kiosk's life, from zero.
    pub sequence: u64,
    /// Hash of the statement before it; zero for the first.
    pub previous: Hash,
    /// When it happened, by the kiosk's clock.
    pub at: Timestamp,
    /// What happened.
    pub entry: KioskEntry,
    /// Signature over [`KioskStatement::signing_bytes`].
    pub signature: Signature,
}

impl KioskStatement {
    /// The bytes that the kiosk signs: domain, network, kiosk, position, chain, time and entry.
    #[must_use]
    pub fn signing_bytes(&self, network: NetworkId, kiosk: KioskId) -> Vec<u8> {
        let mut bytes = domains::KIOSK_STATEMENT.to_vec();
        bytes.extend_from_slice(&network.0);
        bytes.extend_from_slice(&kiosk.0);
        bytes.extend(crate::encode(&(self.sequence, self.previous, self.at)));
        bytes.extend(crate::encode(&self.entry));
        bytes
    }

    /// The hash that the next statement names.
    #[must_use]
    pub fn hash(&self, network: NetworkId, kiosk: KioskId) -> Hash {
        Hash::of(&[&self.signing_bytes(network, kiosk)])
    }
}

/// Carries what a kiosk noted offline into the ledger, in its order. By a keeper of the hut or an
/// operator over its community. Conflicts are facts for the keeper, not a reason to refuse.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct MergeStatements {
    /// Whose.
    pub kiosk: KioskId,
    /// Ascending, without a gap.
    pub statements: Vec<KioskStatement>,
}

super::family! {
    /// The working day of a sharing hut (W-07).
    HutAction in Hut;
    /// Goes on duty.
    BeginShift = "begin_shift",
    /// Goes off duty.
    EndShift = "end_shift",
    /// Opens the doors.
    OpenHut = "open_hut",
    /// Closes the doors.
    CloseHut = "close_hut",
    /// Takes a thing into the hut's custody.
    DepositItem = "deposit_item",
    /// Hands a thing back to its owner.
    WithdrawItem = "withdraw_item",
    /// Sends a thing to another hut.
    SendItem = "send_item",
    /// States that a thing sent here has come.
    ReceiveItem = "receive_item",
    /// Counts the shelves.
    TakeStock = "take_stock",
    /// States that a missing thing was found.
    FindItem = "find_item",
    /// Registers the key of a kiosk.
    RegisterKiosk = "register_kiosk",
    /// Makes a kiosk's key unusable.
    RevokeKiosk = "revoke_kiosk",
    /// Carries what a kiosk noted offline into the ledger.
    MergeStatements = "merge_statements",
}
