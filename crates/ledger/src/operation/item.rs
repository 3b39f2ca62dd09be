//! Things that people lend and give (W-04): the thing itself, before and between its loans.

use crate::{
    category::CategoryCode,
    ids::{HutId, ItemId, PartyId},
    operation::listing::ContentRef,
    points::Points,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// The highest deposit, in tenths of a point: 100 points.
pub const DEPOSIT_MAX: Points = Points(1_000);
/// The longest loan, in days.
pub const LOAN_DAYS_MAX: u8 = 60;

/// How a thing looks, best first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// As new.
    New,
    /// Used and whole.
    Good,
    /// Worn, and does its work.
    Worn,
    /// Does not do its work, or not safely.
    Damaged,
}

/// Whether somebody must say yes before a reservation holds.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Approval {
    /// A free day is a reserved day.
    Instant,
    /// The owner, or the keeper where it lies, says yes or no.
    OnRequest,
}

/// What an owner says about a thing and may change later; loans that are agreed keep their terms.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ItemTerms {
    /// What kind of thing.
    pub category: CategoryCode,
    /// Its public name, photo and hygiene notes.
    pub content: ContentRef,
    /// How it looks.
    pub condition: Condition,
    /// Points set aside by a borrower for the time of a loan; zero for none.
    pub deposit: Points,
    /// The longest loan, in days.
    pub loan_days: u8,
    /// Instant, or on request.
    pub approval: Approval,
    /// The hut that may keep it and lend it out; without one it is lent from the owner's home.
    pub hut: Option<HutId>,
}

/// Puts a thing of the actor's on the shelf of the community; it stays the actor's.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ListItem {
    /// What the owner says about it.
    pub terms: ItemTerms,
}

/// Says something else about one's own thing.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ChangeItem {
    /// Which thing.
    pub item: ItemId,
    /// What the owner says now.
    pub terms: ItemTerms,
}

/// Takes no more reservations until resumed; those agreed go on.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct PauseItem {
    /// Which thing.
    pub item: ItemId,
}

/// Offers a paused, recalled or found thing again.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ResumeItem {
    /// Which thing.
    pub item: ItemId,
}

/// Wants the thing back at the end of its loan; reservations that have not begun are cancelled.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RecallItem {
    /// Which thing.
    pub item: ItemId,
}

/// Offers one's own thing to somebody for good, or takes that offer back.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct GiveItem {
    /// Which thing.
    pub item: ItemId,
    /// To whom; nobody takes the offer back.
    pub to: Option<PartyId>,
}

/// Accepts a thing that was offered for good: it is the actor's now.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct TakeItem {
    /// Which thing.
    pub item: ItemId,
}

super::family! {
    /// Things that people lend and give (W-04).
    ItemAction in Item;
    /// Puts a thing on the shelf of the community.
    ListItem = "list_item",
    /// Says something else about one's own thing.
    ChangeItem = "change_item",
    /// Takes no more reservations until resumed.
    PauseItem = "pause_item",
    /// Offers a thing again.
    ResumeItem = "resume_item",
    /// Wants the thing back at the end of its loan.
    RecallItem = "recall_item",
    /// Offers one's own thing to somebody for good.
    GiveItem = "give_item",
    /// Accepts a thing that was offered for good.
    TakeItem = "take_item",
}
