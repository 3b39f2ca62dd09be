//! The JSON form: what the receipt says, in words, around the binary form that proves it.

use super::{Invalid, Receipt};
use crate::{text, wire::Place};
use ledger::{Verdict, signature::Custody};
use serde::{Deserialize, Serialize};

const FORMAT: &str = "linli-receipt";
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    version: u32,
    shown: Shown,
    binary: String,
}

/// What a receipt says.
#[derive(PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shown {
    network: String,
    height: u64,
    certified_height: u64,
    digest: String,
    time_ms: u64,
    operation: String,
    actor: String,
    key: u32,
    not_after_ms: u64,
    actions: Vec<String>,
    custody: String,
    verdict: String,
    rejection: Option<String>,
    events: Vec<String>,
}

pub(super) fn write(receipt: &Receipt) -> String {
    let file = File {
        format: FORMAT.to_owned(),
        version: VERSION,
        shown: shown(receipt),
        binary: text::hex(&receipt.to_bytes()),
    };
    // Writing strings and numbers to memory cannot fail.
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

pub(super) fn read(json: &str) -> Result<Receipt, Invalid> {
    let file: File = serde_json::from_str(json).map_err(|_| Invalid::Malformed(Place::Json))?;
    if file.format != FORMAT || file.version != VERSION {
        return Err(Invalid::Malformed(Place::Version));
    }
    let bytes = text::from_hex(&file.binary).ok_or(Invalid::Malformed(Place::Text))?;
    let receipt = Receipt::from_bytes(&bytes)?;
    if file.shown == shown(&receipt) {
        Ok(receipt)
    } else {
        Err(Invalid::Malformed(Place::Shown))
    }
}

fn shown(receipt: &Receipt) -> Shown {
    let (header, intent) = (&receipt.header, &receipt.envelope.intent);
    let (verdict, rejection, events) = match &receipt.outcome.verdict {
        Verdict::Applied(events) => (
            "applied",
            None,
            events.iter().map(|event| event.name().to_owned()).collect(),
        ),
        Verdict::Rejected(reason) => ("rejected", Some(reason.code().to_owned()), Vec::new()),
    };
    Shown {
        network: header.network.to_string(),
        height: header.height,
        certified_height: receipt.certified().height,
        digest: header.digest().to_string(),
        time_ms: header.time.0,
        operation: receipt.envelope.id(header.network).to_string(),
        actor: intent.actor.to_string(),
        key: intent.key.0,
        not_after_ms: intent.not_after.0,
        actions: intent
            .operation
            .actions()
            .iter()
            .map(|action| action.name().to_owned())
            .collect(),
        custody: custody(receipt.outcome.custody).to_owned(),
        verdict: verdict.to_owned(),
        rejection,
        events,
    }
}

const fn custody(custody: Custody) -> &'static str {
    match custody {
        Custody::Device => "device",
        Custody::Custodial => "custodial",
        Custody::Assisted => "assisted",
    }
}
