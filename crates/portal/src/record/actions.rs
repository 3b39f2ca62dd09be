//! Actions as JSON: a type, and the fields of the command.

use ledger::{
    Action,
    operation::{
        ClockAction, ExchangeAction, IdentityAction, ListingAction, MatchingAction, PointsAction,
        identity::{IdentityLevel, Role},
        listing::{ListingKind, Place, PublishListing},
    },
    signature::PublicKey,
};
use serde_json::{Value, json};

use super::{content, custody, named, scope};

/// An action with its fields.
pub(crate) fn action(action: &Action) -> Value {
    named(action.name(), fields(action))
}

fn fields(action: &Action) -> Value {
    match action {
        Action::Listing(ListingAction::PublishListing(command)) => listing(command),
        Action::Listing(ListingAction::CloseListing(command)) => {
            json!({ "listing": command.listing.to_string() })
        }
        Action::Exchange(ExchangeAction::RequestExchange(command)) => json!({
            "listing": command.listing.to_string(),
            "own_listing": command.own_listing.map(|listing| listing.to_string()),
            "start_ms": command.start.0,
            "minutes": command.minutes,
        }),
        Action::Exchange(ExchangeAction::AcceptExchange(command)) => exchange(command.exchange),
        Action::Exchange(ExchangeAction::DeclineExchange(command)) => exchange(command.exchange),
        Action::Exchange(ExchangeAction::WithdrawRequest(command)) => exchange(command.exchange),
        Action::Exchange(ExchangeAction::CancelExchange(command)) => exchange(command.exchange),
        Action::Exchange(ExchangeAction::WithdrawConfirmation(command)) => {
            exchange(command.exchange)
        }
        Action::Exchange(ExchangeAction::ReportNoShow(command)) => exchange(command.exchange),
        Action::Exchange(ExchangeAction::WithdrawNoShow(command)) => exchange(command.exchange),
        Action::Exchange(ExchangeAction::ExpireExchange(command)) => exchange(command.exchange),
        Action::Exchange(ExchangeAction::ConfirmService(command)) => json!({
            "exchange": command.exchange.to_string(),
            "minutes": command.minutes,
        }),
        Action::Points(PointsAction::DonatePoints(command)) => {
            json!({ "amount": command.amount.to_string() })
        }
        Action::Points(PointsAction::WithdrawDonation(command)) => {
            json!({ "transfer": command.transfer.to_string() })
        }
        Action::Points(PointsAction::SettleTransfer(command)) => {
            json!({ "transfer": command.transfer.to_string() })
        }
        Action::Matching(MatchingAction::RecordMatchRound(command)) => json!({
            "height": command.height,
            "parameters_version": command.parameters_version,
            "inputs": command.inputs.to_string(),
            "result": command.result.to_string(),
        }),
        Action::Clock(ClockAction::AdvanceClock(command)) => json!({ "by_ms": command.by_ms }),
        other => identity(other),
    }
}

fn identity(action: &Action) -> Value {
    match action {
        Action::Identity(IdentityAction::RegisterOrganisation(command)) => json!({
            "organisation": command.organisation.to_string(),
            "area": command.area.to_string(),
            "content": content(command.content),
            "key": key(command.key),
            "custody": custody(command.custody),
        }),
        Action::Identity(IdentityAction::RegisterPerson(command)) => json!({
            "person": command.person.to_string(),
            "pseudonym": command.pseudonym.to_string(),
            "level": level(command.level),
            "community": command.community.to_string(),
            "key": key(command.key),
            "custody": custody(command.custody),
        }),
        Action::Identity(IdentityAction::RegisterKey(command)) => json!({
            "party": command.party.to_string(),
            "key": key(command.key),
            "custody": custody(command.custody),
        }),
        Action::Identity(IdentityAction::RevokeKey(command)) => json!({ "key": command.key.0 }),
        Action::Identity(IdentityAction::GrantRole(command)) => json!({
            "party": command.party.to_string(),
            "role": role(command.role),
            "scope": scope(command.scope),
            "until_ms": command.until.map(|until| until.0),
        }),
        Action::Identity(IdentityAction::RevokeRole(command)) => json!({
            "party": command.party.to_string(),
            "role": role(command.role),
            "scope": scope(command.scope),
        }),
        Action::Identity(IdentityAction::RegisterHut(command)) => json!({
            "hut": command.hut.to_string(),
            "community": command.community.to_string(),
            "content": content(command.content),
        }),
        _ => json!({}),
    }
}

fn exchange(exchange: ledger::ExchangeId) -> Value {
    json!({ "exchange": exchange.to_string() })
}

fn listing(command: &PublishListing) -> Value {
    let windows = command.windows.iter();
    let windows: Vec<Value> = windows
        .map(|window| json!({ "start_ms": window.start.0, "end_ms": window.end.0 }))
        .collect();
    json!({
        "kind": match command.kind {
            ListingKind::Need => "need",
            ListingKind::Offer => "offer",
        },
        "category": command.category.0,
        "area": command.area.to_string(),
        "place": match command.place {
            Place::Home => "home".to_owned(),
            Place::Hut(hut) => format!("hut:{hut}"),
            Place::Agreed => "agreed".to_owned(),
            Place::Remote => "remote".to_owned(),
        },
        "windows": windows,
        "minutes": command.minutes,
        "capacity": command.capacity,
        "content": content(command.content),
        "expires_at_ms": command.expires_at.0,
    })
}

fn key(key: PublicKey) -> String {
    format!("ed25519:{}", verifier::text::hex(key.bytes()))
}

/// The stable word of an identity level.
pub(crate) const fn level(level: IdentityLevel) -> &'static str {
    match level {
        IdentityLevel::PhoneChecked => "phone_checked",
        IdentityLevel::RealNameChecked => "real_name_checked",
        IdentityLevel::Endorsed => "endorsed",
    }
}

/// The stable word of a role.
pub(crate) const fn role(role: Role) -> &'static str {
    match role {
        Role::Administrator => "administrator",
        Role::Clerk => "clerk",
        Role::HutKeeper => "hut_keeper",
        Role::CommunityWorker => "community_worker",
        Role::Auditor => "auditor",
        Role::Operator => "operator",
    }
}
