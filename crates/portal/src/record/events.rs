//! Events as JSON: a type, and the fields of the fact.

use ledger::{Event, event::Leg};
use serde_json::{Value, json};

use super::{account, named};

/// The stable name of an event, for example `listing_published`.
const fn event_name(event: &Event) -> &'static str {
    match event {
        Event::OrganisationRegistered { .. } => "organisation_registered",
        Event::PersonRegistered { .. } => "person_registered",
        Event::KeyRegistered { .. } => "key_registered",
        Event::KeyRevoked { .. } => "key_revoked",
        Event::RoleGranted { .. } => "role_granted",
        Event::RoleRevoked { .. } => "role_revoked",
        Event::HutRegistered { .. } => "hut_registered",
        Event::ListingPublished { .. } => "listing_published",
        Event::ListingClosed { .. } => "listing_closed",
        Event::ExchangeRequested { .. } => "exchange_requested",
        Event::ExchangeAccepted { .. } => "exchange_accepted",
        Event::ExchangeDeclined { .. } => "exchange_declined",
        Event::RequestWithdrawn { .. } => "request_withdrawn",
        Event::ExchangeCancelled { .. } => "exchange_cancelled",
        Event::ServiceConfirmed { .. } => "service_confirmed",
        Event::ServiceCompleted { .. } => "service_completed",
        Event::ConfirmationWithdrawn { .. } => "confirmation_withdrawn",
        Event::NoShowReported { .. } => "no_show_reported",
        Event::NoShowWithdrawn { .. } => "no_show_withdrawn",
        Event::ExchangeExpired { .. } => "exchange_expired",
        Event::PointsHeld { .. } => "points_held",
        Event::PointsReleased { .. } => "points_released",
        Event::PointsPosted { .. } => "points_posted",
        Event::TransferSettled { .. } => "transfer_settled",
        Event::TransferReversed { .. } => "transfer_reversed",
        Event::TransferGuaranteed { .. } => "transfer_guaranteed",
        Event::MatchRoundRecorded { .. } => "match_round_recorded",
        Event::ClockAdvanced { .. } => "clock_advanced",
        Event::BookingRepriced { .. } => "booking_repriced",
    }
}

/// An event with its fields.
pub(crate) fn event(event: &Event) -> Value {
    let fields = exchange(event)
        .or_else(|| points(event))
        .unwrap_or_else(|| others(event));
    named(event_name(event), fields)
}

fn exchange(event: &Event) -> Option<Value> {
    Some(match event {
        Event::ExchangeRequested {
            exchange,
            provider,
            receiver,
            price,
        } => json!({
            "exchange": exchange.to_string(),
            "provider": provider.to_string(),
            "receiver": receiver.to_string(),
            "price": price.to_string(),
        }),
        Event::ExchangeAccepted { exchange }
        | Event::ExchangeDeclined { exchange }
        | Event::RequestWithdrawn { exchange }
        | Event::ExchangeExpired { exchange } => json!({ "exchange": exchange.to_string() }),
        Event::ExchangeCancelled { exchange, by, late } => json!({
            "exchange": exchange.to_string(),
            "by": by.map(|party| party.to_string()),
            "late": late,
        }),
        Event::ServiceConfirmed {
            exchange,
            by,
            minutes,
        } => json!({
            "exchange": exchange.to_string(),
            "by": by.to_string(),
            "minutes": minutes,
        }),
        Event::ServiceCompleted {
            exchange,
            minutes,
            transfer,
        } => json!({
            "exchange": exchange.to_string(),
            "minutes": minutes,
            "transfer": transfer.map(|transfer| transfer.to_string()),
        }),
        Event::ConfirmationWithdrawn { exchange, by }
        | Event::NoShowReported { exchange, by }
        | Event::NoShowWithdrawn { exchange, by } => json!({
            "exchange": exchange.to_string(),
            "by": by.to_string(),
        }),
        Event::BookingRepriced {
            exchange,
            price,
            guaranteed,
        } => json!({
            "exchange": exchange.to_string(),
            "price": price.to_string(),
            "guaranteed": guaranteed,
        }),
        _ => return None,
    })
}

fn points(event: &Event) -> Option<Value> {
    Some(match event {
        Event::PointsHeld {
            account: whose,
            exchange,
            amount,
        }
        | Event::PointsReleased {
            account: whose,
            exchange,
            amount,
        } => json!({
            "account": account(*whose),
            "exchange": exchange.to_string(),
            "amount": amount.to_string(),
        }),
        Event::PointsPosted {
            transfer,
            legs,
            settles_at,
        } => {
            let legs: Vec<Value> = legs.iter().map(leg).collect();
            json!({
                "transfer": transfer.to_string(),
                "legs": legs,
                "settles_at_ms": settles_at.0,
            })
        }
        Event::TransferSettled { transfer }
        | Event::TransferReversed { transfer }
        | Event::TransferGuaranteed { transfer } => json!({ "transfer": transfer.to_string() }),
        _ => return None,
    })
}

fn leg(leg: &Leg) -> Value {
    json!({ "account": account(leg.account), "amount": leg.amount.to_string() })
}

fn others(event: &Event) -> Value {
    match event {
        Event::OrganisationRegistered { organisation, key } => {
            json!({ "organisation": organisation.to_string(), "key": key.0 })
        }
        Event::PersonRegistered { person, key } => {
            json!({ "person": person.to_string(), "key": key.0 })
        }
        Event::KeyRegistered { party, key } | Event::KeyRevoked { party, key } => {
            json!({ "party": party.to_string(), "key": key.0 })
        }
        Event::RoleGranted { party } | Event::RoleRevoked { party } => {
            json!({ "party": party.to_string() })
        }
        Event::HutRegistered { hut } => json!({ "hut": hut.to_string() }),
        Event::ListingPublished { listing } | Event::ListingClosed { listing } => {
            json!({ "listing": listing.to_string() })
        }
        Event::MatchRoundRecorded { round } => json!({ "round": round }),
        Event::ClockAdvanced { offset_ms } => json!({ "offset_ms": offset_ms }),
        _ => json!({}),
    }
}
