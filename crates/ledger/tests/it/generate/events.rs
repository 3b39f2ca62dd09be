//! Facts, refusals and what became of an operation.

use super::{Generate, Random, enums, structs};
use ledger::{Event, Outcome, Rejection, Verdict, event::Leg};

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
        OrganisationRegistered { organisation, key },
        PersonRegistered { person, key },
        KeyRegistered { party, key },
        KeyRevoked { party, key },
        RoleGranted { party },
        RoleRevoked { party },
        HutRegistered { hut },
        ListingPublished { listing },
        ListingClosed { listing },
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
        PointsHeld { account, exchange, amount },
        PointsReleased { account, exchange, amount },
        PointsPosted { transfer, legs, settles_at },
        TransferSettled { transfer },
        TransferReversed { transfer },
        TransferGuaranteed { transfer },
        MatchRoundRecorded { round },
        ClockAdvanced { offset_ms },
        BookingRepriced { exchange, price, guaranteed },
    }
}
