//! Disputes, panels and the calendar of working days.

use crate::{
    area::AreaCode,
    hash::Hash,
    ids::PartyId,
    operation::dispute::{Ground, Remedy, Subject},
    time::{Timestamp, is_weekday, start_of_china_day},
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Where a dispute stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum CaseStatus {
    /// Waits for the office.
    Filed,
    /// Waits for the sides.
    Answered,
    /// Waits for the panel.
    Appealed,
    /// Over: this was granted.
    Closed(Remedy),
    /// Taken back.
    Withdrawn,
}

/// A member of a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct PanelSeat {
    /// Who.
    pub person: PartyId,
    /// For the claim, or for the answer; nothing while not voted.
    pub for_claim: Option<bool>,
}

/// One dispute or complaint.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Case {
    /// About what.
    pub subject: Subject,
    /// Why.
    pub ground: Ground,
    /// Who filed it.
    pub filed_by: PartyId,
    /// Salted commitment to who complains, when that is somebody else.
    pub reporter: Option<Hash>,
    /// Whom it concerns, if anybody.
    pub respondent: Option<PartyId>,
    /// Whose office answers.
    pub area: AreaCode,
    /// What is asked for.
    pub claim: Remedy,
    /// What the office grants; words only, while it has not answered.
    pub answer: Remedy,
    /// Who answered.
    pub answered_by: Option<PartyId>,
    /// The clock that runs now ends then.
    pub due: Timestamp,
    /// The office did not answer in time.
    pub late: bool,
    /// The sides that accepted the answer.
    pub accepted: Vec<PartyId>,
    /// The panel.
    pub panel: Vec<PanelSeat>,
    /// Who left the panel.
    pub recused: Vec<PartyId>,
    /// Where it stands.
    pub status: CaseStatus,
}

impl Case {
    /// Whether somebody is one of the sides.
    #[must_use]
    pub fn is_side(&self, party: PartyId) -> bool {
        self.filed_by == party || self.respondent == Some(party)
    }
}

/// A resident who agreed to sit on panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct PoolMember {
    /// Who.
    pub person: PartyId,
    /// Keyed pseudonym of the building, if known.
    pub building: Option<Hash>,
}

/// Which days are worked. Without one, Monday to Friday are.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Calendar {
    /// Days off from Monday to Friday.
    pub free: Vec<u32>,
    /// Days of a weekend that are worked.
    pub worked: Vec<u32>,
}

impl Calendar {
    fn is_worked(&self, day: u32) -> bool {
        if is_weekday(day) {
            self.free.binary_search(&day).is_err()
        } else {
            self.worked.binary_search(&day).is_ok()
        }
    }

    /// The last moment of the working day that comes `days` working days after the day of `from`.
    /// A calendar without any worked day within two years counts every day.
    #[must_use]
    pub fn after(&self, from: Timestamp, days: u32) -> Timestamp {
        let today = from.china_day();
        let mut left = days;
        for day in today.saturating_add(1)..=today.saturating_add(731) {
            left = left.saturating_sub(u32::from(self.is_worked(day)));
            if left == 0 {
                return start_of_china_day(day.saturating_add(1)).minus_ms(1);
            }
        }
        start_of_china_day(today.saturating_add(days).saturating_add(1)).minus_ms(1)
    }
}
