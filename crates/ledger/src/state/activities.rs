//! The typed values of activities and who comes to them.

use crate::{
    area::AreaCode,
    category::CategoryCode,
    hash::Hash,
    ids::{ActivityId, PartyId, TransferId},
    operation::{
        activity::{Ages, Attendee, Papers},
        listing::Place,
    },
    points::Points,
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Where an activity stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum ActivityStatus {
    /// Planned; nobody can sign up.
    Planned,
    /// The list is open.
    Open,
    /// It took place.
    Held,
    /// Its report is there.
    Reported,
    /// It does not take place.
    Cancelled,
    /// Nobody reported it in time.
    Lapsed,
}

/// An activity or a group session.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Activity {
    /// Who holds it.
    pub organiser: PartyId,
    /// What kind.
    pub category: CategoryCode,
    /// Where it is for.
    pub area: AreaCode,
    /// Where it takes place.
    pub place: Place,
    /// When it begins.
    pub start: Timestamp,
    /// How long it takes.
    pub minutes: u16,
    /// How many people.
    pub capacity: u16,
    /// Whether there may be danger to people.
    pub risk: bool,
    /// Whether it asks for a licence.
    pub licensed: bool,
    /// What is on file.
    pub papers: Papers,
    /// Who may come.
    pub ages: Ages,
    /// Points for everybody who came.
    pub points: Points,
    /// What the codes on the screen end in.
    pub codes: Hash,
    /// Where it stands.
    pub status: ActivityStatus,
    /// When the status last changed.
    pub changed_at: Timestamp,
    /// How many have a place.
    pub taken: u16,
    /// How many came.
    pub attended: u16,
    /// Who waits for a place, longest first.
    pub waitlist: Vec<PartyId>,
    /// The movement to whoever held the session.
    pub session: Option<TransferId>,
    /// One has confirmed the session for all.
    pub confirmed: bool,
}

/// Where a person's place stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum PlaceStatus {
    /// Has a place.
    Taken,
    /// Waits for one.
    Waiting,
    /// Came.
    Came,
    /// Did not come.
    Absent,
    /// Gave it back.
    Left,
}

/// A person's place at an activity.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SignUpRecord {
    /// How old, as far as the rules ask.
    pub attendee: Attendee,
    /// Where it stands.
    pub status: PlaceStatus,
    /// When the status last changed.
    pub changed_at: Timestamp,
    /// When the place was taken.
    pub taken_at: Timestamp,
    /// Has the points.
    pub awarded: bool,
}

/// Who got points in one movement, so that it can be taken back.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Award {
    /// For which activity.
    pub activity: ActivityId,
    /// Who gave them.
    pub by: PartyId,
    /// To whom, with the minutes that counted towards their day, to give back.
    pub people: Vec<(PartyId, u32)>,
}
