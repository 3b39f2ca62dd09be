//! `linli audit`: every stored copy of every block, read without changing anything, replayed and
//! judged. `node` yields raw records, `verifier` judges; nothing of the engine runs.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use borsh::BorshDeserialize as _;
use indicatif::{ProgressBar, ProgressStyle};
use ledger::{Block, Genesis, Hash, Header};
use node::records::{self, Kind, RawRecord};
use verifier::{
    AuditFault, AuditReport, Record, RecordKind, TrustFile,
    audit::{Checkpoint, Plan, carry_out},
};

use crate::{
    folder::Folder,
    identity,
    screen::{complain, say},
    verify::load_evidence,
};

/// Operations between two checkpoints: some seconds of work.
const CHECKPOINT_EVERY: u64 = 250_000;

/// Replays everything that an office has stored; exit code 1 names the first bad record.
#[derive(clap::Args)]
pub(crate) struct Audit {
    /// The office's data folder; it is only read.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Receipts, proofs or headers from earlier, yours or an observer's: a history that was
    /// rewritten since is refused.
    #[arg(long = "known")]
    known: Vec<PathBuf>,
    /// The trust file that those are checked with; needed once the validators have changed.
    #[arg(long)]
    trust: Option<PathBuf>,
    /// Where the audit writes how far it has come, and from where it goes on the next time.
    #[arg(long)]
    checkpoint: Option<PathBuf>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

impl Audit {
    pub(crate) fn run(self) -> ExitCode {
        match self.audit() {
            Ok(Ok(report)) => {
                self.report(&report);
                ExitCode::SUCCESS
            }
            Ok(Err(fault)) => {
                self.accuse(&fault);
                ExitCode::FAILURE
            }
            Err(error) => {
                complain(&format!("linli: {error:#}"));
                ExitCode::FAILURE
            }
        }
    }

    /// The outer error is about files that are no office, the inner one is the verdict.
    fn audit(&self) -> anyhow::Result<Result<AuditReport, AuditFault>> {
        let folder = Folder::new(&self.data);
        let genesis = identity::load_genesis(&folder)?
            .with_context(|| format!("{} holds no office", self.data.display()))?;
        let known = match self.known_headers(&genesis)? {
            Ok(known) => known,
            Err(fault) => return Ok(Err(fault)),
        };
        let checkpoint = match self.load_checkpoint()? {
            Ok(checkpoint) => checkpoint,
            Err(fault) => return Ok(Err(fault)),
        };
        let stored = match stored_records(&self.data) {
            Ok(stored) => stored,
            Err(fault) => return Ok(Err(fault)),
        };
        let bar = progress_bar(self.json, stored.last().map_or(0, |record| record.height));
        let plan = Plan {
            checkpoint,
            checkpoint_every: self.checkpoint.as_ref().map_or(0, |_| CHECKPOINT_EVERY),
            ..Plan::whole(&genesis, &known)
        };
        let verdict = carry_out(
            plan,
            stored.into_iter().map(Ok),
            &mut |progress| bar.set_position(progress.height),
            &mut |checkpoint| self.save_checkpoint(checkpoint),
        );
        bar.finish_and_clear();
        Ok(verdict)
    }

    /// Only what validators of this network signed can show that its history was rewritten.
    fn known_headers(&self, genesis: &Genesis) -> anyhow::Result<Result<Vec<Header>, AuditFault>> {
        let trust = match &self.trust {
            Some(path) => {
                let file = fs::read_to_string(path);
                let file = file.with_context(|| format!("cannot read {}", path.display()))?;
                TrustFile::from_json(&file)?
            }
            None => TrustFile::from_genesis(genesis)?,
        };
        let mut known = Vec::new();
        for path in &self.known {
            let certified = load_evidence(path)?.certified();
            let height = certified.header.height;
            if certified.header.network != genesis.network() {
                let record = path.display().to_string();
                let reason = "it is of another network than this ledger";
                let code = "known_of_another_network";
                return Ok(Err(fault(record, height, code, reason)));
            }
            certified.check(&trust).with_context(|| {
                let name = path.display();
                format!("{name} is not certified; name the network's trust file with --trust")
            })?;
            known.push(certified.header);
        }
        Ok(Ok(known))
    }

    fn load_checkpoint(&self) -> anyhow::Result<Result<Option<Checkpoint>, AuditFault>> {
        let Some(path) = self.checkpoint.as_ref().filter(|path| path.exists()) else {
            return Ok(Ok(None));
        };
        let name = path.display().to_string();
        let file = fs::read(path).with_context(|| format!("cannot read {name}"))?;
        Ok(Checkpoint::from_bytes(&file)
            .map(Some)
            .map_err(|damaged| fault(name, 0, "checkpoint_damaged", &damaged.to_string())))
    }

    /// Writes beside the old one first: whoever interrupts keeps one of the two.
    fn save_checkpoint(&self, checkpoint: &Checkpoint) {
        let Some(path) = &self.checkpoint else {
            return;
        };
        let beside = path.with_extension("new");
        let written = fs::write(&beside, checkpoint.to_bytes());
        if let Err(error) = written.and_then(|()| fs::rename(&beside, path)) {
            complain(&format!("linli: cannot write {}: {error}", path.display()));
        }
    }

    fn report(&self, report: &AuditReport) {
        if self.json {
            say(&serde_json::json!({
                "sound": true,
                "blocks": report.blocks,
                "operations": report.operations,
                "certificates": report.certificates,
                "last_height": report.last_height,
                "last_digest": report.last_digest.to_string(),
                "state_root": report.state_root.to_string(),
                "resumed_at": report.resumed_at,
            })
            .to_string());
            return;
        }
        let resumed = report.resumed_at.map_or_else(String::new, |height| {
            format!("; what lies before block {height} was audited earlier")
        });
        say(&format!(
            "sound: {} blocks, {} operations, {} certificates; block {} is {}{resumed}",
            report.blocks,
            report.operations,
            report.certificates,
            report.last_height,
            report.last_digest
        ));
    }

    fn accuse(&self, fault: &AuditFault) {
        if self.json {
            say(&serde_json::json!({
                "sound": false,
                "record": fault.record,
                "height": fault.height,
                "code": fault.code,
                "reason": fault.reason,
            })
            .to_string());
            return;
        }
        say(&format!("NOT sound: block {}: {fault}", fault.height));
    }
}

fn progress_bar(hidden: bool, heights: u64) -> ProgressBar {
    if hidden {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(heights);
    if let Ok(style) =
        ProgressStyle::with_template("{bar:40} {pos}/{len} blocks, {elapsed} gone, {eta} left")
    {
        bar.set_style(style);
    }
    bar
}

fn fault(record: String, height: u64, code: &'static str, reason: &str) -> AuditFault {
    let reason = reason.to_owned();
    AuditFault {
        record,
        height,
        code,
        reason,
    }
}

/// Every stored record, ascending by height, the log's own before its copies.
///
/// The engine also keeps copies of blocks that were proposed and not agreed on; those are no part
/// of the history. They are told apart by their digest, and their checksums hold or the read ends.
pub(crate) fn stored_records(data: &Path) -> Result<Vec<Record>, AuditFault> {
    let mut raw = Vec::new();
    for record in records::read(data) {
        raw.push(record.map_err(|fault| {
            let height = fault.height.unwrap_or(0);
            AuditFault::unreadable(place(&fault.file, fault.offset), height, fault.to_string())
        })?);
    }
    let history: BTreeMap<u64, Hash> = raw
        .iter()
        .filter(|record| record.kind == Kind::Block)
        .filter_map(|record| Some((record.height, digest_of_header(record)?)))
        .collect();
    raw.retain(|record| record.kind != Kind::CachedBlock || belongs(record, &history));
    raw.sort_by_key(|record| (record.height, record.kind == Kind::CachedBlock));
    Ok(raw.into_iter().map(to_record).collect())
}

/// A copy that cannot be read as a block is kept, so that the verifier names it.
fn belongs(record: &RawRecord, history: &BTreeMap<u64, Hash>) -> bool {
    digest(record).is_none_or(|digest| history.get(&record.height) == Some(&digest))
}

/// A block begins with its header.
fn digest_of_header(record: &RawRecord) -> Option<Hash> {
    let header = Header::deserialize(&mut &record.payload[..]).ok()?;
    Some(header.digest())
}

fn digest(record: &RawRecord) -> Option<Hash> {
    let block: Block = ledger::decode(&record.payload)?;
    Some(block.header.digest())
}

fn to_record(record: RawRecord) -> Record {
    Record {
        name: place(&record.file, record.offset),
        height: record.height,
        kind: match record.kind {
            Kind::Block | Kind::CachedBlock => RecordKind::Block,
            Kind::Certificate => RecordKind::Certificate,
        },
        bytes: record.payload,
    }
}

fn place(file: &Path, offset: u64) -> String {
    format!("{} at byte {offset}", file.display())
}
