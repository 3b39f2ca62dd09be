//! What a notice says: a stable code; the words are the portal's.

use crate::codes::{Word as _, listed_words};

/// What a notice says; the codes are stable, the words are the portal's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeCode {
    /// Somebody asks you.
    Asked,
    /// Your question was answered with yes.
    Accepted,
    /// Your question was answered with no.
    Declined,
    /// The question put to you was taken back.
    RequestWithdrawn,
    /// Nobody answered your question in time.
    RequestExpired,
    /// The other side cancelled.
    Cancelled,
    /// The booking ended because points behind it were reversed.
    BookingEnded,
    /// The points behind the booking were reversed, and the community's guarantee will pay.
    BookingGuaranteed,
    /// The other side confirmed the service: it is your turn, or it is complete.
    Confirmed,
    /// The other side took its confirmation back.
    ConfirmationWithdrawn,
    /// The other side says that you did not come.
    NoShowReported,
    /// The other side took that back.
    NoShowWithdrawn,
    /// Somebody proposes that you two help each other.
    Invited,
    /// The other side said yes to the invitation.
    InvitationAccepted,
    /// The other side took its yes back.
    AnswerWithdrawn,
    /// The other side proposes another time.
    TimeProposed,
    /// The other side agreed to your time.
    TimeAgreed,
    /// The proposal of another time is off.
    TimeDropped,
    /// The time before counts again.
    TimeRestored,
    /// The other side checked in at the door.
    CheckedIn,
    /// The other side contradicts what you stated.
    Contested,
    /// The other side took its contradiction back.
    ContestWithdrawn,
    /// The other side says that it did come.
    NoShowAnswered,
    /// A witness was heard, and the no-show report stands.
    NoShowUpheld,
    /// A witness stated what took place.
    Witnessed,
    /// The time to answer ran out, and the service counts.
    SilenceEnded,
    /// It ended without a service on record.
    Lapsed,
    /// It was ended for safety; a person will call.
    Stopped,
    /// Points arrived, pending.
    PointsPosted,
    /// Points were paid, pending.
    PointsPaid,
    /// Points that arrived are final.
    PointsSettled,
    /// A movement of points was undone.
    PointsReversed,
    /// The community's guarantee pays for you.
    PointsGuaranteed,
    /// Somebody asks for your thing.
    LoanAsked,
    /// Your thing is reserved, or the one that you asked for.
    LoanReserved,
    /// Your request for a thing was answered with no.
    LoanDeclined,
    /// The request for your thing was taken back.
    LoanWithdrawn,
    /// A reservation was ended before the hand-over.
    LoanCancelled,
    /// Nobody answered or handed over in time.
    LoanExpired,
    /// The other side says that you did not come to the hand-over.
    PickupMissed,
    /// The other side states a hand-over or a return: it is your turn.
    LoanStated,
    /// The other side took its statement back.
    LoanStatementWithdrawn,
    /// A thing was handed over.
    LoanHandedOver,
    /// A thing came back.
    LoanReturned,
    /// What you gave back is said to be damaged; a worker decides.
    LoanDamaged,
    /// A lent thing is said to be lost; a worker decides.
    LoanLost,
    /// A report of damage or loss was taken back.
    LoanReportWithdrawn,
    /// A loan is late.
    LoanOverdue,
    /// The borrower asks to keep it longer.
    LoanExtensionAsked,
    /// The loan is longer by agreement.
    LoanExtended,
    /// A kiosk's entry about a loan is contested.
    LoanContested,
    /// A worker decided about a loan.
    LoanMediated,
    /// A loan is over.
    LoanClosed,
    /// A thing that somebody gives away is yours.
    ItemGiven,
    /// The thing that you gave away was taken.
    ItemTaken,
    /// You waited for a place at an activity and have one now.
    PlaceFreed,
    /// An activity does not take place.
    ActivityCancelled,
    /// Somebody reported an incident at your activity.
    ActivityIncident,
    /// Nobody reported your activity in time.
    ActivityLapsed,
    /// Somebody gives you points: say yes or no.
    GiftOffered,
    /// Your gift was accepted.
    GiftAccepted,
    /// Your gift was not wanted.
    GiftDeclined,
    /// A gift of points was taken back.
    GiftWithdrawn,
    /// Nobody answered a gift in time.
    GiftExpired,
    /// Points of yours will end.
    ExpiryAnnounced,
    /// Somebody asks you into their household.
    HouseholdInvited,
    /// It is your turn: what you redeem is kept for you.
    RedemptionReserved,
    /// What you redeem was called off.
    RedemptionCancelled,
    /// What you redeem was not fetched in time.
    RedemptionExpired,
    /// What you redeem counts as not given yet.
    RedemptionReopened,
    /// A dispute concerns you.
    DisputeFiled,
    /// The office answered a dispute.
    DisputeAnswered,
    /// The office is late with its answer to your dispute.
    DisputeLate,
    /// The other side asked for the panel.
    DisputeAppealed,
    /// A dispute is over.
    DisputeClosed,
    /// You were drawn to a panel.
    PanelDrawn,
    /// The other side rated you.
    RatingOpened,
    /// The other side answered your rating.
    RatingReplied,
    /// You cannot act for a time.
    Suspended,
    /// You can act again.
    SuspensionLifted,
    /// An organisation asks you to belong to it.
    MemberInvited,
    /// You no longer belong to an organisation.
    MembershipEnded,
    /// An organisation attested a fact about you.
    FactAttested,
    /// A fact about you is not attested any more.
    AttestationEnded,
    /// Your roles changed.
    RoleChanged,
    /// Your keys changed.
    KeyChanged,
    /// Your words or pictures were taken off the pages.
    ContentTakenDown,
    /// Your words or pictures are back on the pages.
    ContentRestored,
    /// Another person agreed to what you proposed.
    ProposalApproved,
}

listed_words!(NoticeCode {
    Asked = "asked",
    Accepted = "accepted",
    Declined = "declined",
    RequestWithdrawn = "request_withdrawn",
    RequestExpired = "request_expired",
    Cancelled = "cancelled",
    BookingEnded = "booking_ended",
    BookingGuaranteed = "booking_guaranteed",
    Confirmed = "confirmed",
    ConfirmationWithdrawn = "confirmation_withdrawn",
    NoShowReported = "no_show_reported",
    NoShowWithdrawn = "no_show_withdrawn",
    Invited = "invited",
    InvitationAccepted = "invitation_accepted",
    AnswerWithdrawn = "answer_withdrawn",
    TimeProposed = "time_proposed",
    TimeAgreed = "time_agreed",
    TimeDropped = "time_dropped",
    TimeRestored = "time_restored",
    CheckedIn = "checked_in",
    Contested = "contested",
    ContestWithdrawn = "contest_withdrawn",
    NoShowAnswered = "no_show_answered",
    NoShowUpheld = "no_show_upheld",
    Witnessed = "witnessed",
    SilenceEnded = "silence_ended",
    Lapsed = "lapsed",
    Stopped = "stopped",
    PointsPosted = "points_posted",
    PointsPaid = "points_paid",
    PointsSettled = "points_settled",
    PointsReversed = "points_reversed",
    PointsGuaranteed = "points_guaranteed",
    LoanAsked = "loan_asked",
    LoanReserved = "loan_reserved",
    LoanDeclined = "loan_declined",
    LoanWithdrawn = "loan_withdrawn",
    LoanCancelled = "loan_cancelled",
    LoanExpired = "loan_expired",
    PickupMissed = "pickup_missed",
    LoanStated = "loan_stated",
    LoanStatementWithdrawn = "loan_statement_withdrawn",
    LoanHandedOver = "loan_handed_over",
    LoanReturned = "loan_returned",
    LoanDamaged = "loan_damaged",
    LoanLost = "loan_lost",
    LoanReportWithdrawn = "loan_report_withdrawn",
    LoanOverdue = "loan_overdue",
    LoanExtensionAsked = "loan_extension_asked",
    LoanExtended = "loan_extended",
    LoanContested = "loan_contested",
    LoanMediated = "loan_mediated",
    LoanClosed = "loan_closed",
    ItemGiven = "item_given",
    ItemTaken = "item_taken",
    PlaceFreed = "place_freed",
    ActivityCancelled = "activity_cancelled",
    ActivityIncident = "activity_incident",
    ActivityLapsed = "activity_lapsed",
    GiftOffered = "gift_offered",
    GiftAccepted = "gift_accepted",
    GiftDeclined = "gift_declined",
    GiftWithdrawn = "gift_withdrawn",
    GiftExpired = "gift_expired",
    ExpiryAnnounced = "expiry_announced",
    HouseholdInvited = "household_invited",
    RedemptionReserved = "redemption_reserved",
    RedemptionCancelled = "redemption_cancelled",
    RedemptionExpired = "redemption_expired",
    RedemptionReopened = "redemption_reopened",
    DisputeFiled = "dispute_filed",
    DisputeAnswered = "dispute_answered",
    DisputeLate = "dispute_late",
    DisputeAppealed = "dispute_appealed",
    DisputeClosed = "dispute_closed",
    PanelDrawn = "panel_drawn",
    RatingOpened = "rating_opened",
    RatingReplied = "rating_replied",
    Suspended = "suspended",
    SuspensionLifted = "suspension_lifted",
    MemberInvited = "member_invited",
    MembershipEnded = "membership_ended",
    FactAttested = "fact_attested",
    AttestationEnded = "attestation_ended",
    RoleChanged = "role_changed",
    KeyChanged = "key_changed",
    ContentTakenDown = "content_taken_down",
    ContentRestored = "content_restored",
    ProposalApproved = "proposal_approved",
});

impl NoticeCode {
    /// The stable code, for example `points_posted`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.word()
    }
}
