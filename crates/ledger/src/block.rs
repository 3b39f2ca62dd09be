//! Blocks: how a proposer builds one and how everyone else checks it.

use crate::{
    apply::{BlockContext, admit, apply_operation, check_admission},
    block_tree,
    hash::Hash,
    header::Header,
    ids::OperationId,
    outcome::Outcome,
    rejection::Rejection,
    rules::LATEST_VERSION,
    sealed::{Seal, Sealed},
    state::{State, history, keys, records::KeyRecord, store::Draft},
    time::Timestamp,
    validators::ValidatorSet,
};
use borsh::{BorshDeserialize, BorshSerialize, io::Read};
use std::collections::BTreeSet;

/// The most bytes of all envelopes of one block.
pub const BLOCK_OPERATION_BYTES_MAX: usize = 1024 * 1024;

/// A header and what it commits to.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize)]
pub struct Block {
    /// What validators certify.
    pub header: Header,
    /// The operations in order.
    pub operations: Vec<Sealed>,
    /// What became of each.
    pub outcomes: Vec<Outcome>,
    /// On the last block of an epoch that changes the set: the next set in full.
    pub next_set: Option<ValidatorSet>,
}

impl Block {
    /// The leaves of the block tree.
    #[must_use]
    pub fn leaves(&self) -> Vec<Hash> {
        self.operations
            .iter()
            .zip(&self.outcomes)
            .map(|(envelope, outcome)| block_tree::leaf_of_bytes(envelope.bytes(), outcome))
            .collect()
    }

    /// Whether the header names the root of these operations and outcomes.
    #[must_use]
    pub fn root_holds(&self) -> bool {
        self.operations.len() == self.outcomes.len()
            && block_tree::root(&self.leaves()) == self.header.block_root
    }
}

impl BorshDeserialize for Block {
    fn deserialize_reader<R: Read>(reader: &mut R) -> borsh::io::Result<Self> {
        let header = Header::deserialize_reader(reader)?;
        let count = u32::deserialize_reader(reader)?;
        // Grows with what is there, not with what a hostile count promises.
        let mut operations = Vec::new();
        for _ in 0..count {
            operations.push(Sealed::read(reader, header.network)?);
        }
        Ok(Self {
            header,
            operations,
            outcomes: BorshDeserialize::deserialize_reader(reader)?,
            next_set: BorshDeserialize::deserialize_reader(reader)?,
        })
    }
}

/// Why a block is not a valid child of its parent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlockFault {
    /// The header does not follow its parent: another network, height, parent or rules version.
    #[error("the header does not follow its parent")]
    NotAChild,
    /// Block time goes back.
    #[error("block time goes back")]
    TimeGoesBack,
    /// An operation may not be in a block at all.
    #[error("operation {position} may not be in a block: {rejection}")]
    Inadmissible {
        /// Position in the block.
        position: usize,
        /// Why.
        rejection: Rejection,
    },
    /// The operations are larger than a block may be.
    #[error("the block is too large")]
    TooLarge,
    /// Running an operation gives another outcome than the block records.
    #[error("operation {position} has another outcome than the block records")]
    OutcomeDiffers {
        /// Position in the block.
        position: usize,
    },
    /// The block tree root does not cover the operations and outcomes.
    #[error("the block tree root does not cover the operations and outcomes")]
    BlockRootDiffers,
    /// The state root is not that of the resulting state.
    #[error("the state root is not that of the resulting state")]
    StateRootDiffers,
    /// The validators agreed on rules that this program does not have.
    #[error(
        "block {height} runs by version {version} of the rules, and this program knows none after \
         {known}: install the release that the notice of the upgrade names, and start again"
    )]
    RulesUnknown {
        /// Its height.
        height: u64,
        /// The version that it needs.
        version: u32,
        /// The newest version here.
        known: u32,
    },
    /// The validator set hashes are not those that the rules give.
    #[error("the validator sets are not those that the rules give")]
    ValidatorsDiffer,
}

/// How signatures are treated when a block is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signatures {
    /// Check every one.
    Check,
    /// The caller has checked every one of them already.
    Checked,
}

/// A block with the state after it and the operations that may not be in it.
#[derive(Clone, Debug)]
pub struct Built {
    /// The block.
    pub block: Block,
    /// The state after it.
    pub state: State,
    /// Operations left out, with the reason.
    pub refused: Vec<(OperationId, Rejection)>,
}

/// Runs operations on the parent's state and seals them into a block. Signatures are the
/// caller's business ([`admit`]); inadmissible operations are left out and reported, and those
/// that a block of [`BLOCK_OPERATION_BYTES_MAX`] has no room for are left out for the next one.
#[must_use]
pub fn build_block(
    parent: &Header,
    state: &State,
    time: Timestamp,
    candidates: Vec<impl Seal>,
) -> Built {
    let context = BlockContext {
        network: parent.network,
        time: time.max(parent.time),
        height: parent.height.saturating_add(1),
    };
    let mut draft = begin(parent, state);
    let mut inside = BTreeSet::new();
    let mut room = BLOCK_OPERATION_BYTES_MAX;
    let (mut operations, mut outcomes, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for envelope in candidates {
        let envelope = envelope.seal(context.network);
        let id = envelope.operation_id();
        let Some(left) = room.checked_sub(envelope.bytes().len()) else {
            continue;
        };
        match check_admission(state, &context, &envelope) {
            Ok(_) if !inside.insert(id) => refused.push((id, Rejection::Replayed)),
            Ok(key) => {
                room = left;
                outcomes.push(apply_operation(&mut draft, &context, &envelope, &key));
                operations.push(envelope);
            }
            Err(rejection) => refused.push((id, rejection)),
        }
    }
    history::remember(&mut draft, parent);
    let state_after = draft.into_state(context.time);
    let header = seal(parent, &state_after, &context, &operations, &outcomes);
    let next_set = next_set_to_carry(&state_after, &header);
    let block = Block {
        header,
        operations,
        outcomes,
        next_set,
    };
    Built {
        block,
        state: state_after,
        refused,
    }
}

/// Checks that `block` is a valid child of `parent` and returns the state after it.
pub fn check_block(
    parent: &Header,
    state: &State,
    block: &Block,
    signatures: Signatures,
) -> Result<State, BlockFault> {
    check_block_by(parent, state, block, signatures, LATEST_VERSION)
}

/// [`check_block`] by a program that knows the rules up to version `known`: for practising an
/// upgrade with a version that no release has.
pub fn check_block_by(
    parent: &Header,
    state: &State,
    block: &Block,
    signatures: Signatures,
    known: u32,
) -> Result<State, BlockFault> {
    match check_body(parent, state, block, signatures, known) {
        Ok(_) | Err(BlockFault::StateRootDiffers) if !block.root_holds() => {
            Err(BlockFault::BlockRootDiffers)
        }
        checked => checked,
    }
}

/// [`check_block_by`] where the caller has checked already every signature, and that the header
/// names the root of the operations and outcomes ([`Block::root_holds`]).
pub fn check_committed_block(
    parent: &Header,
    state: &State,
    block: &Block,
    known: u32,
) -> Result<State, BlockFault> {
    check_body(parent, state, block, Signatures::Checked, known)
}

/// Everything but the block tree root.
fn check_body(
    parent: &Header,
    state: &State,
    block: &Block,
    signatures: Signatures,
    known: u32,
) -> Result<State, BlockFault> {
    check_frame(parent, state, block, known)?;
    let keys = check_operations(state, &context_of(parent, block), block, signatures)?;
    let state_after = apply_operations(parent, state, block, &keys)?;
    if state_after.root() != block.header.state_root {
        return Err(BlockFault::StateRootDiffers);
    }
    Ok(state_after)
}

/// What of [`check_block`] later blocks wait for: not the two roots, not [`check_admissions`]. An
/// audit does those on other threads.
pub fn run_block(parent: &Header, state: &State, block: &Block) -> Result<State, BlockFault> {
    check_frame(parent, state, block, LATEST_VERSION)?;
    let keys = block.operations.iter().enumerate();
    let keys = keys.map(|(position, envelope)| {
        let key = state.registered_key(envelope.intent.key);
        key.ok_or(BlockFault::Inadmissible {
            position,
            rejection: Rejection::KeyUnknown,
        })
    });
    let keys = keys.collect::<Result<Vec<KeyRecord>, _>>()?;
    apply_operations(parent, state, block, &keys)
}

/// Checks that every operation of a block may be in it, signatures aside.
pub fn check_admissions(parent: &Header, state: &State, block: &Block) -> Result<(), BlockFault> {
    let context = context_of(parent, block);
    check_operations(state, &context, block, Signatures::Checked).map(|_| ())
}

const fn context_of(parent: &Header, block: &Block) -> BlockContext {
    BlockContext {
        network: parent.network,
        time: block.header.time,
        height: parent.height.saturating_add(1),
    }
}

fn check_frame(
    parent: &Header,
    state: &State,
    block: &Block,
    known: u32,
) -> Result<(), BlockFault> {
    check_link(parent, &block.header)?;
    check_rules(state, &block.header, known)?;
    check_size(block)
}

/// Runs the rules, and compares what comes of it with what the block records.
fn apply_operations(
    parent: &Header,
    state: &State,
    block: &Block,
    keys: &[KeyRecord],
) -> Result<State, BlockFault> {
    let (header, context) = (&block.header, context_of(parent, block));
    let mut draft = begin(parent, state);
    for (position, envelope) in block.operations.iter().enumerate() {
        let Some(key) = keys.get(position) else {
            return Err(BlockFault::BlockRootDiffers);
        };
        let outcome = apply_operation(&mut draft, &context, envelope, key);
        if block.outcomes.get(position) != Some(&outcome) {
            return Err(BlockFault::OutcomeDiffers { position });
        }
    }
    history::remember(&mut draft, parent);
    let state_after = draft.into_state(header.time);
    let sets = set_hashes(parent, &state_after);
    if (header.validators, header.next_validators) != sets
        || block.next_set != next_set_to_carry(&state_after, header)
    {
        return Err(BlockFault::ValidatorsDiffer);
    }
    Ok(state_after)
}

fn check_link(parent: &Header, header: &Header) -> Result<(), BlockFault> {
    let follows = header.network == parent.network
        && header.suite == parent.suite
        && Some(header.height) == parent.height.checked_add(1)
        && header.parent == parent.digest();
    if !follows {
        return Err(BlockFault::NotAChild);
    }
    if header.time < parent.time {
        Err(BlockFault::TimeGoesBack)
    } else {
        Ok(())
    }
}

/// The rules of a height are those that the state says, and this program must know them.
fn check_rules(state: &State, header: &Header, known: u32) -> Result<(), BlockFault> {
    let (height, version) = (header.height, state.rules_version_at(header.height));
    if header.rules_version != version {
        Err(BlockFault::NotAChild)
    } else if version > known {
        Err(BlockFault::RulesUnknown {
            height,
            version,
            known,
        })
    } else {
        Ok(())
    }
}

/// The draft of a block: the first block of an epoch is ruled by the set that was next.
fn begin<'a>(parent: &Header, state: &'a State) -> Draft<'a> {
    let mut draft = Draft::new(state);
    let changes = parent.validators != parent.next_validators;
    if changes
        && ends_epoch(epoch_blocks(state), parent.height)
        && let Some(next) = state.get(&keys::next_validators())
    {
        draft.put(&keys::validators(), &next);
        draft.keep();
    }
    draft
}

fn check_size(block: &Block) -> Result<(), BlockFault> {
    if block.outcomes.len() != block.operations.len() {
        return Err(BlockFault::BlockRootDiffers);
    }
    let bytes: usize = block
        .operations
        .iter()
        .map(|envelope| envelope.bytes().len())
        .sum();
    if bytes > BLOCK_OPERATION_BYTES_MAX {
        Err(BlockFault::TooLarge)
    } else {
        Ok(())
    }
}

/// Admission of every operation against the parent's state; the keys, in order.
fn check_operations(
    state: &State,
    context: &BlockContext,
    block: &Block,
    signatures: Signatures,
) -> Result<Vec<KeyRecord>, BlockFault> {
    let mut inside = BTreeSet::new();
    let mut keys = Vec::with_capacity(block.operations.len());
    for (position, envelope) in block.operations.iter().enumerate() {
        let checked = match signatures {
            Signatures::Check => admit(state, context, envelope),
            Signatures::Checked => check_admission(state, context, envelope),
        };
        let fresh = inside.insert(envelope.operation_id());
        match checked {
            Ok(key) if fresh => keys.push(key),
            Ok(_) => {
                let rejection = Rejection::Replayed;
                return Err(BlockFault::Inadmissible {
                    position,
                    rejection,
                });
            }
            Err(rejection) => {
                return Err(BlockFault::Inadmissible {
                    position,
                    rejection,
                });
            }
        }
    }
    Ok(keys)
}

fn seal(
    parent: &Header,
    state_after: &State,
    context: &BlockContext,
    operations: &[Sealed],
    outcomes: &[Outcome],
) -> Header {
    let leaves: Vec<Hash> = operations
        .iter()
        .zip(outcomes)
        .map(|(envelope, outcome)| block_tree::leaf_of_bytes(envelope.bytes(), outcome))
        .collect();
    let (validators, next_validators) = set_hashes(parent, state_after);
    Header {
        suite: parent.suite,
        network: parent.network,
        height: context.height,
        parent: parent.digest(),
        time: context.time,
        block_root: block_tree::root(&leaves),
        state_root: state_after.root(),
        // A change decided in this block is for a later height.
        rules_version: state_after.rules_version_at(context.height),
        validators,
        next_validators,
    }
}

/// Whether a height is the last of its epoch.
#[must_use]
pub fn ends_epoch(epoch_blocks: u64, height: u64) -> bool {
    height
        .checked_add(1)
        .and_then(|next| next.checked_rem(epoch_blocks))
        == Some(0)
}

fn epoch_blocks(state: &State) -> u64 {
    state.get(&keys::meta()).map_or(1, |meta| meta.epoch_blocks)
}

/// Current set: the parent's next set where the parent ended an epoch, else the parent's current.
/// Next set: the one that this block's operations leave.
fn set_hashes(parent: &Header, state_after: &State) -> (Hash, Hash) {
    let current = if ends_epoch(epoch_blocks(state_after), parent.height) {
        parent.next_validators
    } else {
        parent.validators
    };
    let next = state_after.get(&keys::next_validators());
    (current, next.map_or(current, |next| next.hash()))
}

fn next_set_to_carry(state_after: &State, header: &Header) -> Option<ValidatorSet> {
    let changes = header.validators != header.next_validators;
    if changes && ends_epoch(epoch_blocks(state_after), header.height) {
        state_after.get(&keys::next_validators())
    } else {
        None
    }
}
