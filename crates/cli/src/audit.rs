//! `linli audit`: every stored copy of every block, read without changing anything, replayed and
//! judged. `node` yields raw records, `verifier` judges; nothing of the engine runs.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use ledger::{Block, Hash, Header};
use node::records::{self, Kind, RawRecord};
use verifier::{AuditFault, AuditReport, Record, RecordKind};

use crate::{
    folder::Folder,
    identity,
    screen::{complain, say},
    verify::load_evidence,
};

/// Replays everything that an office has stored; exit code 1 names the first bad record.
#[derive(clap::Args)]
pub(crate) struct Audit {
    /// The office's data folder; it is only read.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Receipts from earlier: a history that was rewritten since is refused.
    #[arg(long = "known")]
    known: Vec<PathBuf>,
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
        let known = self
            .known
            .iter()
            .map(|path| known_header(path))
            .collect::<Result<Vec<_>, _>>()?;
        let stored = match stored_records(&self.data) {
            Ok(stored) => stored,
            Err(fault) => return Ok(Err(fault)),
        };
        let bar = progress_bar(self.json, stored.last().map_or(0, |record| record.height));
        let verdict = verifier::audit(
            &genesis,
            &known,
            stored.into_iter().map(Ok),
            &mut |progress| bar.set_position(progress.height),
        );
        bar.finish_and_clear();
        Ok(verdict)
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
            })
            .to_string());
            return;
        }
        say(&format!(
            "sound: {} blocks, {} operations, {} certificates; block {} is {}",
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
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} blocks {elapsed}") {
        bar.set_style(style);
    }
    bar
}

fn known_header(path: &Path) -> anyhow::Result<Header> {
    Ok(load_evidence(path)?.certified().header)
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
        .filter_map(|record| Some((record.height, digest(record)?)))
        .collect();
    raw.retain(|record| record.kind != Kind::CachedBlock || belongs(record, &history));
    raw.sort_by_key(|record| (record.height, record.kind == Kind::CachedBlock));
    Ok(raw.into_iter().map(to_record).collect())
}

/// A copy that cannot be read as a block is kept, so that the verifier names it.
fn belongs(record: &RawRecord, history: &BTreeMap<u64, Hash>) -> bool {
    digest(record).is_none_or(|digest| history.get(&record.height) == Some(&digest))
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
