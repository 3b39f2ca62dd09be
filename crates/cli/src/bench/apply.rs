//! `linli bench apply`: how fast one thread runs the rules, and where its time goes.

use anyhow::anyhow;
use ledger::{
    Block, State,
    block::{Signatures, check_admissions, check_block, run_block},
};
use serde_json::{Value, json};
use verifier::audit::Books;

use super::{
    bars, machine,
    memory::Memory,
    story::{Mix, Sheet, Stage},
};
use crate::clock::timed;

/// The most bytes of an operation on the disk.
const BYTES_BAR: f64 = 200.0;

/// Blocks of a thousand operations, built and replayed in memory by one thread.
#[derive(clap::Args)]
pub(super) struct ApplyBench {
    /// Operations, beside those that prepare the district.
    #[arg(
        long,
        default_value_t = 60_000,
        value_parser = clap::value_parser!(u64).range(1..=2_000_000),
    )]
    operations: u64,
    /// Pairs of neighbours.
    #[arg(
        long,
        default_value_t = 2_000,
        value_parser = clap::value_parser!(u32).range(1..=100_000),
    )]
    pairs: u32,
}

impl ApplyBench {
    pub(super) fn measure(self) -> anyhow::Result<Value> {
        let mut memory = Memory::begin(4);
        let people = memory.prepare(self.pairs).map_err(|why| anyhow!(why))?;
        let (pen, now) = (memory.pen(), memory.now());
        let people = &people;
        let stage = Stage { people, pen, now };
        let sheet = Sheet {
            first: 0,
            operations: self.operations,
            streams: 1,
            group: u64::from(self.pairs),
        };
        let signed = stage.sign_streams(Mix::Neighbours, sheet).concat();
        let (prepared, state, total) = (memory.blocks.len(), memory.state.clone(), signed.len());
        let (built, built_us) = timed(|| memory.seal(signed));
        built.map_err(|why| anyhow!(why))?;
        let blocks = memory.blocks.get(prepared.saturating_sub(1)..);
        let mut figures = replay(blocks.unwrap_or_default(), &state, total)?;
        figures["built_per_second"] = rate(total, built_us).into();
        figures["mix"] = Mix::Neighbours.describe().into();
        figures["machine"] = machine::describe();
        figures["load_average"] = json!(machine::load_average());
        Ok(figures)
    }
}

fn rate(operations: usize, microseconds: u64) -> u64 {
    operations as u64 * 1_000_000 / microseconds.max(1)
}

/// Replays blocks after the first, which is their parent; each part is timed by itself.
fn replay(blocks: &[Block], state: &State, total: usize) -> anyhow::Result<Value> {
    let per = |microseconds: u64| microseconds as f64 / total.max(1) as f64;
    let raw: Vec<Vec<u8>> = blocks.iter().skip(1).map(ledger::encode).collect();
    let bytes: usize = raw.iter().map(Vec::len).sum();
    let (decoded, decode_us) = timed(|| {
        raw.iter()
            .filter_map(|raw| ledger::decode::<Block>(raw))
            .count()
    });
    anyhow::ensure!(decoded == raw.len(), "a block cannot be read back");
    let mut after = vec![state.clone()];
    let (ran, run_us) = timed(|| {
        blocks.windows(2).try_for_each(|pair| {
            let (parent, block, before) = (&pair[0].header, &pair[1], &after[after.len() - 1]);
            let state = run_block(parent, before, block)?;
            after.push(state);
            Ok::<(), ledger::BlockFault>(())
        })
    });
    ran?;
    let states = after.iter().zip(blocks.windows(2));
    let (admitted, admission_us) = timed(|| {
        states
            .clone()
            .try_for_each(|(before, pair)| check_admissions(&pair[0].header, before, &pair[1]))
    });
    admitted?;
    let ((), block_root_us) = timed(|| {
        blocks.iter().for_each(|block| {
            std::hint::black_box(block.root_holds());
        });
    });
    let ((), state_root_us) = timed(|| {
        after.iter().for_each(|state| {
            std::hint::black_box(state.root());
        });
    });
    let mut books = Books::default();
    let (_, books_us) = timed(|| {
        // Balances from before are unknown here, so the comparison is timed and not judged.
        blocks
            .iter()
            .skip(1)
            .zip(after.iter().skip(1))
            .for_each(|(block, state)| {
                std::hint::black_box(books.follow(block, state)).ok();
            });
    });
    let (checked, checked_us) = timed(|| check_all(blocks, state));
    checked?;
    Ok(json!({
        "operations": total,
        "blocks": raw.len(),
        "threads": 1,
        "operations_per_second": rate(total, checked_us),
        "what": "admission, rules, outcomes and both roots; signatures aside",
        "bytes_per_operation": bytes / total.max(1),
        "microseconds_per_operation": {
            "decode": per(decode_us),
            "rules": per(run_us),
            "admission": per(admission_us),
            "block_root": per(block_root_us),
            "state_root": per(state_root_us),
            "books": per(books_us),
        },
        "bars": {
            "bytes_per_operation": bars::at_most((bytes / total.max(1)) as f64, BYTES_BAR),
        },
    }))
}

/// As a validator does that has checked the signatures before.
fn check_all(blocks: &[Block], state: &State) -> Result<(), ledger::BlockFault> {
    let mut state = state.clone();
    for pair in blocks.windows(2) {
        state = check_block(&pair[0].header, &state, &pair[1], Signatures::Checked)?;
    }
    Ok(())
}
