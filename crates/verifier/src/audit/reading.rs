//! Records are decoded ahead of the replay: each block once, however many copies of it are stored.

use super::{
    AuditFault, Record, RecordKind,
    crew::{Crew, Lane},
};
use ledger::{Block, Hash};
use std::{
    collections::VecDeque,
    sync::{
        Arc,
        mpsc::{Receiver, sync_channel},
    },
};

/// Bytes that are decoded ahead.
const AHEAD_BYTES_MAX: usize = 4 * 1024 * 1024;

/// A stored block, with what follows from its bytes alone.
#[derive(Clone, Debug)]
pub(super) struct Decoded {
    pub(super) block: Arc<Block>,
    pub(super) digest: Hash,
    /// Whether the header names the root of the operations and outcomes.
    pub(super) root_holds: bool,
}

/// A record whose block may still be being decoded.
pub(super) struct Reading {
    pub(super) record: Arc<Record>,
    decoding: Option<Receiver<Result<Decoded, AuditFault>>>,
}

impl Reading {
    /// The block; `first` is the copy before this one, when both have the same bytes.
    pub(super) fn finish(self, first: Option<&Decoded>) -> Result<Decoded, AuditFault> {
        let same = || first.cloned().ok_or_else(|| malformed(&self.record));
        match &self.decoding {
            None => same(),
            Some(decoding) => decoding
                .recv()
                .unwrap_or_else(|_| Err(malformed(&self.record))),
        }
    }
}

/// The records that follow, and how many bytes of them are being decoded.
pub(super) struct Ahead<I> {
    records: I,
    waiting: VecDeque<Result<Reading, AuditFault>>,
    bytes: usize,
}

impl<I: Iterator<Item = Result<Record, AuditFault>>> Ahead<I> {
    pub(super) fn of(records: I) -> Self {
        Self {
            records,
            waiting: VecDeque::new(),
            bytes: 0,
        }
    }

    /// The next record. Blocks at or below `skimmed` are not decoded.
    pub(super) fn next(
        &mut self,
        crew: &Crew<'_>,
        skimmed: u64,
    ) -> Option<Result<Reading, AuditFault>> {
        while self.bytes < AHEAD_BYTES_MAX {
            let Some(record) = self.records.next() else {
                break;
            };
            let reading = record.map(|record| self.begin(crew, skimmed, record));
            self.waiting.push_back(reading);
        }
        let next = self.waiting.pop_front()?;
        if let Ok(reading) = &next {
            self.bytes = self.bytes.saturating_sub(reading.record.bytes.len());
        }
        Some(next)
    }

    fn begin(&mut self, crew: &Crew<'_>, skimmed: u64, record: Record) -> Reading {
        let record = Arc::new(record);
        self.bytes = self.bytes.saturating_add(record.bytes.len());
        let wanted = record.kind == RecordKind::Block
            && record.height > skimmed
            && !self.is_copy_of_the_last(&record);
        let decoding = wanted.then(|| {
            let (sender, receiver) = sync_channel(1);
            let record = Arc::clone(&record);
            // Two hundred bytes an operation: near enough to tell small work from large.
            let operations = record.bytes.len() / 200;
            crew.hand_over(Lane::Urgent, operations, move |_| {
                // Nobody waits for it any more when an earlier record was at fault.
                let _unneeded = sender.send(decode(&record));
            });
            receiver
        });
        Reading { record, decoding }
    }

    fn is_copy_of_the_last(&self, record: &Record) -> bool {
        let Some(Ok(last)) = self.waiting.back() else {
            return false;
        };
        last.record.kind == RecordKind::Block
            && last.record.height == record.height
            && last.record.bytes == record.bytes
    }
}

pub(super) fn decode(record: &Record) -> Result<Decoded, AuditFault> {
    let canonical = |block: &Block| ledger::encode(block) == record.bytes;
    let Some(block) = ledger::decode::<Block>(&record.bytes).filter(canonical) else {
        return Err(malformed(record));
    };
    if block.header.height != record.height {
        let reason = "the block names another height than the one it is filed under";
        return Err(AuditFault::of(record, "block_at_wrong_height", reason));
    }
    Ok(Decoded {
        digest: block.header.digest(),
        root_holds: block.root_holds(),
        block: Arc::new(block),
    })
}

fn malformed(record: &Record) -> AuditFault {
    let reason = "the bytes are not those of a block in its only encoding";
    AuditFault::of(record, "block_malformed", reason)
}
