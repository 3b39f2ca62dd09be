//! Measures one validator: latency when idle, throughput, empty blocks, memory.
//!
//! `cargo run --release -p node --example measure -- FOLDER`

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement needs a clock and prints what it finds"
)]

use ed25519_zebra::{SigningKey, VerificationKeyBytes};
use ledger::{
    Action, AreaCode, Envelope, Genesis, Hash, KeyIndex, Operation, PartyId, Timestamp,
    ValidatorSet,
    genesis::Founder,
    hash::Suite,
    operation::{Intent, identity::RegisterOrganisation, listing::ContentRef},
    rule_pack::RulePack,
    signature::{Custody, PublicKey, Signature},
};
use node::{Config, Node, public_key_of};
use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

const FOUNDER: PartyId = PartyId([1; 16]);
const DISTRICT: AreaCode = AreaCode(440_604);
const BURST: u64 = 100_000;
const CHUNK: usize = 500;

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::try_from(since.as_millis()).unwrap()
}

fn genesis(key: &SigningKey) -> Genesis {
    Genesis {
        suite: Suite::Sha256Ed25519,
        demo: false,
        salt: [3; 16],
        time: Timestamp(now()),
        clock_offset_ms: 0,
        district: DISTRICT,
        epoch_blocks: 128,
        validators: ValidatorSet::new(vec![public_key_of([0; 32]).unwrap()]),
        founder: Founder {
            organisation: FOUNDER,
            key: PublicKey::Ed25519(VerificationKeyBytes::from(key).into()),
        },
        rule_pack: RulePack::chancheng(),
    }
}

fn operation(genesis: &Genesis, key: &SigningKey, nonce: u64) -> Envelope {
    let digest = Hash::of(&[&nonce.to_le_bytes()]);
    let command = RegisterOrganisation {
        organisation: PartyId(*digest.0.first_chunk().unwrap()),
        area: DISTRICT,
        content: ContentRef {
            hash: digest,
            bytes: 100,
        },
        key: PublicKey::Ed25519(digest.0),
        custody: Custody::Device,
    };
    let intent = Intent {
        suite: Suite::Sha256Ed25519,
        actor: FOUNDER,
        key: KeyIndex(0),
        not_after: Timestamp(now() + 300_000),
        nonce,
        operation: Operation::Single(Action::RegisterOrganisation(command)),
    };
    let signature = key.sign(&intent.signing_bytes(genesis.network()));
    Envelope {
        intent,
        signature: Signature::Ed25519(signature.into()),
    }
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines = status.lines();
    let lines = lines.filter(|line| line.starts_with("VmRSS") || line.starts_with("VmHWM"));
    lines.collect::<Vec<_>>().join(" ")
}

fn processor_ticks() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split(' ').collect();
    let ticks = [12, 13].map(|at| fields.get(at).and_then(|field| field.parse::<u64>().ok()));
    ticks.into_iter().flatten().sum::<u64>()
}

#[tokio::main]
async fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap());
    let key = SigningKey::from([9; 32]);
    let genesis = genesis(&key);
    let config = Config::alone(folder, genesis.clone(), [0; 32]);
    let node = Node::start(config, Arc::new(now)).unwrap();
    println!("started: {}", memory());
    let ticks = processor_ticks();
    tokio::time::sleep(Duration::from_secs(10)).await;
    let ticks = processor_ticks() - ticks;
    println!(
        "idle 10 s: {} ticks, height {}",
        ticks,
        node.head().header.height
    );
    one_by_one(&node, &genesis, &key).await;
    println!("after 300 singles: {}", memory());
    burst(&node, &genesis, &key).await;
    println!("after the burst: {}", memory());
    node.stop().await;
}

async fn one_by_one(node: &Node, genesis: &Genesis, key: &SigningKey) {
    let before = node.head().header.height;
    let mut times = Vec::new();
    for nonce in 0..300 {
        tokio::time::sleep(Duration::from_millis(10)).await;
        let envelope = operation(genesis, key, nonce);
        let start = Instant::now();
        node.submit(envelope).await.unwrap();
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let blocks = node.head().header.height - before;
    println!(
        "300 singles: p50 {:?} p99 {:?}, {blocks} blocks",
        times[150], times[297]
    );
}

async fn burst(node: &Node, genesis: &Genesis, key: &SigningKey) {
    let before = node.head().header.height;
    let range = 1_000..1_000 + BURST;
    let envelopes: Vec<Envelope> = range.map(|nonce| operation(genesis, key, nonce)).collect();
    let start = Instant::now();
    let mut callers = Vec::new();
    for part in envelopes.chunks(envelopes.len() / 3 + 1) {
        let (node, part) = (node.clone(), part.to_vec());
        callers.push(tokio::spawn(async move {
            let mut waiting = Vec::new();
            for chunk in part.chunks(CHUNK) {
                waiting.extend(node.submit_batch(chunk.to_vec()));
                tokio::task::yield_now().await;
            }
            for pending in waiting {
                pending.answer().await.unwrap();
            }
        }));
    }
    for caller in callers {
        caller.await.unwrap();
    }
    let elapsed = start.elapsed();
    let blocks = node.head().header.height - before;
    let rate = u128::from(BURST) * 1_000 / elapsed.as_millis();
    println!("{BURST} operations in {elapsed:?}: {rate}/s in {blocks} blocks");
}
