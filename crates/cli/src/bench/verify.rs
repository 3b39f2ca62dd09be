//! `linli bench verify`: how long a receipt takes to check offline, and how long it is.

use anyhow::Context as _;
use ledger::{
    Action, Genesis, State, Timestamp, build_block,
    operation::{
        IdentityAction,
        identity::{IdentityLevel, RegisterPerson},
    },
    signature::Custody,
};
use serde_json::{Value, json};
use verifier::{Receipt, TrustFile, testing::KnownValidators, verify};

use super::{
    bars,
    latency::Latencies,
    machine,
    person::{Pen, Person},
    story::COMMUNITY,
};
use crate::{clock, identity};

/// Operations in the receipt's block: ten steps up to its root.
const OPERATIONS: u32 = 1_000;
/// How long each kind of receipt is checked over and over, in microseconds.
const MEASURED_US: u64 = 1_000_000;
/// The page of the address in a QR code.
const PAGE: &str = "https://linli.example/verify";

/// What a receipt of four validators may be: bytes, and milliseconds to check.
const BYTES_BAR: f64 = 1_536.0;
const MS_BAR: f64 = 1.0;

/// Receipts of networks of one and of four validators.
#[derive(clap::Args)]
pub(super) struct VerifyBench {}

impl VerifyBench {
    pub(super) fn measure(self) -> anyhow::Result<Value> {
        let four = measure(4)?;
        let figure = |pointer| {
            four.pointer(pointer)
                .and_then(Value::as_f64)
                .unwrap_or(f64::MAX)
        };
        let bars = json!({
            "receipt_bytes": bars::at_most(figure("/bytes"), BYTES_BAR),
            "milliseconds": bars::at_most(figure("/microseconds/p99") / 1_000.0, MS_BAR),
        });
        Ok(json!({
            "one_validator": measure(1)?,
            "four_validators": four,
            "bars": bars,
            "operations_in_block": OPERATIONS,
            "threads": 1,
            "machine": machine::describe(),
            "load_average": machine::load_average(),
        }))
    }
}

fn measure(validators: u8) -> anyhow::Result<Value> {
    let (receipt, trust) = receipt(validators)?;
    let bytes = receipt.to_bytes();
    let mut times = Latencies::default();
    let mut checked = 0_u64;
    let clock = clock::stopwatch();
    let mut before = clock();
    while before < MEASURED_US {
        let read = Receipt::from_bytes(&bytes)?;
        std::hint::black_box(verify(&read, &trust)?);
        let after = clock();
        times.push(after - before);
        (before, checked) = (after, checked + 1);
    }
    Ok(json!({
        "bytes": bytes.len(),
        "qr_text_bytes": receipt.to_qr_text(PAGE).len(),
        "receipts_per_second": checked * 1_000_000 / before.max(1),
        "microseconds": times.in_microseconds(),
    }))
}

/// The receipt of an enrolment in the middle of a full block.
fn receipt(validators: u8) -> anyhow::Result<(Receipt, TrustFile)> {
    let founder = Person::invented(0);
    let known = KnownValidators::from_seeds(1..=validators);
    let first = *known
        .set()
        .keys()
        .first()
        .context("a network has at least one validator")?;
    let now = clock::now_ms();
    let named = (founder.id, founder.key_bytes());
    let genesis = identity::demo_genesis(first, named, now, 0)?;
    let genesis = Genesis {
        validators: known.set(),
        ..genesis
    };
    let parent = genesis.block().header;
    let time = Timestamp(now);
    let pen = Pen {
        network: genesis.network(),
        not_after: time.plus_ms(60_000),
    };
    let operations = (1..=OPERATIONS).map(|number| {
        let person = Person::invented(number);
        pen.sign(&founder, u64::from(number), enrolment(&person))
    });
    let built = build_block(
        &parent,
        &State::from_genesis(&genesis),
        time,
        operations.collect(),
    );
    let certificate = known.certify(&built.block.header, genesis.epoch_blocks);
    let middle = built.block.operations.len() / 2;
    let receipt = Receipt::new(&built.block, middle, Vec::new(), certificate);
    let trust = TrustFile::from_genesis(&genesis);
    Ok((
        receipt.context("the block is empty")?,
        trust.context("genesis has no validators")?,
    ))
}

fn enrolment(person: &Person) -> Action {
    Action::Identity(IdentityAction::RegisterPerson(RegisterPerson {
        person: person.id,
        pseudonym: ledger::Hash::of(&[&person.id.0]),
        level: IdentityLevel::RealNameChecked,
        community: COMMUNITY,
        key: person.public_key(),
        custody: Custody::Device,
    }))
}
