//! Actions as JSON: a type, and the fields of the command.

use ledger::{
    Action,
    operation::{
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
        Action::PublishListing(command) => listing(command),
        Action::CloseListing(command) => json!({ "listing": command.listing.to_string() }),
        Action::RequestExchange(command) => json!({
            "listing": command.listing.to_string(),
            "own_listing": command.own_listing.map(|listing| listing.to_string()),
            "start_ms": command.start.0,
            "minutes": command.minutes,
        }),
        Action::AcceptExchange(command) => exchange(command.exchange),
        Action::DeclineExchange(command) => exchange(command.exchange),
        Action::WithdrawRequest(command) => exchange(command.exchange),
        Action::CancelExchange(command) => exchange(command.exchange),
        Action::WithdrawConfirmation(command) => exchange(command.exchange),
        Action::ReportNoShow(command) => exchange(command.exchange),
        Action::WithdrawNoShow(command) => exchange(command.exchange),
        Action::ExpireExchange(command) => exchange(command.exchange),
        Action::ConfirmService(command) => json!({
            "exchange": command.exchange.to_string(),
            "minutes": command.minutes,
        }),
        Action::DonatePoints(command) => json!({ "amount": command.amount.to_string() }),
        Action::WithdrawDonation(command) => json!({ "transfer": command.transfer.to_string() }),
        Action::SettleTransfer(command) => json!({ "transfer": command.transfer.to_string() }),
        Action::RecordMatchRound(command) => json!({
            "height": command.height,
            "parameters_version": command.parameters_version,
            "inputs": command.inputs.to_string(),
            "result": command.result.to_string(),
        }),
        Action::AdvanceClock(command) => json!({ "by_ms": command.by_ms }),
        other => identity(other),
    }
}

fn identity(action: &Action) -> Value {
    match action {
        Action::RegisterOrganisation(command) => json!({
            "organisation": command.organisation.to_string(),
            "area": command.area.to_string(),
            "content": content(command.content),
            "key": key(command.key),
            "custody": custody(command.custody),
        }),
        Action::RegisterPerson(command) => json!({
            "person": command.person.to_string(),
            "pseudonym": command.pseudonym.to_string(),
            "level": level(command.level),
            "community": command.community.to_string(),
            "key": key(command.key),
            "custody": custody(command.custody),
        }),
        Action::RegisterKey(command) => json!({
            "party": command.party.to_string(),
            "key": key(command.key),
            "custody": custody(command.custody),
        }),
        Action::RevokeKey(command) => json!({ "key": command.key.0 }),
        Action::GrantRole(command) => json!({
            "party": command.party.to_string(),
            "role": role(command.role),
            "scope": scope(command.scope),
            "until_ms": command.until.map(|until| until.0),
        }),
        Action::RevokeRole(command) => json!({
            "party": command.party.to_string(),
            "role": role(command.role),
            "scope": scope(command.scope),
        }),
        Action::RegisterHut(command) => json!({
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
