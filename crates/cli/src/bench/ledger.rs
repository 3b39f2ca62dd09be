//! `linli bench ledger`: final operations a second, finality, bytes and memory.

use serde_json::{Value, json};

use super::{
    district, latency::Latencies,
    load::{self, Pace, Tally},
    machine,
    network::Network,
    person::Person,
    place::Place,
    story::{self, Stage},
};

/// The longest measurement: signed ahead, operations must stay valid until its end.
const SECONDS_MAX: u64 = 300;
/// The most operations that are signed ahead.
const SIGNED_MAX: u64 = 3_000_000;
/// Operations of the first, shorter run, which warms up and tells how many to sign.
const WARM_UP: u64 = 30_000;

/// Real nodes of this process, on the disk, offered neighbours' operations.
#[derive(clap::Args)]
pub(super) struct LedgerBench {
    /// Validators; all of them share this process and its processors.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=16))]
    validators: u8,
    /// How long operations are offered, in seconds.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=SECONDS_MAX))]
    seconds: u64,
    /// Operations offered a second; as many as the ledger takes when not given.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    offered: Option<u64>,
    /// The most unanswered operations, where no rate is given.
    #[arg(long, default_value_t = 10_000)]
    unanswered: usize,
    /// Pairs of neighbours who are registered first.
    #[arg(long, default_value_t = 4_000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pairs: u32,
    #[command(flatten)]
    place: Place,
}

/// What stood before the measured operations.
struct Before {
    height: u64,
    bytes: u64,
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
            let empty = network.empty_blocks(run.before.height + 1, run.height).await;
            network.stop().await;
            let bytes = network.bytes()?.saturating_sub(run.before.bytes);
            let mut object = self.report(run, empty, bytes);
            object["file_system"] = json!(machine::file_system(folder.path()));
            Ok(object)
        })
    }

    /// Tasks that submit, and threads that sign ahead of them.
    fn streams(&self) -> usize {
        machine::cores().get().max(usize::from(self.validators))
    }

    /// Signs, then starts the clock and submits.
    async fn offer(&self, network: &Network, people: &[Person]) -> anyhow::Result<Run> {
        let memory = machine::memory_now();
        let stage = || Stage { people, pen: network.pen(), now: network.now() };
        let (pace, expected) = match self.offered {
            Some(per_second) => (Pace::Open { per_second }, per_second * self.seconds),
            None => {
                let streams = stage().sign_streams(0, WARM_UP, self.streams());
                let (tally, took) = load::run(&network.nodes, streams, self.closed()).await?;
                // A third more than the first run lets expect, so that the stream does not end.
                let expected = tally.answered() * self.seconds * 1_333_333 / took.max(1);
                (self.closed(), expected)
            }
        };
        let signed = expected.min(SIGNED_MAX);
        let streams = stage().sign_streams(WARM_UP, signed, self.streams());
        let before = Before {
            height: network.agree().await?,
            bytes: network.bytes()?,
            memory,
            processor: machine::processor_time(),
        };
        let (tally, elapsed_us) = load::run(&network.nodes, streams, pace).await?;
        let processor = machine::processor_time();
        let height = network.agree().await?;
        Ok(Run { before, tally, signed, elapsed_us, height, processor })
    }

    const fn closed(&self) -> Pace {
        Pace::Closed { unanswered_max: self.unanswered, until_us: self.seconds * 1_000_000 }
    }

    fn report(&self, run: Run, empty_blocks: u64, bytes: u64) -> Value {
        let Run { before, tally, signed, elapsed_us, height, processor } = run;
        let seconds = elapsed_us.max(1) as f64 / 1e6;
        let stored = tally.answered().max(1) as f64;
        let per_validator = bytes as f64 / f64::from(self.validators) / stored;
        let busy = processor.zip(before.processor).map(|(after, before)| {
            round(after.saturating_sub(before) as f64 / 100.0 / seconds)
        });
        let Tally { applied, rejected, latencies } = tally;
        json!({
            "validators": self.validators,
            "seconds": round(seconds),
            "final_tx_per_second": (applied as f64 / seconds).round(),
            "finality_ms": Latencies::in_milliseconds(latencies),
            "bytes_per_tx": round(per_validator),
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
    bytes are the growth of one validator's ledger folder, engine files and all, per operation";

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
