//! Facts, refusals and what became of an operation.

use super::{Generate, Random, enums, structs};
use ledger::{
    Event, Outcome, Rejection, Verdict,
    event::{
        ApprovalEvent, ClockEvent, ContentEvent, DisputeEvent, ExchangeEvent, HouseholdEvent,
        IdentityEvent, Leg, ListingEvent, MatchingEvent, MembershipEvent, PartyEvent, PointsEvent,
        PointsOfficeEvent, RatingEvent, RedemptionEvent,
    },
};

impl Generate for Rejection {
    fn generate(random: &mut Random) -> Self {
        *random.pick(Self::ALL).expect("there are reasons")
    }
}

structs! {
    Leg { account, amount }
    Outcome { custody, verdict }
}

enums! {
    Verdict { Applied(events), Rejected(rejection) }
    Event {
        Identity(event),
        Listing(event),
        Exchange(event),
        Points(event),
        Matching(event),
        Clock(event),
        Item(event),
        Loan(event),
        Activity(event),
        Hut(event),
        Approval(event),
        Membership(event),
        Party(event),
        Dispute(event),
        Content(event),
        Rating(event),
        Household(event),
        Redemption(event),
        PointsOffice(event),
    }
    IdentityEvent {
        OrganisationRegistered { organisation, key },
        PersonRegistered { person, key },
        KeyRegistered { party, key },
        KeyRevoked { party, key },
        RoleGranted { party },
        RoleRevoked { party },
        HutRegistered { hut },
    }
    ListingEvent {
        ListingPublished { listing },
        ListingClosed { listing },
        LicenceAttested { party },
        LicenceRevoked { party },
    }
    ExchangeEvent {
        ExchangeRequested { exchange, provider, receiver, price },
        ExchangeAccepted { exchange },
        ExchangeDeclined { exchange },
        RequestWithdrawn { exchange },
        ExchangeCancelled { exchange, by, late },
        ServiceConfirmed { exchange, by, minutes },
        ServiceCompleted { exchange, minutes, transfer },
        ConfirmationWithdrawn { exchange, by },
        NoShowReported { exchange, by },
        NoShowWithdrawn { exchange, by },
        ExchangeExpired { exchange },
        BookingRepriced { exchange, price, guaranteed },
        ExchangeInvited { exchange, provider, receiver },
        InvitationAccepted { exchange, by },
        AnswerWithdrawn { exchange, by },
        TimeProposed { exchange, by },
        TimeAgreed { exchange, start, minutes, price },
        TimeDropped { exchange, by },
        TimeRestored { exchange, by, start, minutes, price },
        CheckInOpened { exchange, by },
        BothCheckedIn { exchange, by },
        ServiceFinished { exchange, by },
        CheckInWithdrawn { exchange, by, end_only },
        ServiceContested { exchange, by, minutes },
        ContestWithdrawn { exchange, by, no_show },
        NoShowAnswered { exchange, by },
        ServiceWitnessed { exchange, by, minutes },
        SilenceEnded { exchange, minutes },
        ExchangeLapsed { exchange },
        NoShowUpheld { exchange },
        ExchangeStopped { exchange, by },
    }
    PointsEvent {
        PointsHeld { account, claim, amount },
        PointsReleased { account, claim, amount },
        PointsPosted { transfer, cause, legs, settles_at },
        TransferSettled { transfer },
        TransferReversed { transfer },
        TransferGuaranteed { transfer },
        TransferCorrected { transfer, contra, bearer, shortfall },
        GiftOffered { gift, giver, receiver, amount },
        GiftAccepted { gift, transfer },
        GiftDeclined { gift },
        GiftWithdrawn { gift, by },
        GiftExpired { gift },
        BeneficiaryNamed { person },
        PointsPassedOn { person, transfer },
        ExpiryAnnounced { person, amount, due_at },
        PointsExpired { person, transfer },
    }
    MatchingEvent {
        MatchRoundRecorded { round },
    }
    ContentEvent {
        ContentTakenDown { content },
        TakedownAppealed { content },
        ContentRestored { content },
    }
    DisputeEvent {
        DisputeFiled { case, area, due },
        DisputeAnswered { case, due },
        AnswerLate { case },
        AnswerAccepted { case },
        AnswerAppealed { case, due },
        DisputeWithdrawn { case },
        PanelPoolJoined { person },
        PanelPoolLeft { person },
        PanelDrawn { case, members },
        PanelistRecused { case, person },
        PanelVoteCast { case, person },
        DisputeClosed { case, remedy },
        CalendarPublished { by },
    }
    PartyEvent {
        PartySuspended { party },
        SuspensionLifted { party },
        OrganisationClosed { organisation },
        MemberInvited { organisation, person },
        MembershipAccepted { organisation, person },
        MembershipEnded { organisation, person },
        FactAttested { attestation, person },
        AttestationWithdrawn { attestation, person },
        AttestationExpired { attestation, person },
        PersonErased { person },
        CommitmentsEnded { party },
    }
    ApprovalEvent {
        ActionProposed { proposal },
        ActionApproved { proposal, proposed_by },
        ProposalWithdrawn { proposal },
        ProposalExpired { proposal },
    }
    RatingEvent {
        RatingCommitted { exchange, by, due_at },
        RatingWithdrawn { exchange, by },
        RatingOpened { exchange, by, stars },
        RatingReplied { exchange, by },
        ReplyWithdrawn { exchange, by },
        RatingEnded { exchange, by, opened },
    }
    HouseholdEvent {
        HouseholdRegistered { household },
        HouseholdInvited { household, person },
        HouseholdJoined { household, person },
        HouseholdLeft { household, person },
    }
    RedemptionEvent {
        EntryPublished { entry },
        EntryClosed { entry },
        RedemptionReserved { redemption, person, payer, price },
        RedemptionQueued { redemption, person, payer, price },
        RedemptionCancelled { redemption, by },
        RedemptionConsumed { redemption, transfer },
        ConsumptionWithdrawn { redemption, by },
        RedemptionExpired { redemption },
        QueueAdmitted { community, count },
    }
    PointsOfficeEvent {
        RulePackAdopted { community, pack },
        StandingRecorded { person },
        ReserveFunded { transfer },
        PointsGranted { person, transfer },
        AccountClosed { person },
    }
    ClockEvent {
        ClockAdvanced { offset_ms },
    }
    MembershipEvent {
        SeatClaimed { key, organisation },
        ChangeProposed { change },
        ChangeApproved { change, by },
        ChangeWithdrawn { change },
        ValidatorsChanged { change, next },
        UpgradeScheduled { change, version, height },
    }
}
