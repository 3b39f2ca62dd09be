//! What became of activities and group sessions.

use crate::ids::{ActivityId, PartyId, TransferId};

super::family! {
    /// What became of activities and group sessions.
    ActivityEvent in Activity;
    /// It is planned.
    ActivityPlanned = "activity_planned" {
        /// Its id.
        activity: ActivityId,
    }
    /// Insurance and licence are on file.
    PapersFiled = "papers_filed" {
        /// Its id.
        activity: ActivityId,
    }
    /// The list is open.
    SignUpOpened = "sign_up_opened" {
        /// Its id.
        activity: ActivityId,
    }
    /// Somebody has a place, or waits for one.
    SignedUp = "signed_up" {
        /// Its id.
        activity: ActivityId,
        /// Who.
        person: PartyId,
        /// Has to wait.
        waiting: bool,
    }
    /// Somebody gave a place back.
    ActivityLeft = "activity_left" {
        /// Its id.
        activity: ActivityId,
        /// Who.
        person: PartyId,
        /// Less than two hours before the start.
        late: bool,
    }
    /// Whoever waited longest has a place now.
    WaitlistPromoted = "waitlist_promoted" {
        /// Its id.
        activity: ActivityId,
        /// Who.
        person: PartyId,
    }
    /// Somebody came, by the code on the screen.
    CheckedIn = "checked_in" {
        /// Its id.
        activity: ActivityId,
        /// Who.
        person: PartyId,
    }
    /// People came, as the organiser or a keeper states.
    PeopleCheckedIn = "people_checked_in" {
        /// Its id.
        activity: ActivityId,
        /// Who stated it.
        by: PartyId,
    }
    /// People did not come, as the organiser states.
    PeopleAbsent = "people_absent" {
        /// Its id.
        activity: ActivityId,
    }
    /// Check-ins or absences were taken back.
    AttendanceCorrected = "attendance_corrected" {
        /// Its id.
        activity: ActivityId,
    }
    /// It does not take place.
    ActivityCancelled = "activity_cancelled" {
        /// Its id.
        activity: ActivityId,
        /// Who called it off.
        by: PartyId,
    }
    /// It took place.
    ActivityHeld = "activity_held" {
        /// Its id.
        activity: ActivityId,
        /// How many came.
        attended: u16,
    }
    /// Its report is there.
    ActivityReported = "activity_reported" {
        /// Its id.
        activity: ActivityId,
    }
    /// Somebody reported an accident or another incident.
    IncidentReported = "incident_reported" {
        /// Its id.
        activity: ActivityId,
        /// Who.
        by: PartyId,
    }
    /// Many people have their points.
    PointsAwarded = "points_awarded" {
        /// Its id.
        activity: ActivityId,
        /// The movement, if points moved.
        transfer: Option<TransferId>,
    }
    /// A group session took place, as one states for all.
    SessionConfirmed = "session_confirmed" {
        /// Its id.
        activity: ActivityId,
        /// Who stated it.
        by: PartyId,
        /// The movement to the one who held it, if points moved.
        transfer: Option<TransferId>,
    }
    /// Points of an activity or a session were taken back.
    AwardWithdrawn = "award_withdrawn" {
        /// Its id.
        activity: ActivityId,
        /// The movement.
        transfer: TransferId,
    }
    /// Nobody reported it in time.
    ActivityLapsed = "activity_lapsed" {
        /// Its id.
        activity: ActivityId,
    }
}
