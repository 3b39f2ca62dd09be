//! What the ledger holds, field by field, as JSON: the one description behind the explorer and the
//! API. It says what was signed and what became of it, and nothing about persons, because the
//! ledger knows nothing about them.

use ledger::{
    Block, Envelope, Header, NetworkId, Outcome, Verdict, block_tree, hash::Suite,
    operation::identity::IdentityLevel, signature::Custody,
};
use serde_json::{Value, json};
use verifier::block_path::{self, Side};

/// A header and its digest.
pub(crate) fn header(header: &Header) -> Value {
    json!({
        "suite": suite(header.suite),
        "network": header.network.to_string(),
        "height": header.height,
        "digest": header.digest().to_string(),
        "parent": header.parent.to_string(),
        "time_ms": header.time.0,
        "block_root": header.block_root.to_string(),
        "state_root": header.state_root.to_string(),
        "rules_version": header.rules_version,
        "validators": header.validators.to_string(),
        "next_validators": header.next_validators.to_string(),
    })
}

/// One operation of a block with everything that is known about it; `None` beyond the last.
pub(crate) fn operation(block: &Block, position: usize) -> Option<Value> {
    let envelope = block.operations.get(position)?;
    let outcome = block.outcomes.get(position)?;
    let mut value = signed(envelope, block.header.network);
    let more = json!({
        "height": block.header.height,
        "position": position,
        "time_ms": block.header.time.0,
        "outcome": outcome_of(outcome),
        "proof": proof(block, position)?,
    });
    merge(&mut value, more);
    Some(value)
}

fn signed(envelope: &Envelope, network: NetworkId) -> Value {
    let intent = &envelope.intent;
    let ledger::signature::Signature::Ed25519(signature) = &envelope.signature;
    let actions: Vec<Value> = intent.operation.actions().iter().map(shown).collect();
    json!({
        "operation": envelope.id(network).to_string(),
        "suite": suite(intent.suite),
        "actor": intent.actor.to_string(),
        "key": intent.key.0,
        "not_after_ms": intent.not_after.0,
        // A number of 64 bits does not survive JavaScript; a string does.
        "nonce": intent.nonce.to_string(),
        "actions": actions,
        "signature": verifier::text::hex(signature),
    })
}

/// What became of an operation.
pub(crate) fn outcome_of(outcome: &Outcome) -> Value {
    let (verdict, rejection, events) = match &outcome.verdict {
        Verdict::Applied(events) => ("applied", None, events.iter().map(shown).collect()),
        Verdict::Rejected(rejection) => ("rejected", Some(rejection.code()), Vec::new()),
    };
    json!({
        "custody": custody(outcome.custody),
        "verdict": verdict,
        "rejection": rejection,
        "events": events,
    })
}

/// The way from the operation up to the block's root.
fn proof(block: &Block, position: usize) -> Option<Value> {
    let leaf = block_tree::leaf(
        block.operations.get(position)?,
        block.outcomes.get(position)?,
    );
    let steps = block_path::path(block, position)?;
    let steps: Vec<Value> = steps
        .iter()
        .map(|step| {
            let side = match step.side {
                Side::Left => "left",
                Side::Right => "right",
            };
            json!({ "side": side, "sibling": step.sibling.to_string() })
        })
        .collect();
    Some(json!({
        "leaf": leaf.to_string(),
        "steps": steps,
        "block_root": block.header.block_root.to_string(),
    }))
}

/// The stable word of a custody.
pub(crate) const fn custody(custody: Custody) -> &'static str {
    match custody {
        Custody::Device => "device",
        Custody::Custodial => "custodial",
        Custody::Assisted => "assisted",
    }
}

const fn suite(suite: Suite) -> &'static str {
    match suite {
        Suite::Sha256Ed25519 => "sha256-ed25519",
    }
}

/// What serialises as plain data has a JSON form.
fn shown(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn merge(value: &mut Value, more: Value) {
    if let (Value::Object(value), Value::Object(more)) = (value, more) {
        value.extend(more);
    }
}

/// The stable word of an identity level.
pub(crate) const fn level(level: IdentityLevel) -> &'static str {
    match level {
        IdentityLevel::PhoneChecked => "phone_checked",
        IdentityLevel::RealNameChecked => "real_name_checked",
        IdentityLevel::Endorsed => "endorsed",
    }
}

#[cfg(test)]
mod tests {
    use ledger::{Action, Event};

    const EXPLORER: [&str; 2] = [
        include_str!("../locales/zh-CN/explorer.ftl"),
        include_str!("../locales/en/explorer.ftl"),
    ];
    const TOLD: [&str; 2] = [
        include_str!("../locales/zh-CN/told.ftl"),
        include_str!("../locales/en/told.ftl"),
    ];

    #[test]
    fn every_action_and_every_event_has_words() {
        for name in Action::NAMES.iter().copied().flatten() {
            assert_written(&format!("action-{name}"), EXPLORER);
            if !["publish_listing", "request_exchange"].contains(name) {
                assert_written(&format!("told-{name}"), TOLD);
            }
        }
        for name in Event::NAMES.iter().copied().flatten() {
            assert_written(&format!("event-{name}"), EXPLORER);
        }
    }

    fn assert_written(key: &str, [chinese, english]: [&str; 2]) {
        let line = format!("\n{key} = ");
        assert!(chinese.contains(&line) && english.contains(&line), "{key}");
    }
}
