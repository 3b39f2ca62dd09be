//! Proofs that a key is present or absent in a version of the state; made here, checked by
//! `verifier`.
//!
//! Bytes: `end | n | bitmap of non-zero siblings, ceil(n / 8) | siblings from leaf to root |
//! end data`. `end` 1: present, data `value_hash`; 0: absent, the slot is empty; 2: absent, data
//! `(path, value_hash)` of the other leaf that sits there.

use crate::{
    hash::Hash,
    state::tree::{Tree, path_of},
};

/// The proof bytes for a key.
#[must_use]
pub fn prove(tree: &Tree, key: &[u8]) -> Vec<u8> {
    let path = path_of(key);
    let (siblings, found) = tree.descend(&path);
    let (end, data): (u8, Vec<Hash>) = match found {
        Tree::Leaf(leaf) if leaf.path == path => (1, vec![leaf.value_hash()]),
        Tree::Leaf(leaf) => (2, vec![leaf.path, leaf.value_hash()]),
        Tree::Empty | Tree::Branch(_) => (0, Vec::new()),
    };
    // Paths are 256 bits, and two leaves differ before the last: at most 255 siblings.
    let mut bytes = vec![end, u8::try_from(siblings.len()).unwrap_or(u8::MAX)];
    let upward: Vec<&Hash> = siblings.iter().rev().collect();
    for eight in upward.chunks(8) {
        let bits = eight.iter().rev().fold(0_u8, |bits, sibling| {
            (bits << 1) | u8::from(**sibling != Hash::ZERO)
        });
        bytes.push(bits);
    }
    for sibling in upward.into_iter().filter(|sibling| **sibling != Hash::ZERO) {
        bytes.extend_from_slice(&sibling.0);
    }
    for hash in data {
        bytes.extend_from_slice(&hash.0);
    }
    bytes
}
