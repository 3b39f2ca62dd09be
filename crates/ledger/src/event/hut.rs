//! What became of a hut's doors, shelves and kiosks.

use crate::{
    ids::{HutId, ItemId, KioskId, LoanId, PartyId},
    points::Points,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// Why an entry of a kiosk could not be taken as it stood.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    /// The ledger does not know the thing.
    ItemUnknown,
    /// Nobody is known under the id of the borrower, or it is the owner.
    BorrowerUnknown,
    /// Somebody else had it already: the first merged hand-over wins.
    AlreadyLent,
    /// It was not in this hut.
    ItemElsewhere,
    /// It came back although nobody had it.
    NotLent,
    /// It was lent, but the borrower had not enough points for the deposit.
    DepositMissing,
}

super::family! {
    /// What became of a hut's doors, shelves and kiosks.
    HutEvent in Hut;
    /// A keeper is in charge.
    ShiftBegun = "shift_begun" {
        /// At which hut.
        hut: HutId,
        /// Who.
        keeper: PartyId,
    }
    /// A keeper went.
    ShiftEnded = "shift_ended" {
        /// From which hut.
        hut: HutId,
        /// Who.
        keeper: PartyId,
    }
    /// The doors are open.
    HutOpened = "hut_opened" {
        /// Of which hut.
        hut: HutId,
    }
    /// The doors are closed.
    HutClosed = "hut_closed" {
        /// Of which hut.
        hut: HutId,
    }
    /// The hut keeps a thing.
    ItemDeposited = "item_deposited" {
        /// Which thing.
        item: ItemId,
        /// Which hut.
        hut: HutId,
    }
    /// The owner has the thing back.
    ItemWithdrawn = "item_withdrawn" {
        /// Which thing.
        item: ItemId,
        /// From which hut.
        hut: HutId,
    }
    /// A thing is on the way to another hut.
    ItemSent = "item_sent" {
        /// Which thing.
        item: ItemId,
        /// From which hut.
        from: HutId,
    }
    /// A thing has come from another hut.
    ItemReceived = "item_received" {
        /// Which thing.
        item: ItemId,
        /// At which hut.
        hut: HutId,
    }
    /// The shelves were counted.
    StockTaken = "stock_taken" {
        /// At which hut.
        hut: HutId,
    }
    /// A thing should be there and is not.
    ItemMissed = "item_missed" {
        /// Which thing.
        item: ItemId,
        /// At which hut.
        hut: HutId,
    }
    /// A missing thing, or one on the way, was found.
    ItemFound = "item_found" {
        /// Which thing.
        item: ItemId,
        /// At which hut.
        hut: HutId,
    }
    /// A thing is there that somebody else is said to have; a keeper clears it up.
    SurplusNoted = "surplus_noted" {
        /// Which thing.
        item: ItemId,
        /// At which hut.
        hut: HutId,
    }
    /// A kiosk may sign statements.
    KioskRegistered = "kiosk_registered" {
        /// Its id.
        kiosk: KioskId,
    }
    /// A kiosk's key is unusable.
    KioskRevoked = "kiosk_revoked" {
        /// Its id.
        kiosk: KioskId,
    }
    /// What a kiosk noted offline is on the ledger up to here.
    StatementsMerged = "statements_merged" {
        /// Its id.
        kiosk: KioskId,
        /// The position after the last one.
        next: u64,
    }
    /// A hand-over at a kiosk counts; its custody is assisted, and the resident may contest it.
    KioskHandedOver = "kiosk_handed_over" {
        /// Position of the statement.
        sequence: u64,
        /// The loan: a reserved one, or one that begins here.
        loan: LoanId,
        /// Which thing.
        item: ItemId,
        /// To whom.
        borrower: PartyId,
        /// First day.
        from_day: u32,
        /// Last day.
        last_day: u32,
        /// The deposit that is set aside.
        deposit: Points,
    }
    /// An entry of a kiosk could not be taken as it stood: for the keeper to clear up.
    StatementConflicted = "statement_conflicted" {
        /// Which kiosk.
        kiosk: KioskId,
        /// Position of the statement.
        sequence: u64,
        /// Which thing.
        item: ItemId,
        /// Why.
        conflict: Conflict,
    }
}
