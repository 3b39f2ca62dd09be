//! `linli bench audit`: how fast a stored ledger is replayed, every signature checked.

use std::{path::Path, time::Duration};

use anyhow::{Context as _, ensure};
use ledger::{Genesis, block::Signatures};
use serde_json::{Value, json};
use verifier::audit::{Plan, carry_out};

use super::{
    bars, district,
    load::{self, Pace},
    machine,
    network::Network,
    place::Place,
    story::{Mix, STEPS, Sheet, Stage},
};
use crate::{audit::stored_records, clock::timed};

/// The most unanswered operations while the ledger is written.
const UNANSWERED_MAX: usize = 2_000;

/// Operations a second of a whole audit on four cores.
const RATE_BAR: f64 = 100_000.0;

/// A ledger that a node wrote, read from the disk and judged as `linli audit` does.
#[derive(clap::Args)]
pub(super) struct AuditBench {
    /// Operations of the ledger, beside those that prepare it.
    #[arg(
        long,
        default_value_t = 20_000,
        value_parser = clap::value_parser!(u64).range(1..=2_000_000),
    )]
    operations: u64,
    /// Pairs of neighbours who are registered first.
    #[arg(
        long,
        default_value_t = 1_000,
        value_parser = clap::value_parser!(u32).range(1..=100_000),
    )]
    pairs: u32,
    #[command(flatten)]
    place: Place,
}

impl AuditBench {
    pub(super) fn measure(self) -> anyhow::Result<Value> {
        let folder = self.place.folder()?;
        let (genesis, data) = crate::run(async {
            let network = Network::start(folder.path(), 1, Duration::ZERO).await?;
            let people = district::prepare(&network, self.pairs).await?;
            let stage = Stage {
                people: &people,
                pen: network.pen().await?,
                now: network.now().await?,
            };
            let streams = stage.sign_streams(
                Mix::Neighbours,
                Sheet {
                    first: 0,
                    operations: self.operations,
                    streams: 1,
                    // One validator takes operations in their order, so that a group may be small.
                    group: self.operations.div_ceil(STEPS).min(UNANSWERED_MAX as u64),
                },
            );
            let pace = Pace::Closed {
                unanswered_max: UNANSWERED_MAX,
                until_us: u64::MAX,
            };
            let (tally, _) = load::run(&network.links(), streams, pace).await?;
            ensure!(
                tally.others.is_empty(),
                "the ledger did not apply all: {:?}",
                tally.others
            );
            network.stop().await?;
            Ok((network.genesis.clone(), network.folder().to_owned()))
        })?;
        audit(&genesis, &data)
    }
}

fn audit(genesis: &Genesis, data: &Path) -> anyhow::Result<Value> {
    let bytes = machine::bytes_below(&data.join("ledger"))?;
    let (stored, read_us) = timed(|| stored_records(data));
    let stored = stored.context("the stored ledger cannot be read")?;
    let (verdict, judged_us) =
        timed(|| verifier::audit(genesis, &[], stored.into_iter().map(Ok), &mut |_| ()));
    let report = verdict.context("the stored ledger is not sound")?;
    let rate = |microseconds: u64| report.operations * 1_000_000 / microseconds.max(1);
    let stored = stored_records(data).context("the stored ledger cannot be read")?;
    let plan = Plan {
        signatures: Signatures::Checked,
        ..Plan::whole(genesis, &[])
    };
    let (unsigned, unsigned_us) = timed(|| {
        let stored = stored.into_iter().map(Ok);
        carry_out(plan, stored, &mut |_| (), &mut |_| ())
    });
    unsigned.context("the stored ledger is not sound")?;
    Ok(json!({
        "operations": report.operations,
        "blocks": report.blocks,
        "certificates": report.certificates,
        "bytes": bytes,
        "read_seconds": read_us as f64 / 1e6,
        "judge_seconds": judged_us as f64 / 1e6,
        "operations_per_second": rate(read_us + judged_us),
        "operations_per_second_judged": rate(judged_us),
        "operations_per_second_without_signatures": rate(unsigned_us),
        "bytes_per_operation": bytes / report.operations.max(1),
        "bars": {
            "operations_per_second": bars::at_least(rate(read_us + judged_us) as f64, RATE_BAR),
        },
        "signatures": "every signature of every operation is checked",
        "rss_mb_max": machine::Process::own().memory_max(),
        "machine": machine::describe(),
        "load_average": machine::load_average(),
    }))
}
