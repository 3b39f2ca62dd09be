//! The JSON forms of proofs: the binary form in hexadecimal, and beside it what it says in words.

use crate::{Invalid, text, wire::Place};
use serde::{Deserialize, Serialize};
use serde_json::Value;

const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    version: u32,
    shown: Value,
    binary: String,
}

pub(crate) fn write(format: &str, shown: Value, bytes: &[u8]) -> String {
    let file = File {
        format: format.to_owned(),
        version: VERSION,
        shown,
        binary: text::hex(bytes),
    };
    // Writing strings and numbers to memory cannot fail.
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

/// The words and the bytes of a file of this format.
pub(crate) fn read(format: &str, json: &str) -> Result<(Value, Vec<u8>), Invalid> {
    let file: File = serde_json::from_str(json).map_err(|_| Place::Json)?;
    if file.format != format || file.version != VERSION {
        return Err(Place::Version.into());
    }
    let bytes = text::from_hex(&file.binary).ok_or(Place::Text)?;
    Ok((file.shown, bytes))
}

/// The words must be those that the bytes say.
pub(crate) fn check_shown(said: Value, proved: Value) -> Result<(), Invalid> {
    if said == proved {
        Ok(())
    } else {
        Err(Place::Shown.into())
    }
}

/// The format that a file names.
pub(crate) fn format_of(json: &str) -> Option<String> {
    let value: Value = serde_json::from_str(json).ok()?;
    Some(value.get("format")?.as_str()?.to_owned())
}
