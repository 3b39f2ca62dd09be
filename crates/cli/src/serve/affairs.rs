//! The network's own affairs as this office sees them: who agrees on blocks, what is proposed, and
//! that this office says where it is.

use std::time::Duration;

use ledger::{
    ChangeId, Event, PartyId, State, ValidatorKey, ValidatorSet, Verdict,
    event::MembershipEvent,
    operation::membership::ClaimSeat,
    state::{
        keys::{self, Key},
        membership::{ChangeStatus, NetworkAffair, SeatRecord},
    },
};
use portal::{desk::Desk, i18n::Language};
use serde_json::{Value, json};

use super::metrics::Sources;
use crate::{folder::Folder, identity, remote::OtherPortals};

/// How many blocks back proposals are looked for.
const LOOKED_AT: u64 = 5_000;
const TRY_EVERY: Duration = Duration::from_secs(5);

/// What an operator calls an organisation: its published name, or what this office calls itself.
/// The founder is older than the ledger and has published nothing: others know it as the founder.
async fn name(desk: &Desk, state: &State, organisation: PartyId) -> String {
    // A vault that does not answer costs a name, not the answer.
    let known = desk.name(organisation, Language::Chinese).await.ok();
    if let Some(name) = known.flatten() {
        return name;
    }
    let founder = state
        .get(&keys::party(organisation))
        .filter(|party| party.registered_by == organisation);
    founder.map_or_else(
        || organisation.to_string(),
        |party| format!("创办机构 ({})", party.area.0),
    )
}

async fn names(desk: &Desk, state: &State, organisations: &[PartyId]) -> Vec<String> {
    let mut names = Vec::with_capacity(organisations.len());
    for organisation in organisations {
        names.push(name(desk, state, *organisation).await);
    }
    names
}

async fn validator(desk: &Desk, state: &State, key: [u8; 32]) -> Value {
    let key = ValidatorKey(key);
    let seat = state.get(&keys::seat(key));
    let organisation = seat.as_ref().map(|seat| seat.organisation);
    let name = names(desk, state, organisation.as_slice()).await.pop();
    json!({
        "key": key.to_string(),
        "organisation": organisation.map(|organisation| organisation.to_string()),
        "name": name,
        "address": seat.as_ref().map(|seat| seat.address.clone()),
        "portal": seat.map(|seat| seat.portal),
    })
}

/// Validators of this epoch and the next, the version of the rules, and recent proposals.
pub(crate) async fn describe(sources: &Sources) -> anyhow::Result<Value> {
    let desk = &sources.desk;
    let head = desk.gateway.head();
    let validators = seats(desk, &head.state, &keys::validators()).await;
    let next_validators = seats(desk, &head.state, &keys::next_validators()).await;
    let mut changes = Vec::new();
    for id in recent_changes(desk).await {
        changes.extend(change(desk, &head.state, id).await);
    }
    let upgrade = head.state.get(&keys::upgrade());
    Ok(json!({
        "height": head.header.height,
        "rules_version": head.header.rules_version,
        "upgrade": upgrade.map(|it| json!({ "version": it.version, "height": it.height })),
        "own_key": verifier::text::hex(&sources.key),
        "validators": validators,
        "next_validators": next_validators,
        "changes": changes,
    }))
}

async fn seats(desk: &Desk, state: &State, set: &Key<ValidatorSet>) -> Vec<Value> {
    let mut seats = Vec::new();
    for key in state.get(set).iter().flat_map(ValidatorSet::keys) {
        seats.push(validator(desk, state, *key).await);
    }
    seats
}

async fn recent_changes(desk: &Desk) -> Vec<ChangeId> {
    let head = desk.gateway.head().header.height;
    let mut found = Vec::new();
    for height in head.saturating_sub(LOOKED_AT)..=head {
        let Some(block) = desk.gateway.block(height).await else {
            continue;
        };
        for outcome in &block.outcomes {
            if let Verdict::Applied(events) = &outcome.verdict {
                found.extend(events.iter().filter_map(|event| match event {
                    Event::Membership(MembershipEvent::ChangeProposed { change }) => Some(*change),
                    _ => None,
                }));
            }
        }
    }
    found
}

async fn change(desk: &Desk, state: &State, id: ChangeId) -> Option<Value> {
    let change = state.get(&keys::change(id))?;
    let what = match &change.affair {
        NetworkAffair::Validators { add, remove } => {
            let comes = add.as_ref().map(|seat| seat.organisation);
            let name = names(desk, state, comes.as_slice()).await.pop();
            json!({
                "add": add.as_ref().map(|seat| json!({
                    "key": seat.key.to_string(),
                    "organisation": seat.organisation.to_string(),
                    "name": name,
                    "address": seat.address,
                    "portal": seat.portal,
                })),
                "remove": remove.map(|key| key.to_string()),
            })
        }
        NetworkAffair::Upgrade { version, height } => {
            json!({ "rules_version": version, "from_height": height })
        }
    };
    let approvals = names(desk, state, &change.approvals).await;
    let status = match change.status {
        ChangeStatus::Open => "open",
        ChangeStatus::Decided => "decided",
        ChangeStatus::Withdrawn => "withdrawn",
    };
    Some(json!({
        "change": id.to_string(),
        "status": status,
        "what": what,
        "approvals": approvals,
    }))
}

/// Says on the ledger which validator is this office's and where it is, whenever that is not what
/// the ledger says; and learns where the others are. Ends when the office's next key has taken the
/// place of the present one, with what to tell the operator.
pub(crate) async fn keep_seat(
    sources: Sources,
    seat: ledger::operation::membership::Seat,
    others: OtherPortals,
) -> String {
    let mut ticks = tokio::time::interval(TRY_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let state = sources.desk.gateway.head().state;
        let Some(set) = state.get(&keys::next_validators()) else {
            continue;
        };
        for key in set.keys().iter().filter(|key| **key != seat.key.0) {
            let other = state.get(&keys::seat(ValidatorKey(*key)));
            if let Some(portal) = other.map(|seat| seat.portal).filter(|url| !url.is_empty()) {
                others.learn(portal);
            }
        }
        match take_next_key(&Folder::new(&sources.data), &state) {
            Ok(false) => {}
            Ok(true) => return "the next key votes now: start again to sign with it".to_owned(),
            Err(error) => tracing::error!(%error, "the next key cannot be taken"),
        }
        let votes = set.keys().contains(&seat.key.0);
        if votes && !is_known(state.get(&keys::seat(seat.key)).as_ref(), &seat) {
            let claim = ClaimSeat { seat: seat.clone() };
            let office = sources.desk.office;
            if let Err(error) = sources.desk.act(office, claim.into()).await {
                tracing::warn!(%error, "the ledger does not know yet where this office is");
            }
        }
    }
}

/// Puts the next key in the place of the present one, once it votes. Not before: the engine keeps
/// this epoch's votes, and those of the present key would not be its own any more.
fn take_next_key(folder: &Folder, state: &State) -> anyhow::Result<bool> {
    if !folder.next_validator_key().exists() {
        return Ok(false);
    }
    let next = node::public_key_of(identity::next_validator_seed(folder)?);
    let set = state.get(&keys::validators());
    let votes = next
        .zip(set)
        .is_some_and(|(key, set)| set.keys().contains(&key));
    if votes {
        std::fs::rename(folder.next_validator_key(), folder.validator_key())?;
    }
    Ok(votes)
}

fn is_known(record: Option<&SeatRecord>, seat: &ledger::operation::membership::Seat) -> bool {
    record.is_some_and(|record| {
        record.organisation == seat.organisation
            && record.address == seat.address
            && record.portal == seat.portal
    })
}
