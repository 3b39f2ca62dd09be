//! A compact sparse Merkle tree over SHA-256 paths, structurally shared between versions.
//!
//! `path = H("k" ‖ key)`, `value_hash = H("v" ‖ value)`, `leaf = H(0 ‖ path ‖ value_hash)`,
//! `node = H(1 ‖ left ‖ right)`; an empty subtree hashes to zeros, and a subtree with exactly one
//! leaf *is* that leaf. The root therefore depends only on the set of keys and values.
//!
//! A tree is a pointer: cloning one keeps a version, dropping one forgets it. Hashes are computed
//! when a root is asked for, so that an audit can replay blocks while another thread hashes.

use crate::hash::Hash;
use std::sync::{Arc, OnceLock};

/// A version of the tree.
#[derive(Clone, Debug, Default)]
pub enum Tree {
    /// No leaf.
    #[default]
    Empty,
    /// Exactly one leaf.
    Leaf(Arc<Leaf>),
    /// At least two leaves.
    Branch(Arc<Branch>),
}

/// A stored value with its place.
#[derive(Debug)]
pub struct Leaf {
    /// `H("k" ‖ key)`.
    pub path: Hash,
    /// The value's canonical bytes.
    pub value: Box<[u8]>,
    hash: OnceLock<Hash>,
}

/// Two subtrees with at least two leaves together.
#[derive(Debug)]
pub struct Branch {
    hash: OnceLock<Hash>,
    children: [Tree; 2],
}

/// The path of a key.
#[must_use]
pub fn path_of(key: &[u8]) -> Hash {
    Hash::of(&[b"k", key])
}

/// The hash of a value.
#[must_use]
pub fn value_hash_of(value: &[u8]) -> Hash {
    Hash::of(&[b"v", value])
}

/// The hash of a leaf.
#[must_use]
pub fn leaf_hash(path: &Hash, value_hash: &Hash) -> Hash {
    Hash::of(&[&[0], &path.0, &value_hash.0])
}

/// The hash of a node with two children.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash::of(&[&[1], &left.0, &right.0])
}

/// The bit of `path` at `depth`, the most significant first; paths are 256 bits long.
#[must_use]
pub fn bit(path: &Hash, depth: usize) -> bool {
    let byte = path.0.get(depth >> 3).copied().unwrap_or(0);
    byte & (0x80_u8 >> (depth & 7)) != 0
}

impl Leaf {
    /// A leaf for a path and a value.
    #[must_use]
    pub fn new(path: Hash, value: Vec<u8>) -> Self {
        Self {
            path,
            value: value.into(),
            hash: OnceLock::new(),
        }
    }

    /// `H("v" ‖ value)`.
    #[must_use]
    pub fn value_hash(&self) -> Hash {
        value_hash_of(&self.value)
    }

    fn hash(&self) -> Hash {
        *self
            .hash
            .get_or_init(|| leaf_hash(&self.path, &self.value_hash()))
    }
}

/// A change of one path: a new leaf, or nothing.
pub type Change = (Hash, Option<Arc<Leaf>>);

impl Tree {
    /// The root hash of this version. What was not hashed before is hashed now, once, on whichever
    /// thread asks first.
    #[must_use]
    pub fn root(&self) -> Hash {
        match self {
            Self::Empty => Hash::ZERO,
            Self::Leaf(leaf) => leaf.hash(),
            Self::Branch(branch) => branch.hash(),
        }
    }

    /// The leaf at a path.
    #[must_use]
    pub fn leaf(&self, path: &Hash) -> Option<&Arc<Leaf>> {
        let mut tree = self;
        let mut depth = 0_usize;
        loop {
            match tree {
                Self::Empty => return None,
                Self::Leaf(leaf) => return (leaf.path == *path).then_some(leaf),
                Self::Branch(branch) => {
                    tree = branch.child(bit(path, depth));
                    depth = depth.saturating_add(1);
                }
            }
        }
    }

    /// The version after `changes`, which must be ascending by path without repeats.
    #[must_use]
    pub fn updated(&self, changes: &[Change]) -> Self {
        update(self, 0, changes)
    }

    /// Siblings from the root down to where `path` ends, and the tree found there.
    #[must_use]
    pub fn descend(&self, path: &Hash) -> (Vec<Hash>, &Self) {
        let mut siblings = Vec::new();
        let mut tree = self;
        while let Self::Branch(branch) = tree {
            let side = bit(path, siblings.len());
            siblings.push(branch.child(!side).root());
            tree = branch.child(side);
        }
        (siblings, tree)
    }

    /// Every leaf, ascending by path.
    pub fn leaves(&self) -> impl Iterator<Item = &Leaf> {
        let mut stack = vec![self];
        std::iter::from_fn(move || {
            loop {
                match stack.pop()? {
                    Self::Empty => {}
                    Self::Leaf(leaf) => return Some(&**leaf),
                    Self::Branch(branch) => {
                        let [left, right] = &branch.children;
                        stack.push(right);
                        stack.push(left);
                    }
                }
            }
        })
    }
}

impl Branch {
    fn hash(&self) -> Hash {
        let [left, right] = &self.children;
        *self
            .hash
            .get_or_init(|| node_hash(&left.root(), &right.root()))
    }

    const fn child(&self, right: bool) -> &Tree {
        let [left, other] = &self.children;
        if right { other } else { left }
    }
}

/// Joins two subtrees; one leaf alone moves up unchanged.
fn join(left: Tree, right: Tree) -> Tree {
    match (left, right) {
        (Tree::Empty, Tree::Empty) => Tree::Empty,
        (Tree::Leaf(leaf), Tree::Empty) | (Tree::Empty, Tree::Leaf(leaf)) => Tree::Leaf(leaf),
        (left, right) => Tree::Branch(Arc::new(Branch {
            hash: OnceLock::new(),
            children: [left, right],
        })),
    }
}

fn update(tree: &Tree, depth: usize, changes: &[Change]) -> Tree {
    match (tree, changes) {
        (_, []) => tree.clone(),
        (Tree::Empty, [(_, None)]) => Tree::Empty,
        (Tree::Empty, [(_, Some(leaf))]) => Tree::Leaf(Arc::clone(leaf)),
        (Tree::Leaf(old), [(path, change)]) if old.path == *path => change
            .as_ref()
            .map_or(Tree::Empty, |leaf| Tree::Leaf(Arc::clone(leaf))),
        (Tree::Branch(branch), _) => {
            let [left, right] = &branch.children;
            halves(left, right, depth, changes)
        }
        (Tree::Empty | Tree::Leaf(_), _) => {
            let (left, right) = split(tree, depth);
            halves(&left, &right, depth, changes)
        }
    }
}

/// Both halves after the changes of their side.
fn halves(left: &Tree, right: &Tree, depth: usize, changes: &[Change]) -> Tree {
    let middle = changes.partition_point(|(path, _)| !bit(path, depth));
    let (before, after) = changes.split_at_checked(middle).unwrap_or((changes, &[]));
    let below = depth.saturating_add(1);
    join(update(left, below, before), update(right, below, after))
}

/// The two halves of at most one leaf at `depth`; it goes to its own side.
fn split(tree: &Tree, depth: usize) -> (Tree, Tree) {
    match tree {
        Tree::Leaf(leaf) if bit(&leaf.path, depth) => (Tree::Empty, tree.clone()),
        Tree::Empty | Tree::Leaf(_) | Tree::Branch(_) => (tree.clone(), Tree::Empty),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// The definition, the slow way: a pure function of the sorted set of leaves.
    fn naive(leaves: &[Hash], values: &BTreeMap<Hash, Vec<u8>>, depth: usize) -> Hash {
        match leaves {
            [] => Hash::ZERO,
            [only] => leaf_hash(only, &value_hash_of(&values[only])),
            _ => {
                let middle = leaves.partition_point(|path| !bit(path, depth));
                let (left, right) = leaves.split_at(middle);
                node_hash(
                    &naive(left, values, depth + 1),
                    &naive(right, values, depth + 1),
                )
            }
        }
    }

    #[test]
    fn random_blocks_keep_the_root_of_the_definition() {
        let mut seed = 7_u64;
        let mut next = move || {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed
        };
        let (mut tree, mut model) = (Tree::Empty, BTreeMap::new());
        for block in 0..200 {
            let before = (tree.clone(), tree.root());
            let mut changes = BTreeMap::new();
            for _ in 0..next() % 12 {
                let value = (next() % 2 == 0).then(|| next().to_be_bytes().to_vec());
                changes.insert(path_of(&(next() % 60).to_be_bytes()), value);
            }
            for (path, value) in &changes {
                match value {
                    Some(value) => model.insert(*path, value.clone()),
                    None => model.remove(path),
                };
            }
            let changes: Vec<Change> = changes
                .into_iter()
                .map(|(path, value)| (path, value.map(|value| Arc::new(Leaf::new(path, value)))))
                .collect();
            tree = tree.updated(&changes);
            let paths: Vec<_> = model.keys().copied().collect();
            assert_eq!(tree.root(), naive(&paths, &model, 0), "block {block}");
            assert_eq!(
                tree.leaves().map(|leaf| leaf.path).collect::<Vec<_>>(),
                paths
            );
            assert_eq!(
                before.0.root(),
                before.1,
                "an older version does not change"
            );
        }
    }
}
