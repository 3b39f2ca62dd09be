//! The binary form: `LINLI-R | version | suite | header | descendants | certificate | envelope |
//! outcome | path`, borsh throughout. Envelope and outcome are byte strings with their length, so
//! that a page can hash them without knowing every operation.

use super::Receipt;
use crate::{
    block_path::{STEPS_MAX, Step},
    certified::Certified,
    wire::{self, Kind, Place},
};

pub(super) fn write(receipt: &Receipt) -> Vec<u8> {
    let mut bytes = wire::begin(Kind::Receipt, receipt.header.suite);
    bytes.extend(ledger::encode(&receipt.header));
    bytes.extend(ledger::encode(&receipt.descendants));
    bytes.extend(ledger::encode(&receipt.certificate));
    bytes.extend(ledger::encode(&ledger::encode(&receipt.envelope)));
    bytes.extend(ledger::encode(&ledger::encode(&receipt.outcome)));
    bytes.extend(ledger::encode(&receipt.path));
    bytes
}

pub(super) fn read(bytes: &[u8]) -> Result<Receipt, Place> {
    let (suite, mut rest) = wire::open(Kind::Receipt, bytes)?;
    let rest = &mut rest;
    let Certified {
        header,
        descendants,
        certificate,
    } = Certified::read(rest, suite)?;
    let envelope = wire::take_inner(rest, Place::Envelope)?;
    let outcome = wire::take_inner(rest, Place::Outcome)?;
    let path: Vec<Step> = wire::take(rest, Place::Path)?;
    wire::close(rest)?;
    if path.len() > STEPS_MAX {
        return Err(Place::Path);
    }
    Ok(Receipt {
        header,
        descendants,
        certificate,
        envelope,
        outcome,
        path,
    })
}
