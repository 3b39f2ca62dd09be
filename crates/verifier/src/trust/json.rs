//! The JSON form of a trust file: hexadecimal strings, unknown fields refused.

use super::{SetChange, TrustFault, TrustFile};
use crate::text;
use ledger::{NetworkId, ValidatorSet};
use serde::{Deserialize, Serialize};

const FORMAT: &str = "linli-trust";
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    version: u32,
    network: String,
    demo: bool,
    epoch_blocks: u64,
    validators: Vec<String>,
    changes: Vec<Change>,
    portals: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    header: String,
    certificate: String,
    next_validators: Vec<String>,
}

fn malformed(at: &'static str, reason: &str) -> TrustFault {
    let reason = reason.to_owned();
    TrustFault::Malformed { at, reason }
}

pub(super) fn read(json: &str) -> Result<TrustFile, TrustFault> {
    let file: File =
        serde_json::from_str(json).map_err(|error| malformed("json", &error.to_string()))?;
    if file.format != FORMAT || file.version != VERSION {
        return Err(malformed("format", "not a trust file of version 1"));
    }
    let network = NetworkId::from_hex(&file.network)
        .ok_or_else(|| malformed("network", "not 64 hexadecimal digits"))?;
    let validators = read_set("validators", &file.validators)?;
    let mut trust = TrustFile::of_network(network, validators, file.epoch_blocks, file.demo)?;
    trust.portals = file.portals;
    for change in &file.changes {
        trust.append(read_change(change)?)?;
    }
    Ok(trust)
}

fn read_change(change: &Change) -> Result<SetChange, TrustFault> {
    let header = text::from_hex(&change.header)
        .and_then(|bytes| ledger::decode(&bytes))
        .ok_or_else(|| malformed("changes.header", "not the bytes of a header"))?;
    let certificate = text::from_hex(&change.certificate)
        .ok_or_else(|| malformed("changes.certificate", "not hexadecimal"))?;
    Ok(SetChange {
        header,
        certificate,
        next: read_set("changes.next_validators", &change.next_validators)?,
    })
}

/// Keys must be listed ascending and once, as certificates count them.
fn read_set(at: &'static str, keys: &[String]) -> Result<ValidatorSet, TrustFault> {
    let keys = keys
        .iter()
        .map(|key| text::key_from_hex(key))
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| malformed(at, "a key is not 64 hexadecimal digits"))?;
    let set = ValidatorSet::new(keys.clone());
    if set.keys() == keys {
        Ok(set)
    } else {
        Err(malformed(at, "keys are not ascending, or one is repeated"))
    }
}

fn write_set(set: &ValidatorSet) -> Vec<String> {
    set.keys().iter().map(|key| text::hex(key)).collect()
}

pub(super) fn write(trust: &TrustFile) -> String {
    let change = |change: &SetChange| Change {
        header: text::hex(&ledger::encode(&change.header)),
        certificate: text::hex(&change.certificate),
        next_validators: write_set(&change.next),
    };
    let file = File {
        format: FORMAT.to_owned(),
        version: VERSION,
        network: trust.network.to_string(),
        demo: trust.demo,
        epoch_blocks: trust.epoch_blocks,
        validators: write_set(&trust.validators),
        changes: trust.changes.iter().map(change).collect(),
        portals: trust.portals.clone(),
    };
    // Writing strings and numbers to memory cannot fail.
    serde_json::to_string_pretty(&file).unwrap_or_default()
}
