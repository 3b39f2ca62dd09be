//! Things done together (W-05): activities, and group sessions of a skill.

use crate::{
    area::AreaCode,
    category::CategoryCode,
    domains,
    hash::Hash,
    ids::{ActivityId, PartyId, TransferId},
    operation::listing::{ContentRef, Place},
    points::Points,
    time::{MINUTE_MS, Timestamp},
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// The most people of one activity.
pub const CAPACITY_MAX: u16 = 5_000;
/// The most people who wait for a place.
pub const WAITLIST_MAX: usize = 100;
/// The most people named by one action.
pub const NAMED_MAX: usize = 200;
/// The longest activity, in minutes.
pub const MINUTES_MAX: u16 = 720;
/// How far ahead an activity is planned, in milliseconds: half a year.
pub const AHEAD_MS_MAX: u64 = 183 * crate::time::DAY_MS;
/// How long a code on the screen is good for, in milliseconds.
pub const CODE_MS: u64 = 5 * MINUTE_MS;
/// How long before the start people check in, in milliseconds.
pub const CHECK_IN_EARLY_MS: u64 = 30 * MINUTE_MS;
/// How many codes one activity has at most: one for every five minutes, and half an hour around.
pub const CODES_MAX: u64 = 156;
/// How long after its end an activity waits for its report, in milliseconds: two weeks.
pub const REPORT_MS_MAX: u64 = 14 * crate::time::DAY_MS;

/// Who may come.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Ages {
    /// Adults only.
    Adults,
    /// Also from eight years on, with a guardian's consent.
    FromEight,
}

/// An insurance policy that covers everybody who comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct Policy {
    /// Hash of its number and terms.
    pub reference: Hash,
    /// Last moment of cover.
    pub until: Timestamp,
}

/// What must be on file before anybody may sign up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct Papers {
    /// The policy; needed when there may be danger to people.
    pub policy: Option<Policy>,
    /// Hash of the licence; needed when the activity asks for one.
    pub licence: Option<Hash>,
}

/// Plans something in the actor's name; nobody can sign up before [`OpenSignUp`].
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct PlanActivity {
    /// What kind: an activity, or a skill for a group session.
    pub category: CategoryCode,
    /// Its public name and description.
    pub content: ContentRef,
    /// The community, or a wider area for an organisation.
    pub area: AreaCode,
    /// Where.
    pub place: Place,
    /// When it begins.
    pub start: Timestamp,
    /// How long it takes.
    pub minutes: u16,
    /// How many people.
    pub capacity: u16,
    /// Whether there may be danger to people: no sign-up without insurance then.
    pub risk: bool,
    /// Whether it asks for a licence, such as cooking for others.
    pub licensed: bool,
    /// What is on file already.
    pub papers: Papers,
    /// Who may come.
    pub ages: Ages,
    /// Points for everybody who came; only for what an organisation or a community worker plans.
    pub points: Points,
    /// What the codes on the screen end in: see [`code_at`].
    pub codes: Hash,
}

/// Puts papers on file; what is given replaces what was there.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct FilePapers {
    /// Which activity.
    pub activity: ActivityId,
    /// All of them.
    pub papers: Papers,
}

/// A guardian's yes, kept off the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct Consent {
    /// Hash of the signed consent to take part.
    pub reference: Hash,
    /// Whether it also covers the child's data, as it must below fourteen.
    pub data: bool,
}

/// How old somebody is, as far as the rules ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Attendee {
    /// Eighteen or older.
    Adult,
    /// Fourteen to seventeen.
    Youth {
        /// The guardian's yes.
        consent: Option<Consent>,
    },
    /// Eight to thirteen.
    Child {
        /// The guardian's yes.
        consent: Option<Consent>,
    },
}

/// Takes a place, or the next one on the waitlist.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct SignUp {
    /// For which activity.
    pub activity: ActivityId,
    /// How old the actor is, as far as the rules ask.
    pub attendee: Attendee,
}

/// States to have come, with the code on the screen.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct CheckIn {
    /// To which activity.
    pub activity: ActivityId,
    /// The code of these or the last five minutes.
    pub code: Hash,
}

/// Why an activity does not take place.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    /// The weather.
    Weather,
    /// The organiser cannot.
    Organiser,
    /// Too few people.
    TooFew,
    /// It would not be safe.
    Safety,
}

/// The organiser, or a community worker over the area, calls it off.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct CancelActivity {
    /// Which activity.
    pub activity: ActivityId,
    /// Why.
    pub reason: CancelReason,
}

/// The organiser reports in words and pictures; points follow.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ReportActivity {
    /// Which activity.
    pub activity: ActivityId,
    /// The report.
    pub content: ContentRef,
}

/// Somebody who was there reports an accident or another incident.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ReportIncident {
    /// Which activity.
    pub activity: ActivityId,
    /// What happened; for those who must know.
    pub content: ContentRef,
    /// Whether somebody was hurt.
    pub injury: bool,
}

macro_rules! naming_people {
    ($($(#[$doc:meta])* $name:ident)+) => {
        $($(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
        pub struct $name {
            /// Which activity.
            pub activity: ActivityId,
            /// Who: at least one, at most two hundred.
            pub people: Vec<PartyId>,
        })+
    };
}

naming_people! {
    /// The organiser or a keeper states that these have come.
    CheckInPeople
    /// The organiser states that these did not come.
    MarkAbsent
    /// The organiser takes check-ins or absences back, within ten minutes of stating them.
    CorrectAttendance
    /// Gives everybody named the points of the activity, in one movement.
    AwardPoints
}

/// States for everybody that a group session took place; the one who held it earns the points.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ConfirmSession {
    /// Which session.
    pub activity: ActivityId,
    /// How long it took, in steps of the rule pack.
    pub minutes: u16,
}

/// Takes points of an activity or a session back within ten minutes, by whoever gave them.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct WithdrawAward {
    /// Which movement.
    pub transfer: TransferId,
}

macro_rules! on_activity {
    ($($(#[$doc:meta])* $name:ident)+) => {
        $($(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
        pub struct $name {
            /// Which activity.
            pub activity: ActivityId,
        })+
    };
}

on_activity! {
    /// The organiser opens the list.
    OpenSignUp
    /// Gives a place back. Within ten minutes of taking it, it counts as changing one's mind; less
    /// than two hours before the start, as late. Whoever waits longest gets the place.
    LeaveActivity
    /// The organiser states that it took place.
    HoldActivity
    /// Ends an activity that nobody reported in two weeks. Anyone may state that it is due.
    LapseActivity
}

/// The code on the screen in slot `slot` (from one) of a chain of [`CODES_MAX`] codes made of a
/// secret. Slot zero is the commitment in [`PlanActivity::codes`]; hashing a code gives the one
/// before it, so that nobody learns the next.
#[must_use]
pub fn code_at(secret: &Hash, slot: u64) -> Hash {
    (slot..CODES_MAX).fold(*secret, |code, _| previous_code(&code))
}

/// The code of the slot before.
#[must_use]
pub fn previous_code(code: &Hash) -> Hash {
    Hash::of(&[domains::CHECK_IN_CODE, &code.0])
}

super::family! {
    /// Things done together (W-05).
    ActivityAction in Activity;
    /// Plans an activity or a group session.
    PlanActivity = "plan_activity",
    /// Puts insurance and licence on file.
    FilePapers = "file_papers",
    /// Opens the list.
    OpenSignUp = "open_sign_up",
    /// Takes a place, or the next one on the waitlist.
    SignUp = "sign_up",
    /// Gives a place back.
    LeaveActivity = "leave_activity",
    /// States to have come.
    CheckIn = "check_in",
    /// States that people have come.
    CheckInPeople = "check_in_people",
    /// States that people did not come.
    MarkAbsent = "mark_absent",
    /// Takes check-ins or absences back.
    CorrectAttendance = "correct_attendance",
    /// Calls it off.
    CancelActivity = "cancel_activity",
    /// States that it took place.
    HoldActivity = "hold_activity",
    /// Reports in words and pictures.
    ReportActivity = "report_activity",
    /// Reports an accident or another incident.
    ReportIncident = "report_incident",
    /// Gives many people their points in one movement.
    AwardPoints = "award_points",
    /// States for everybody that a group session took place.
    ConfirmSession = "confirm_session",
    /// Takes points of an activity back within ten minutes.
    WithdrawAward = "withdraw_award",
    /// Ends an activity that nobody reported.
    LapseActivity = "lapse_activity",
}
