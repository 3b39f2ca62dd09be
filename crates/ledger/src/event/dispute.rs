//! What became of disputes and complaints.

use crate::{
    area::AreaCode,
    ids::{CaseId, PartyId},
    operation::dispute::Remedy,
    time::Timestamp,
};

super::family! {
    /// What became of disputes and complaints.
    DisputeEvent in Dispute;
    /// A dispute was filed; its subject is marked on record.
    DisputeFiled = "dispute_filed" {
        /// Its id.
        case: CaseId,
        /// Whose office answers.
        area: AreaCode,
        /// Until when the office answers.
        due: Timestamp,
    }
    /// The office answered.
    DisputeAnswered = "dispute_answered" {
        /// Its id.
        case: CaseId,
        /// Until when a side may appeal.
        due: Timestamp,
    }
    /// The office did not answer in time.
    AnswerLate = "answer_late" {
        /// Its id.
        case: CaseId,
    }
    /// A side accepted the answer.
    AnswerAccepted = "answer_accepted" {
        /// Its id.
        case: CaseId,
    }
    /// A side asked for the panel.
    AnswerAppealed = "answer_appealed" {
        /// Its id.
        case: CaseId,
        /// Until when the panel decides.
        due: Timestamp,
    }
    /// The filer took it back.
    DisputeWithdrawn = "dispute_withdrawn" {
        /// Its id.
        case: CaseId,
    }
    /// A resident agreed to sit on panels.
    PanelPoolJoined = "panel_pool_joined" {
        /// Who.
        person: PartyId,
    }
    /// A resident does not sit on panels any more.
    PanelPoolLeft = "panel_pool_left" {
        /// Who.
        person: PartyId,
    }
    /// The ledger drew members of a panel.
    PanelDrawn = "panel_drawn" {
        /// For which dispute.
        case: CaseId,
        /// Who was drawn now.
        members: Vec<PartyId>,
    }
    /// A member left a panel.
    PanelistRecused = "panelist_recused" {
        /// From which dispute.
        case: CaseId,
        /// Who.
        person: PartyId,
    }
    /// A member voted.
    PanelVoteCast = "panel_vote_cast" {
        /// On which dispute.
        case: CaseId,
        /// Who.
        person: PartyId,
    }
    /// It is over; what was granted has happened.
    DisputeClosed = "dispute_closed" {
        /// Its id.
        case: CaseId,
        /// What was granted.
        remedy: Remedy,
    }
    /// The days that are worked were published.
    CalendarPublished = "calendar_published" {
        /// By whom.
        by: PartyId,
    }
}
