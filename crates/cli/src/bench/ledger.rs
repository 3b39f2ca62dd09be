//! `linli bench ledger`: final operations a second, finality, bytes and memory.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    district,
    latency::Latencies,
    load::{self, BATCH, Pace, Tally},
    machine::{self, Process},
    network::{Network, Stored},
    person::Person,
    place::Place,
    story::{Mix, Sheet, Stage},
};

/// The longest measurement: signed ahead, operations must stay valid until its end.
const SECONDS_MAX: u64 = 300;
/// The most operations that are signed ahead.
const SIGNED_MAX: u64 = 3_000_000;
/// Operations of the first, shorter run, which warms up and tells how many to sign.
const WARM_UP: u64 = 30_000;
/// Number of the first story after the warm-up.
const SECOND_RUN: u64 = 1 << 36;

/// Validators in processes of their own, on the disk, offered neighbours' operations.
#[derive(clap::Args)]
pub(super) struct LedgerBench {
    /// Validators; each is a process, and all of them share this machine.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=32))]
    pub(super) validators: u8,
    /// How long operations are offered, in seconds.
    #[arg(
        long,
        default_value_t = 10,
        value_parser = clap::value_parser!(u64).range(1..=SECONDS_MAX),
    )]
    pub(super) seconds: u64,
    /// Operations offered a second; as many as the ledger takes when not given.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub(super) offered: Option<u64>,
    /// How far validators are from each other, there and back, in milliseconds.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..=1_000))]
    pub(super) rtt: u64,
    /// The most unanswered operations, where no rate is given.
    #[arg(long, default_value_t = 20_000)]
    pub(super) unanswered: usize,
    /// Pairs of neighbours who are registered first.
    #[arg(
        long,
        default_value_t = 4_000,
        value_parser = clap::value_parser!(u32).range(1..=100_000),
    )]
    pub(super) pairs: u32,
    #[command(flatten)]
    pub(super) place: Place,
}

/// What stood before the measured operations.
struct Before {
    height: u64,
    bytes: Stored,
    memory: Option<f64>,
    processor: Vec<Option<u64>>,
}

/// What the measured operations did.
struct Run {
    before: Before,
    tally: Tally,
    signed: u64,
    elapsed_us: u64,
    height: u64,
    processor: Vec<Option<u64>>,
    memory: Option<f64>,
}

impl LedgerBench {
    pub(super) fn measure(self) -> anyhow::Result<Value> {
        self.measure_mix(Mix::Neighbours)
    }

    pub(super) fn measure_mix(&self, mix: Mix) -> anyhow::Result<Value> {
        crate::run(async move {
            let folder = self.place.folder()?;
            let round_trip = Duration::from_millis(self.rtt);
            let validators = usize::from(self.validators);
            let network = Network::start(folder.path(), validators, round_trip).await?;
            let people = district::prepare(&network, self.pairs).await?;
            let run = self.offer(&network, &people, mix).await?;
            let empty = network
                .empty_blocks(run.before.height + 1, run.height)
                .await?;
            network.stop().await?;
            let bytes = network.bytes()?;
            let mut object = self.report(run, empty, bytes);
            object["mix"] = json!(mix.describe());
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
    async fn offer(&self, network: &Network, people: &[Person], mix: Mix) -> anyhow::Result<Run> {
        let links = network.links();
        let processes = network.processes();
        let most = |of: fn(&Process) -> Option<f64>| {
            processes.iter().filter_map(of).max_by(f64::total_cmp)
        };
        let memory = most(Process::memory_now);
        let (pen, now) = (network.pen().await?, network.now().await?);
        let stage = Stage { people, pen, now };
        let (pace, expected) = match self.offered {
            Some(per_second) => (Pace::Open { per_second }, per_second * self.seconds),
            None => {
                let streams = stage.sign_streams(mix, self.sheet(0, WARM_UP));
                let (tally, took) = load::run(&links, streams, self.closed()).await?;
                // A third more than the first run lets expect, so that the stream does not end.
                let expected = tally.answered() * self.seconds * 1_333_333 / took.max(1);
                (self.closed(), expected)
            }
        };
        let signed = expected.min(SIGNED_MAX);
        let (pen, now) = (network.pen().await?, network.now().await?);
        let stage = Stage { people, pen, now };
        let mut streams = stage.sign_streams(mix, self.sheet(SECOND_RUN, signed));
        if self.offered.is_some() {
            let share = usize::try_from(signed)?.div_ceil(streams.len());
            streams.iter_mut().for_each(|stream| stream.truncate(share));
        }
        let signed = streams.iter().map(|stream| stream.len() as u64).sum();
        let used = || processes.iter().map(Process::processor_time).collect();
        let before = Before {
            height: network.agree().await?,
            bytes: network.bytes()?,
            memory,
            processor: used(),
        };
        let (tally, elapsed_us) = load::run(&links, streams, pace).await?;
        Ok(Run {
            before,
            tally,
            signed,
            elapsed_us,
            processor: used(),
            height: network.agree().await?,
            memory: most(Process::memory_max),
        })
    }

    const fn closed(&self) -> Pace {
        Pace::Closed {
            unanswered_max: self.unanswered,
            until_us: self.seconds * 1_000_000,
        }
    }

    fn report(&self, run: Run, empty_blocks: u64, bytes: Stored) -> Value {
        let seconds = run.elapsed_us.max(1) as f64 / 1e6;
        let growth = bytes.growth_since(run.before.bytes) as f64;
        let answered = run.tally.answered().max(1) as f64;
        let stored = f64::from(self.validators) * answered;
        let engine = |stored: Stored| stored.engine / u64::from(self.validators);
        let used = run.processor.iter().zip(&run.before.processor);
        let used = used.filter_map(|(after, before)| Some((*after)?.saturating_sub((*before)?)));
        let busy = used.sum::<u64>() as f64 / 100.0;
        json!({
            "validators": self.validators,
            "seconds": round(seconds),
            "final_tx_per_second": (run.tally.applied as f64 / seconds).round(),
            "finality_ms": Latencies::in_milliseconds(run.tally.latencies),
            "bytes_per_tx": round(growth / stored),
            "engine_bytes": { "before": engine(run.before.bytes), "after": engine(bytes) },
            "rss_mb_max": run.memory,
            "rss_mb_before": run.before.memory,
            "signatures": "all validators verify every signature",
            "offered": self.offered,
            "rtt_ms": self.rtt,
            "unanswered_max": self.offered.is_none().then_some(self.unanswered),
            "applied": run.tally.applied,
            "not_applied": run.tally.others,
            "blocks": run.height - run.before.height,
            "empty_blocks": empty_blocks,
            "people": self.pairs * 2,
            "signed_ahead": run.signed,
            "processors_busy": round(busy / seconds),
            "processor_us_per_tx": round(busy * 1e6 / stored),
            "notes": NOTES,
            "machine": machine::describe(),
            "load_average": machine::load_average(),
        })
    }
}

const NOTES: &str = "every validator is a process; the process that measures submits to all of \
    them over sockets and shares the machine; every operation is signed before the clock starts; \
    with a rate, finality counts from the moment an operation was due, else from its submission, \
    until the answer to the last of its submission is back; memory is that of the largest \
    validator; processor time is that of the validators, per operation and validator; bytes are \
    the growth of one validator's blocks, certificates and engine files per operation; engine \
    files are pruned as the chain grows, and where they shrank, that is not counted; with a round \
    trip, every connection between validators goes through a relay on loopback that delays each \
    direction by half of it and limits no bandwidth";

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
