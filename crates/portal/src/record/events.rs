//! Events as JSON: a type, and the fields of the fact.

use ledger::{
    Event,
    event::{
        ClockEvent, ExchangeEvent, IdentityEvent, Leg, ListingEvent, MatchingEvent, PointsEvent,
    },
};
use serde_json::{Value, json};

use super::{account, named};

pub(crate) fn event(event: &Event) -> Value {
    let fields = exchange(event)
        .or_else(|| points(event))
        .unwrap_or_else(|| others(event));
    named(event.name(), fields)
}

fn exchange(event: &Event) -> Option<Value> {
    Some(match event {
        Event::Exchange(ExchangeEvent::ExchangeRequested {
            exchange,
            provider,
            receiver,
            price,
        }) => json!({
            "exchange": exchange.to_string(),
            "provider": provider.to_string(),
            "receiver": receiver.to_string(),
            "price": price.to_string(),
        }),
        Event::Exchange(ExchangeEvent::ExchangeAccepted { exchange })
        | Event::Exchange(ExchangeEvent::ExchangeDeclined { exchange })
        | Event::Exchange(ExchangeEvent::RequestWithdrawn { exchange })
        | Event::Exchange(ExchangeEvent::ExchangeExpired { exchange }) => {
            json!({ "exchange": exchange.to_string() })
        }
        Event::Exchange(ExchangeEvent::ExchangeCancelled { exchange, by, late }) => json!({
            "exchange": exchange.to_string(),
            "by": by.map(|party| party.to_string()),
            "late": late,
        }),
        Event::Exchange(ExchangeEvent::ServiceConfirmed {
            exchange,
            by,
            minutes,
        }) => json!({
            "exchange": exchange.to_string(),
            "by": by.to_string(),
            "minutes": minutes,
        }),
        Event::Exchange(ExchangeEvent::ServiceCompleted {
            exchange,
            minutes,
            transfer,
        }) => json!({
            "exchange": exchange.to_string(),
            "minutes": minutes,
            "transfer": transfer.map(|transfer| transfer.to_string()),
        }),
        Event::Exchange(ExchangeEvent::ConfirmationWithdrawn { exchange, by })
        | Event::Exchange(ExchangeEvent::NoShowReported { exchange, by })
        | Event::Exchange(ExchangeEvent::NoShowWithdrawn { exchange, by }) => json!({
            "exchange": exchange.to_string(),
            "by": by.to_string(),
        }),
        Event::Exchange(ExchangeEvent::BookingRepriced {
            exchange,
            price,
            guaranteed,
        }) => json!({
            "exchange": exchange.to_string(),
            "price": price.to_string(),
            "guaranteed": guaranteed,
        }),
        _ => return None,
    })
}

fn points(event: &Event) -> Option<Value> {
    Some(match event {
        Event::Points(PointsEvent::PointsHeld {
            account: whose,
            exchange,
            amount,
        })
        | Event::Points(PointsEvent::PointsReleased {
            account: whose,
            exchange,
            amount,
        }) => json!({
            "account": account(*whose),
            "exchange": exchange.to_string(),
            "amount": amount.to_string(),
        }),
        Event::Points(PointsEvent::PointsPosted {
            transfer,
            legs,
            settles_at,
        }) => {
            let legs: Vec<Value> = legs.iter().map(leg).collect();
            json!({
                "transfer": transfer.to_string(),
                "legs": legs,
                "settles_at_ms": settles_at.0,
            })
        }
        Event::Points(PointsEvent::TransferSettled { transfer })
        | Event::Points(PointsEvent::TransferReversed { transfer })
        | Event::Points(PointsEvent::TransferGuaranteed { transfer }) => {
            json!({ "transfer": transfer.to_string() })
        }
        _ => return None,
    })
}

fn leg(leg: &Leg) -> Value {
    json!({ "account": account(leg.account), "amount": leg.amount.to_string() })
}

fn others(event: &Event) -> Value {
    match event {
        Event::Identity(IdentityEvent::OrganisationRegistered { organisation, key }) => {
            json!({ "organisation": organisation.to_string(), "key": key.0 })
        }
        Event::Identity(IdentityEvent::PersonRegistered { person, key }) => {
            json!({ "person": person.to_string(), "key": key.0 })
        }
        Event::Identity(IdentityEvent::KeyRegistered { party, key })
        | Event::Identity(IdentityEvent::KeyRevoked { party, key }) => {
            json!({ "party": party.to_string(), "key": key.0 })
        }
        Event::Identity(IdentityEvent::RoleGranted { party })
        | Event::Identity(IdentityEvent::RoleRevoked { party }) => {
            json!({ "party": party.to_string() })
        }
        Event::Identity(IdentityEvent::HutRegistered { hut }) => json!({ "hut": hut.to_string() }),
        Event::Listing(ListingEvent::ListingPublished { listing })
        | Event::Listing(ListingEvent::ListingClosed { listing }) => {
            json!({ "listing": listing.to_string() })
        }
        Event::Matching(MatchingEvent::MatchRoundRecorded { round }) => json!({ "round": round }),
        Event::Clock(ClockEvent::ClockAdvanced { offset_ms }) => json!({ "offset_ms": offset_ms }),
        _ => json!({}),
    }
}
