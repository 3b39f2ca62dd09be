//! What was judged before a checkpoint is skimmed: headers must still be the chain that leads to
//! it, and the last ten minutes of operations must not be asked for again.

use super::{AuditFault, AuditReport, Books, Checkpoint, Record, reading::decode, span::Group};
use borsh::BorshDeserialize as _;
use ledger::{
    Genesis, Hash, Header, OperationId, State, Timestamp, ValidatorSet, block::ends_epoch,
    operation::VALIDITY_MS_MAX,
};

/// The headers up to a checkpoint.
pub(super) struct Skimmed {
    checkpoint: Checkpoint,
    parent: Header,
    /// Operations whose validity has not ended at the checkpoint.
    recent: Vec<(Timestamp, OperationId)>,
}

/// Where the audit goes on.
pub(super) struct Resumed {
    pub(super) header: Header,
    pub(super) state: State,
    pub(super) set: ValidatorSet,
    pub(super) books: Books,
    pub(super) report: AuditReport,
}

impl Skimmed {
    pub(super) const fn new(checkpoint: Checkpoint, genesis: Header) -> Self {
        Self {
            checkpoint,
            parent: genesis,
            recent: Vec::new(),
        }
    }

    pub(super) fn height(&self) -> u64 {
        self.checkpoint.height()
    }

    /// Takes the records of a height; name and digest of its block.
    pub(super) fn take(&mut self, group: &Group) -> Result<(String, Hash), AuditFault> {
        let Some(reading) = group.blocks.first() else {
            return Err(AuditFault::missing(group.height));
        };
        let record = &*reading.record;
        let header = Header::deserialize(&mut &record.bytes[..]).ok();
        let follows = |header: &Header| {
            header.height == record.height && header.parent == self.parent.digest()
        };
        let Some(header) = header.filter(follows) else {
            let reason = "the block does not follow the one before it";
            return Err(AuditFault::of(record, "block_not_a_child", reason));
        };
        let now = self.checkpoint.header.time;
        if header.time.plus_ms(VALIDITY_MS_MAX) >= now {
            self.remember(record, now)?;
        }
        let digest = header.digest();
        self.parent = header;
        Ok((record.name.clone(), digest))
    }

    fn remember(&mut self, record: &Record, now: Timestamp) -> Result<(), AuditFault> {
        let decoded = decode(record)?;
        if !decoded.root_holds {
            let reason = "the block tree root does not cover the operations and outcomes";
            return Err(AuditFault::of(record, "block_root_differs", reason));
        }
        let operations = decoded.block.operations.iter();
        self.recent.extend(
            operations
                .map(|operation| (operation.intent.not_after, operation.operation_id()))
                .filter(|(not_after, _)| *not_after >= now),
        );
        Ok(())
    }

    /// What the checkpoint holds, after everything in it has been compared.
    pub(super) fn enter(self, genesis: &Genesis) -> Result<Resumed, AuditFault> {
        let Checkpoint {
            header,
            set,
            blocks,
            operations,
            certificates,
            books,
            leaves,
        } = self.checkpoint;
        let refuse = |code, reason: &str| AuditFault {
            record: "checkpoint".to_owned(),
            height: header.height,
            code,
            reason: reason.to_owned(),
        };
        if self.parent != header {
            let reason = "the stored chain is not the one that the checkpoint was made of";
            return Err(refuse("checkpoint_of_another_chain", reason));
        }
        let ends = ends_epoch(genesis.epoch_blocks, header.height);
        let expected = if ends {
            header.next_validators
        } else {
            header.validators
        };
        if set.hash() != expected {
            let reason = "the checkpoint holds other validators than its header names";
            return Err(refuse("checkpoint_differs", reason));
        }
        let state = State::restore(leaves, self.recent).filter(|state| {
            // Hashes every leaf again.
            state.root() == header.state_root
        });
        let Some(state) = state else {
            let reason = "the checkpoint holds another state than its header names";
            return Err(refuse("checkpoint_differs", reason));
        };
        books
            .agree_with(&state)
            .map_err(|reason| refuse("checkpoint_differs", reason))?;
        Ok(Resumed {
            report: AuditReport {
                blocks,
                operations,
                certificates,
                resumed_at: Some(header.height),
                ..AuditReport::default()
            },
            header,
            state,
            set,
            books,
        })
    }
}
