//! What Prometheus reads: this office's own figures, then those of the consensus engine.

use std::{path::PathBuf, sync::Arc};

use ledger::ValidatorSet;
use node::Node;
use portal::desk::Desk;
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{family::Family, gauge::Gauge},
    registry::Registry,
};

use super::jobs::Heartbeat;
use crate::{bench::machine, clock, gateway::NodeGateway};

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Part {
    part: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Job {
    job: &'static str,
}

/// What figures are taken from.
#[derive(Clone)]
pub(crate) struct Sources {
    pub(crate) desk: Arc<Desk>,
    pub(crate) node: Node,
    pub(crate) gateway: NodeGateway,
    pub(crate) heartbeat: Arc<Heartbeat>,
    pub(crate) data: PathBuf,
    /// This node's validator key.
    pub(crate) key: [u8; 32],
}

/// Everything an operator may want to know at a glance.
#[derive(Clone, Debug)]
pub(crate) struct Figures {
    pub(crate) height: u64,
    pub(crate) projected: u64,
    pub(crate) block_age_s: f64,
    pub(crate) operations: u64,
    pub(crate) waiting: (usize, usize),
    pub(crate) peers: usize,
    pub(crate) validators: usize,
    pub(crate) votes: bool,
    pub(crate) change_pending: bool,
    pub(crate) memory_mb: f64,
    pub(crate) finality_ms: Option<f64>,
    pub(crate) evidence: Vec<(&'static str, u64)>,
    pub(crate) rules_version: u32,
}

impl Sources {
    /// Takes all figures now.
    pub(crate) fn take(&self) -> Figures {
        let head = self.desk.gateway.head();
        let set = head.state.get(&ledger::state::keys::validators());
        let set = set.unwrap_or_else(|| ValidatorSet::new(Vec::new()));
        let age_ms = self.desk.now().0.saturating_sub(head.header.time.0);
        let counts = self.node.evidence_counts().into_iter();
        Figures {
            height: head.header.height,
            projected: *self.desk.projected.borrow(),
            block_age_s: age_ms as f64 / 1e3,
            operations: self.heartbeat.operations(),
            waiting: self.node.waiting(),
            peers: connected(&self.node.engine_metrics()),
            validators: set.keys().len(),
            votes: set.keys().contains(&self.key),
            change_pending: head.header.validators != head.header.next_validators,
            memory_mb: machine::memory_now().unwrap_or_default(),
            finality_ms: self.gateway.finality_ms(),
            evidence: counts.map(|(kind, count)| (kind.name(), count)).collect(),
            rules_version: head.header.rules_version,
        }
    }
}

/// How many peers the engine's own metrics call connected.
fn connected(text: &str) -> usize {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let peers = lines.filter(|line| line.contains("tracker_directory_connected{"));
    peers
        .filter(|line| line.rsplit(' ').next().is_some_and(|value| value != "0"))
        .count()
}

/// A gauge for any number.
type Real = Gauge<f64, std::sync::atomic::AtomicU64>;
/// How a gauge is read from the figures.
type Read = fn(&Figures) -> f64;

/// The registry and what is set before each answer.
pub(crate) struct Meters {
    sources: Sources,
    registry: Registry,
    plain: Vec<(Real, Read)>,
    evidence: Family<Kind, Gauge>,
    disk: Family<Part, Gauge>,
    jobs: Family<Job, Real>,
}

/// Name, help, and how to read it.
type Plain = (&'static str, &'static str, Read);

const PLAIN: [Plain; 13] = [
    ("height", "Height of the last final block", |it| {
        it.height as f64
    }),
    ("projected_height", "Height that the pages show", |it| {
        it.projected as f64
    }),
    (
        "last_block_age_seconds",
        "Age of the last final block",
        |it| it.block_age_s,
    ),
    (
        "operations_final",
        "Operations made final since the start",
        |it| it.operations as f64,
    ),
    ("mempool_operations", "Operations that wait", |it| {
        it.waiting.0 as f64
    }),
    ("mempool_bytes", "Bytes of the operations that wait", |it| {
        it.waiting.1 as f64
    }),
    ("peers_connected", "Connected offices", |it| it.peers as f64),
    ("validators", "Validators of this epoch", |it| {
        it.validators as f64
    }),
    ("is_validator", "Whether this office votes", |it| {
        f64::from(u8::from(it.votes))
    }),
    (
        "set_change_pending",
        "Whether the validators change",
        |it| f64::from(u8::from(it.change_pending)),
    ),
    ("memory_bytes", "Memory of this process", |it| {
        it.memory_mb * 1_048_576.0
    }),
    ("rules_version", "Version of the rules in force", |it| {
        f64::from(it.rules_version)
    }),
    ("up", "Always 1", |_| 1.0),
];

/// Folders whose size is watched.
const PARTS: [&str; 4] = ["ledger", "vault", "content", "views.db"];

impl Meters {
    pub(crate) fn new(sources: Sources) -> Self {
        let mut registry = Registry::with_prefix("linli");
        let mut plain = Vec::with_capacity(PLAIN.len());
        for (name, help, read) in PLAIN {
            let gauge = Real::default();
            registry.register(name, help, gauge.clone());
            plain.push((gauge, read));
        }
        let help = "From submission until final and on disk";
        registry.register("finality_seconds", help, sources.gateway.finality.clone());
        let evidence = Family::default();
        let help = "What other offices did wrong since the start";
        registry.register("evidence", help, evidence.clone());
        let disk = Family::default();
        registry.register("disk_bytes", "Bytes on disk", disk.clone());
        let jobs = Family::default();
        let help = "Time since a job last did its work";
        registry.register("job_age_seconds", help, jobs.clone());
        Self {
            sources,
            registry,
            plain,
            evidence,
            disk,
            jobs,
        }
    }

    /// The figures now, in the Prometheus text form.
    pub(crate) fn text(&self) -> Result<String, std::fmt::Error> {
        let figures = self.sources.take();
        for (gauge, read) in &self.plain {
            gauge.set(read(&figures));
        }
        for (kind, count) in &figures.evidence {
            let count = i64::try_from(*count).unwrap_or(i64::MAX);
            self.evidence.get_or_create(&Kind { kind }).set(count);
        }
        for part in PARTS {
            let bytes = machine::bytes_below(&self.sources.data.join(part)).unwrap_or(0);
            let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
            self.disk.get_or_create(&Part { part }).set(bytes);
        }
        let age_ms = clock::now_ms().saturating_sub(self.sources.heartbeat.last_ms());
        let job = Job { job: "due" };
        self.jobs.get_or_create(&job).set(age_ms as f64 / 1e3);
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        // Ours ends with the mark of the end; the engine's figures stand before it.
        let ours = text.trim_end().trim_end_matches("# EOF");
        Ok(format!("{ours}{}", self.sources.node.engine_metrics()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connected_peers_are_counted_from_the_engines_own_words() {
        let text = "# HELP network_tracker_directory_connected Unix\n\
                    network_tracker_directory_connected{peer=\"aa\"} 1700000000000\n\
                    network_tracker_directory_connected{peer=\"bb\"} 0\n\
                    network_tracker_tracked 3\n";
        assert_eq!(connected(text), 1);
        assert_eq!(connected(""), 0);
    }
}
