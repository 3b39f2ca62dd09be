//! A version of the state, and the draft in which a block or an operation changes it.

use crate::{
    area::AreaCode,
    genesis::{Genesis, RULES_VERSION},
    hash::Hash,
    ids::{KeyIndex, OperationId},
    operation::identity::{OrganisationKind, Role, Scope},
    rule_pack::RulePack,
    signature::Custody,
    state::{
        bank::Adoption,
        keys::{self, Key},
        proof,
        recent::Recent,
        records::{KeyRecord, Meta, Party, PartyKind, RoleGrant, Standing},
        registry::Registry,
        tree::{Change, Leaf, Tree, path_of},
    },
    time::Timestamp,
};
use borsh::{BorshDeserialize, BorshSerialize};
use std::{collections::BTreeMap, sync::Arc};

/// What the first organisation may do in the whole district.
const FOUNDER_ROLES: [Role; 3] = [Role::Administrator, Role::Clerk, Role::Operator];

/// One version of everything the ledger knows; a clone costs a few pointers.
#[derive(Clone, Debug, Default)]
pub struct State {
    tree: Tree,
    /// Ids of operations that could still be replayed, by the end of their validity. Not under
    /// the root: they follow from the blocks of the last ten minutes.
    recent: Recent,
    /// The registered keys in the tree, by index: every operation asks for its key.
    registry: Registry,
}

impl State {
    /// The rule pack that a community keeps at a moment.
    #[must_use]
    pub fn pack_at(&self, community: AreaCode, time: Timestamp) -> RulePack {
        let adoptions = self.get(&keys::adoptions(community)).unwrap_or_default();
        Adoption::in_force(&adoptions, time)
            .and_then(|pack| self.get(&keys::adopted_pack(&pack)))
            .or_else(|| self.get(&keys::rule_pack()))
            .unwrap_or_else(RulePack::chancheng)
    }

    /// The state before any operation.
    #[must_use]
    pub fn from_genesis(genesis: &Genesis) -> Self {
        let base = Self::default();
        let mut draft = Draft::new(&base);
        let founder = &genesis.founder;
        draft.put(
            &keys::meta(),
            &Meta {
                network: genesis.network(),
                demo: genesis.demo,
                clock_offset_ms: if genesis.demo {
                    genesis.clock_offset_ms
                } else {
                    0
                },
                district: genesis.district,
                epoch_blocks: genesis.epoch_blocks,
                next_key: 1,
                match_rounds: 0,
            },
        );
        draft.put(&keys::rule_pack(), &genesis.rule_pack);
        draft.put(&keys::validators(), &genesis.validators);
        draft.put(&keys::next_validators(), &genesis.validators);
        let content = crate::operation::listing::ContentRef {
            hash: Hash::ZERO,
            bytes: 0,
        };
        draft.put(
            &keys::party(founder.organisation),
            &Party {
                kind: PartyKind::Organisation {
                    kind: OrganisationKind::Department,
                    content,
                },
                area: genesis.district,
                registered_by: founder.organisation,
                standing: Standing::Active,
            },
        );
        draft.put(
            &keys::key(KeyIndex(0)),
            &KeyRecord {
                party: founder.organisation,
                key: founder.key,
                custody: Custody::Device,
                revoked: false,
                suspended_until: None,
            },
        );
        draft.put(&keys::key_index(&founder.key), &KeyIndex(0));
        for role in FOUNDER_ROLES {
            draft.put(
                &keys::role(founder.organisation, role, Scope::Area(genesis.district)),
                &RoleGrant {
                    granted_by: founder.organisation,
                    until: None,
                },
            );
        }
        let held = FOUNDER_ROLES.map(|role| (role, Scope::Area(genesis.district)));
        draft.put(&keys::keys_of(founder.organisation), &vec![KeyIndex(0)]);
        draft.put(&keys::roles_of(founder.organisation), &held.to_vec());
        draft.keep();
        draft.into_state(Timestamp::default())
    }

    /// A version made again of its leaves, ascending by path, and of the operations that could
    /// still be replayed; `None` when the leaves do not ascend.
    #[must_use]
    pub fn restore(
        leaves: Vec<(Hash, Vec<u8>)>,
        recent: impl IntoIterator<Item = (Timestamp, OperationId)>,
    ) -> Option<Self> {
        if !leaves.is_sorted_by(|(left, _), (right, _)| left < right) {
            return None;
        }
        let leaf = |(path, value)| (path, Some(Arc::new(Leaf::new(path, value))));
        let changes: Vec<Change> = leaves.into_iter().map(leaf).collect();
        let tree = Tree::Empty.updated(&changes);
        let mut state = Self {
            registry: Registry::default(),
            recent: recent.into_iter().collect(),
            tree,
        };
        // No more keys than leaves, whatever the leaves say.
        let most = u32::try_from(changes.len()).unwrap_or(u32::MAX);
        let count = state.get(&keys::meta()).map_or(0, |meta| meta.next_key);
        let every = (0..count.min(most)).map(KeyIndex);
        state.registry = Registry::default().with(&state.tree, every);
        Some(state)
    }

    /// The root of this version.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.tree.root()
    }

    /// The value at a key.
    #[must_use]
    pub fn get<T: BorshDeserialize>(&self, key: &Key<T>) -> Option<T> {
        self.tree
            .leaf(&path_of(key.bytes()))
            .and_then(|leaf| crate::decode(&leaf.value))
    }

    /// A registered key: what [`State::get`] says about it, with fewer steps.
    #[must_use]
    pub fn registered_key(&self, index: KeyIndex) -> Option<KeyRecord> {
        crate::decode(self.registry.value(index)?)
    }

    /// The canonical bytes of the value at a key.
    #[must_use]
    pub fn value_bytes<T>(&self, key: &Key<T>) -> Option<Vec<u8>> {
        let leaf = self.tree.leaf(&path_of(key.bytes()))?;
        Some(leaf.value.to_vec())
    }

    /// Proof bytes that a key is present with its value, or absent, under [`State::root`].
    #[must_use]
    pub fn prove<T>(&self, key: &Key<T>) -> Vec<u8> {
        proof::prove(&self.tree, key.bytes())
    }

    /// Whether the ledger has this operation and could still be asked for it again.
    #[must_use]
    pub fn has_seen(&self, not_after: Timestamp, operation: OperationId) -> bool {
        self.recent.contains(&(not_after, operation))
    }

    /// The same without a memory of what was there: a planted mistake needs it.
    #[cfg(feature = "planted-bugs")]
    #[must_use]
    pub fn without_memory(mut self) -> Self {
        self.recent = Recent::default();
        self
    }

    /// Block time minus the offices' clocks, in milliseconds; zero unless this is a demonstration.
    #[must_use]
    pub fn clock_offset_ms(&self) -> i64 {
        self.get(&keys::meta())
            .map_or(0, |meta| meta.clock_offset_ms)
    }

    /// The version of the rules that runs a height after this state.
    #[must_use]
    pub fn rules_version_at(&self, height: u64) -> u32 {
        self.get(&keys::upgrade())
            .map_or(RULES_VERSION, |upgrade| upgrade.version_at(height))
    }

    /// Every leaf, ascending by path.
    pub fn leaves(&self) -> impl Iterator<Item = &Leaf> {
        self.tree.leaves()
    }
}

/// Changes on top of a version: those of the block so far, and those of the operation at hand.
#[derive(Debug)]
pub struct Draft<'a> {
    base: &'a State,
    /// By path, which is what the tree is sorted by.
    block: BTreeMap<Hash, Option<Vec<u8>>>,
    operation: BTreeMap<Hash, Option<Vec<u8>>>,
    seen: Vec<(Timestamp, OperationId)>,
    /// Registered keys that may have changed.
    keys: Vec<KeyIndex>,
}

impl<'a> Draft<'a> {
    /// An empty draft on top of `base`.
    #[must_use]
    pub const fn new(base: &'a State) -> Self {
        Self {
            base,
            block: BTreeMap::new(),
            operation: BTreeMap::new(),
            seen: Vec::new(),
            keys: Vec::new(),
        }
    }

    /// The value at a key, with the changes of this draft.
    #[must_use]
    pub fn get<T: BorshDeserialize>(&self, key: &Key<T>) -> Option<T> {
        let path = path_of(key.bytes());
        let changed = self.operation.get(&path).or_else(|| self.block.get(&path));
        let bytes = match changed {
            Some(changed) => changed.as_deref()?,
            None => &self.base.tree.leaf(&path)?.value,
        };
        crate::decode(bytes)
    }

    /// Writes a value.
    pub fn put<T: BorshSerialize>(&mut self, key: &Key<T>, value: &T) {
        self.keys.extend(keys::registered_key(key.bytes()));
        self.operation
            .insert(path_of(key.bytes()), Some(crate::encode(value)));
    }

    /// Removes a value.
    pub fn remove<T>(&mut self, key: &Key<T>) {
        self.keys.extend(keys::registered_key(key.bytes()));
        self.operation.insert(path_of(key.bytes()), None);
    }

    /// Makes the changes of the operation at hand part of the block.
    pub fn keep(&mut self) {
        // `append` would rebuild the whole map for every operation.
        self.block.extend(std::mem::take(&mut self.operation));
    }

    /// Forgets the changes of the operation at hand.
    pub fn discard(&mut self) {
        self.operation.clear();
    }

    /// Remembers an operation until it cannot be replayed any more.
    pub fn mark_seen(&mut self, not_after: Timestamp, operation: OperationId) {
        self.seen.push((not_after, operation));
    }

    /// Whether the ledger, or this block, has the operation already.
    #[must_use]
    pub fn has_seen(&self, not_after: Timestamp, operation: OperationId) -> bool {
        self.base.has_seen(not_after, operation) || self.seen.contains(&(not_after, operation))
    }

    /// The version after this block, whose time is `time`.
    #[must_use]
    pub fn into_state(self, time: Timestamp) -> State {
        let changes: Vec<Change> = self
            .block
            .into_iter()
            .map(|(path, value)| (path, value.map(|value| Arc::new(Leaf::new(path, value)))))
            .collect();
        let tree = self.base.tree.updated(&changes);
        State {
            recent: self.base.recent.with(self.seen, time),
            registry: self.base.registry.with(&tree, self.keys),
            tree,
        }
    }
}
