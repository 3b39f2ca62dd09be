//! Facts, refusals and what became of an operation.

use super::{Generate, Random, enums, structs};
use ledger::{
    Event, Outcome, Rejection, Verdict,
    event::{
        ApprovalEvent, ClockEvent, ExchangeEvent, IdentityEvent, Leg, ListingEvent, MatchingEvent,
        MembershipEvent, PartyEvent, PointsEvent,
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
    }
    PointsEvent {
        PointsHeld { account, exchange, amount },
        PointsReleased { account, exchange, amount },
        PointsPosted { transfer, legs, settles_at },
        TransferSettled { transfer },
        TransferReversed { transfer },
        TransferGuaranteed { transfer },
    }
    MatchingEvent {
        MatchRoundRecorded { round },
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
