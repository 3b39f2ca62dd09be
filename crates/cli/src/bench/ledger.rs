//! `linli bench ledger`: final operations a second, finality, bytes and memory.

use serde_json::{Value, json};

use super::{
    district,
    latency::Latencies,
    load::{self, BATCH, Pace, Tally},
    machine,
    network::{Network, Stored},
    person::Person,
    place::Place,
    story::{self, Sheet, Stage},
};

/// The longest measurement: signed ahead, operations must stay valid until its end.
const SECONDS_MAX: u64 = 300;
/// The most operations that are signed ahead.
const SIGNED_MAX: u64 = 3_000_000;
/// Operations of the first, shorter run, which warms up and tells how many to sign.
const WARM_UP: u64 = 30_000;
/// Number of the first story after the warm-up.
const SECOND_RUN: u64 = 1 << 36;

/// Real nodes of this process, on the disk, offered neighbours' operations.
#[derive(clap::Args)]
pub(super) struct LedgerBench {
    /// Validators; all of them share this process and its processors.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=16))]
    validators: u8,
    /// How long operations are offered, in seconds.
    #[arg(
        long,
        default_value_t = 10,
        value_parser = clap::value_parser!(u64).range(1..=SECONDS_MAX),
    )]
    seconds: u64,
    /// Operations offered a second; as many as the ledger takes when not given.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    offered: Option<u64>,
    /// The most unanswered operations, where no rate is given.
    #[arg(long, default_value_t = 10_000)]
    unanswered: usize,
    /// Pairs of neighbours who are registered first.
    #[arg(
        long,
        default_value_t = 4_000,
        value_parser = clap::value_parser!(u32).range(1..=100_000),
    )]
    pairs: u32,
    #[command(flatten)]
    place: Place,
}

/// What stood before the measured operations.
struct Before {
    height: u64,
    bytes: Stored,
    memory: Option<f64>,
    processor: Option<u64>,
}

/// What the measured operations did.
struct Run {
    before: Before,
    tally: Tally,
    signed: u64,
    elapsed_us: u64,
    height: u64,
    processor: Option<u64>,
}

impl LedgerBench {
    pub(super) fn measure(self) -> anyhow::Result<Value> {
        crate::run(async move {
            let folder = self.place.folder()?;
            let network = Network::start(folder.path(), usize::from(self.validators))?;
            let people = district::prepare(&network, self.pairs).await?;
            let run = self.offer(&network, &people).await?;
            let empty = network
                .empty_blocks(run.before.height + 1, run.height)
                .await;
            network.stop().await;
            let bytes = network.bytes()?;
            let mut object = self.report(run, empty, bytes);
            object["file_system"] = json!(machine::file_system(folder.path()));
            Ok(object)
        })
    }

    /// Tasks that submit, and threads that sign ahead of them.
    fn streams(&self) -> usize {
        machine::cores().get().max(usize::from(self.validators))
    }

    /// Between the steps of a story lie the unanswered operations, or half a second.
    fn sheet(&self, first: u64, operations: u64) -> Sheet {
        let streams = self.streams() as u64;
        let group = match self.offered {
            Some(per_second) => per_second / streams / 2,
            None => self.unanswered as u64 / streams + 2 * BATCH as u64,
        };
        Sheet {
            first,
            operations,
            streams,
            group: group.max(1),
        }
    }

    /// Signs, then starts the clock and submits.
    async fn offer(&self, network: &Network, people: &[Person]) -> anyhow::Result<Run> {
        let memory = machine::memory_now();
        let stage = || Stage {
            people,
            pen: network.pen(),
            now: network.now(),
        };
        let (pace, expected) = match self.offered {
            Some(per_second) => (Pace::Open { per_second }, per_second * self.seconds),
            None => {
                let streams = stage().sign_streams(self.sheet(0, WARM_UP));
                let (tally, took) = load::run(&network.nodes, streams, self.closed()).await?;
                // A third more than the first run lets expect, so that the stream does not end.
                let expected = tally.answered() * self.seconds * 1_333_333 / took.max(1);
                (self.closed(), expected)
            }
        };
        let signed = expected.min(SIGNED_MAX);
        let mut streams = stage().sign_streams(self.sheet(SECOND_RUN, signed));
        if self.offered.is_some() {
            let share = usize::try_from(signed)?.div_ceil(streams.len());
            streams.iter_mut().for_each(|stream| stream.truncate(share));
        }
        let signed = streams.iter().map(|stream| stream.len() as u64).sum();
        let before = Before {
            height: network.agree().await?,
            bytes: network.bytes()?,
            memory,
            processor: machine::processor_time(),
        };
        let (tally, elapsed_us) = load::run(&network.nodes, streams, pace).await?;
        let processor = machine::processor_time();
        let height = network.agree().await?;
        Ok(Run {
            before,
            tally,
            signed,
            elapsed_us,
            height,
            processor,
        })
    }

    const fn closed(&self) -> Pace {
        Pace::Closed {
            unanswered_max: self.unanswered,
            until_us: self.seconds * 1_000_000,
        }
    }

    fn report(&self, run: Run, empty_blocks: u64, bytes: Stored) -> Value {
        let Run {
            before,
            tally,
            signed,
            elapsed_us,
            height,
            processor,
        } = run;
        let seconds = elapsed_us.max(1) as f64 / 1e6;
        let growth = bytes.growth_since(before.bytes) as f64;
        let stored = f64::from(self.validators) * tally.answered().max(1) as f64;
        let engine = |stored: Stored| stored.engine / u64::from(self.validators);
        let busy = processor
            .zip(before.processor)
            .map(|(after, before)| round(after.saturating_sub(before) as f64 / 100.0 / seconds));
        let Tally {
            applied,
            rejected,
            latencies,
        } = tally;
        json!({
            "validators": self.validators,
            "seconds": round(seconds),
            "final_tx_per_second": (applied as f64 / seconds).round(),
            "finality_ms": Latencies::in_milliseconds(latencies),
            "bytes_per_tx": round(growth / stored),
            "engine_bytes": { "before": engine(before.bytes), "after": engine(bytes) },
            "rss_mb_max": machine::memory_max(),
            "rss_mb_idle_office": before.memory,
            "signatures": "all validators verify every signature",
            "offered": self.offered,
            "unanswered_max": self.offered.is_none().then_some(self.unanswered),
            "applied": applied,
            "rejected": rejected,
            "blocks": height - before.height,
            "empty_blocks": empty_blocks,
            "mix": story::MIX,
            "people": self.pairs * 2,
            "signed_ahead": signed,
            "signing_threads": self.streams(),
            "submitting_tasks": self.streams(),
            "processors_busy": busy,
            "notes": NOTES,
            "machine": machine::describe(),
            "load_average": machine::load_average(),
        })
    }
}

const NOTES: &str = "all validators, the submitting tasks and the operations signed ahead share \
    one process, so memory holds them too; every operation is signed before the clock starts; \
    with a rate, finality counts from the moment an operation was due, else from its submission; \
    bytes are the growth of one validator's blocks, certificates and engine files per operation; \
    engine files are pruned as the chain grows, and where they shrank, that is not counted";

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
