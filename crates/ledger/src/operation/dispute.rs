//! Disputes and complaints (W-18): filed, marked on record, answered in time, accepted or appealed
//! before three residents, made good by contra entry. Nothing is deleted.

use crate::{
    hash::Hash,
    ids::{CaseId, ExchangeId, HutId, PartyId, TransferId},
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// What a dispute is about.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Points that moved.
    Transfer(TransferId),
    /// A service on which the two sides contradict each other.
    Exchange(ExchangeId),
    /// Public words or pictures, by their hash.
    Content(Hash),
    /// A person or an organisation.
    Party(PartyId),
    /// A sharing hut.
    Hut(HutId),
}

/// Why somebody complains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// The record does not say what happened.
    WrongRecord,
    /// The service was not what was agreed.
    PoorService,
    /// Somebody was hurt, insulted or put at risk.
    Conduct,
    /// The content is false, insulting or forbidden.
    Content,
    /// An office decided wrongly or not at all.
    Office,
}

/// What is asked for, or granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// An explanation, an apology, a change of habit: nothing on the books.
    Words,
    /// The points go back, by contra entry.
    Reversal,
    /// The service counts as this many minutes; zero annuls it.
    Minutes(u16),
}

/// Files a dispute in one's own name. About points and services, by one of the two sides and
/// within thirty days.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct FileDispute {
    /// About what.
    pub subject: Subject,
    /// Why.
    pub ground: Ground,
    /// What is asked for.
    pub claim: Remedy,
    /// Salted commitment to the words of the complaint, which its handlers read in the vault.
    pub statement: Hash,
}

/// Files a complaint for somebody who stays hidden from those whom it concerns. By a role that may
/// file for others.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct FileHiddenComplaint {
    /// About a party, a hut or content.
    pub subject: Subject,
    /// Why.
    pub ground: Ground,
    /// Salted commitment to who complains.
    pub reporter: Hash,
    /// Salted commitment to the words.
    pub statement: Hash,
}

/// Answers a dispute, within five working days.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct AnswerDispute {
    /// Which one.
    pub case: CaseId,
    /// What the office grants.
    pub remedy: Remedy,
    /// Salted commitment to the words of the answer.
    pub statement: Hash,
}

/// States that the answer is late: an event of the office, not of a person. Anyone may.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct NoteLateAnswer {
    /// Which one.
    pub case: CaseId,
}

/// Accepts the answer. When every side has, it takes effect.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct AcceptAnswer {
    /// Which one.
    pub case: CaseId,
}

/// Asks for the panel: against the answer, or because it is late. By either side.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct AppealAnswer {
    /// Which one.
    pub case: CaseId,
}

/// Takes a dispute back before it was answered.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct WithdrawDispute {
    /// Which one.
    pub case: CaseId,
}

/// Ends a dispute against whose answer nobody appealed in time. Anyone may state that it is due.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct CloseDispute {
    /// Which one.
    pub case: CaseId,
}

/// Agrees to sit on panels of one's community.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct JoinPanelPool {
    /// The issuer's keyed pseudonym of the building, if known: neighbours do not judge each other.
    pub building: Option<Hash>,
}

/// Does not sit on panels any more.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct LeavePanelPool {}

/// Draws the three of a panel, or fills the seats that are free. Anyone may; the ledger draws.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct DrawPanel {
    /// For which dispute.
    pub case: CaseId,
}

/// Leaves a panel: related to a side, or not able to judge.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct RecuseFromPanel {
    /// From which dispute.
    pub case: CaseId,
}

/// Votes on a panel: for what was claimed, or for what was answered.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct VoteOnPanel {
    /// Which dispute.
    pub case: CaseId,
    /// For the claim.
    pub for_claim: bool,
}

/// Publishes which days are not worked, and which days of a weekend are. Two persons decide.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct PublishCalendar {
    /// Days off from Monday to Friday, as days since 1970 in China, ascending.
    pub free: Vec<u32>,
    /// Days of a weekend that are worked, ascending.
    pub worked: Vec<u32>,
}

super::family! {
    /// Disputes and complaints (W-18).
    DisputeAction in Dispute;
    /// Files a dispute in one's own name.
    FileDispute = "file_dispute",
    /// Files a complaint for somebody who stays hidden.
    FileHiddenComplaint = "file_hidden_complaint",
    /// Answers a dispute.
    AnswerDispute = "answer_dispute",
    /// States that an answer is late.
    NoteLateAnswer = "note_late_answer",
    /// Accepts the answer.
    AcceptAnswer = "accept_answer",
    /// Asks for the panel.
    AppealAnswer = "appeal_answer",
    /// Takes a dispute back.
    WithdrawDispute = "withdraw_dispute",
    /// Ends a dispute against whose answer nobody appealed.
    CloseDispute = "close_dispute",
    /// Agrees to sit on panels.
    JoinPanelPool = "join_panel_pool",
    /// Does not sit on panels any more.
    LeavePanelPool = "leave_panel_pool",
    /// Draws the members of a panel.
    DrawPanel = "draw_panel",
    /// Leaves a panel.
    RecuseFromPanel = "recuse_from_panel",
    /// Votes on a panel.
    VoteOnPanel = "vote_on_panel",
    /// Publishes which days are worked.
    PublishCalendar = "publish_calendar",
}
