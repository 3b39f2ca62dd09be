//! The replaying thread: takes the records in order, height by height.

use super::{
    AuditFault, AuditReport, Books, Checkpoint, Plan, Progress, Record, RecordKind,
    crew::Crew,
    reading::{Ahead, Reading},
    skim::Skimmed,
    span::Group,
};
use ledger::{Genesis, Hash, Header, State, ValidatorSet, block::Signatures};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

pub(super) struct Auditor<'a, 'b> {
    pub(super) genesis: &'a Genesis,
    pub(super) signatures: Signatures,
    /// Digests that earlier receipts name, by height.
    known: BTreeMap<u64, Hash>,
    pub(super) parent: Header,
    pub(super) state: State,
    pub(super) set: ValidatorSet,
    pub(super) books: Arc<Mutex<Books>>,
    pub(super) report: AuditReport,
    pub(super) crew: &'a Crew<'b>,
    pub(super) progress: &'a mut dyn FnMut(Progress),
    save: &'a mut dyn FnMut(&Checkpoint),
    checkpoint_every: u64,
    /// Operations up to the last checkpoint.
    saved: u64,
    skimmed: Option<Skimmed>,
}

impl<'a, 'b> Auditor<'a, 'b> {
    pub(super) fn new(
        plan: Plan<'a>,
        crew: &'a Crew<'b>,
        progress: &'a mut dyn FnMut(Progress),
        save: &'a mut dyn FnMut(&Checkpoint),
    ) -> Self {
        let genesis = plan.genesis;
        let known = plan.known.iter();
        let parent = genesis.block().header;
        Self {
            skimmed: plan
                .checkpoint
                .map(|checkpoint| Skimmed::new(checkpoint, parent.clone())),
            known: known
                .map(|header| (header.height, header.digest()))
                .collect(),
            parent,
            state: genesis.state(),
            set: genesis.validators.clone(),
            books: Arc::default(),
            report: AuditReport::default(),
            signatures: plan.signatures,
            checkpoint_every: plan.checkpoint_every,
            saved: 0,
            genesis,
            crew,
            progress,
            save,
        }
    }

    pub(super) fn follow(
        &mut self,
        records: impl IntoIterator<Item = Result<Record, AuditFault>>,
    ) -> Result<AuditReport, AuditFault> {
        let skimmed = self.skimmed.as_ref().map_or(0, Skimmed::height);
        let mut ahead = Ahead::of(records.into_iter());
        let mut group = Group::at(0);
        let mut span = Vec::new();
        while let Some(reading) = ahead.next(self.crew, skimmed) {
            let reading = reading?;
            let height = reading.record.height;
            if height < group.height {
                let reason = "records must come ascending by height";
                let record = &reading.record;
                return Err(AuditFault::of(record, "record_out_of_order", reason));
            }
            while height > group.height {
                let next = Group::at(group.height.saturating_add(1));
                let finished = std::mem::replace(&mut group, next);
                self.take(finished, &mut span)?;
            }
            push(&mut group, reading);
            if self.crew.found_fault() {
                break;
            }
        }
        self.take(group, &mut span)?;
        self.finish(&span)
    }

    /// Takes all records of one height; judges the span when they hold a certificate.
    fn take(&mut self, group: Group, span: &mut Vec<Group>) -> Result<(), AuditFault> {
        if group.height == 0 {
            return self.check_genesis(&group);
        }
        if group.blocks.is_empty() {
            return Err(AuditFault::missing(group.height));
        }
        if let Some(skimmed) = &mut self.skimmed
            && group.height <= skimmed.height()
        {
            let (name, digest) = skimmed.take(&group)?;
            return self.check_known(group.height, digest, &name);
        }
        self.enter()?;
        let certified = !group.certificates.is_empty();
        span.push(group);
        if certified {
            self.judge(std::mem::take(span))?;
        }
        Ok(())
    }

    /// Goes on where the checkpoint was made.
    fn enter(&mut self) -> Result<(), AuditFault> {
        let Some(skimmed) = self.skimmed.take() else {
            return Ok(());
        };
        let resumed = skimmed.enter(self.genesis)?;
        self.report = resumed.report;
        self.saved = resumed.report.operations;
        (self.parent, self.state, self.set) = (resumed.header, resumed.state, resumed.set);
        *lock(&self.books) = resumed.books;
        Ok(())
    }

    /// Genesis need not be stored; a copy that is must be the one that everything follows from.
    fn check_genesis(&self, group: &Group) -> Result<(), AuditFault> {
        let expected = ledger::encode(&self.genesis.block());
        let differs = |reading: &&Reading| reading.record.bytes != expected;
        if let Some(reading) = group.blocks.iter().find(differs) {
            let reason = "the block is not the genesis of this network";
            return Err(AuditFault::of(&reading.record, "genesis_differs", reason));
        }
        if let Some(record) = group.certificates.first() {
            let reason = "nobody certifies genesis";
            return Err(AuditFault::of(record, "certificate_unexpected", reason));
        }
        self.check_known(0, self.genesis.block().header.digest(), "block 0")
    }

    pub(super) fn check_known(
        &self,
        height: u64,
        digest: Hash,
        record: &str,
    ) -> Result<(), AuditFault> {
        match self.known.get(&height) {
            Some(known) if *known != digest => Err(AuditFault {
                record: record.to_owned(),
                height,
                code: "history_rewritten",
                reason: format!("an earlier receipt names {known}, the chain has {digest}"),
            }),
            Some(_) | None => Ok(()),
        }
    }

    /// Makes a checkpoint when enough has happened since the last one.
    pub(super) fn save_checkpoint(&mut self) {
        let since = self.report.operations.saturating_sub(self.saved);
        if self.checkpoint_every > 0 && since >= self.checkpoint_every {
            self.save_now();
        }
    }

    fn save_now(&mut self) {
        if !self.crew.settle() {
            return;
        }
        self.saved = self.report.operations;
        let books = lock(&self.books).clone();
        let header = self.parent.clone();
        let checkpoint =
            Checkpoint::new(header, self.set.clone(), &self.state, books, &self.report);
        (self.save)(&checkpoint);
    }

    fn finish(&mut self, span: &[Group]) -> Result<AuditReport, AuditFault> {
        if let Some(reading) = span.last().and_then(|group| group.blocks.first()) {
            let reason = "no certificate stands at or after the last block";
            return Err(AuditFault::of(&reading.record, "tip_not_certified", reason));
        }
        self.enter()?;
        let last_height = self.parent.height;
        if let Some((height, _)) = self.known.iter().next_back()
            && *height > last_height
        {
            return Err(AuditFault {
                record: format!("block {height}"),
                height: *height,
                code: "history_truncated",
                reason: format!(
                    "an earlier receipt names this block, the chain ends at {last_height}"
                ),
            });
        }
        if self.checkpoint_every > 0 && !self.crew.found_fault() {
            self.save_now();
        }
        Ok(AuditReport {
            first_height: self.report.blocks.min(1),
            last_height,
            last_digest: self.parent.digest(),
            state_root: self.state.root(),
            ..self.report
        })
    }
}

fn push(group: &mut Group, reading: Reading) {
    match reading.record.kind {
        RecordKind::Block => group.blocks.push(reading),
        RecordKind::Certificate => group.certificates.push(reading.record),
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
