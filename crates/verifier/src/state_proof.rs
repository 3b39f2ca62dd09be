//! Proofs that a key stands in a state with a value, or does not, under the root that a header
//! names; made by `ledger::state::proof`, whose format they follow byte for byte.
//!
//! One encoding only: padding bits, siblings that spell out the empty hash, and bytes behind the
//! end are refused, so that nobody can make two proofs out of one.

mod file;

pub use file::{StateProof, Stated};

use ledger::{
    Hash,
    state::tree::{bit, leaf_hash, node_hash, path_of, value_hash_of},
};

/// Why a state proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StateProofFault {
    /// The bytes are not those of a proof, or not its only encoding.
    #[error("the proof is not in its only encoding")]
    Malformed,
    /// The proof is of the other kind: present instead of absent, or the reverse.
    #[error("the proof says the opposite")]
    OtherKind,
    /// The proof is for another value.
    #[error("the proof is for another value")]
    OtherValue,
    /// The leaf found is that of the key, or one that could not sit there.
    #[error("the leaf found does not show that the key is absent")]
    OtherLeafWrong,
    /// The proof does not lead to the root.
    #[error("the proof does not lead to the root")]
    OtherRoot,
}

impl StateProofFault {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "state_proof_malformed",
            Self::OtherKind => "state_proof_of_other_kind",
            Self::OtherValue => "state_proof_of_other_value",
            Self::OtherLeafWrong => "state_proof_leaf_wrong",
            Self::OtherRoot => "state_proof_does_not_lead_to_root",
        }
    }
}

/// What sits where the path of the key ends.
enum End {
    Nothing,
    Value(Hash),
    OtherLeaf(Hash, Hash),
}

struct Proof {
    /// From the leaf to the root; zero where nothing stands.
    siblings: Vec<Hash>,
    end: End,
}

/// Checks that `key` has `value` under `root`.
pub fn verify_present(
    root: Hash,
    key: &[u8],
    value: &[u8],
    proof: &[u8],
) -> Result<(), StateProofFault> {
    let proof = decode(proof).ok_or(StateProofFault::Malformed)?;
    let End::Value(value_hash) = proof.end else {
        return Err(StateProofFault::OtherKind);
    };
    if value_hash != value_hash_of(value) {
        return Err(StateProofFault::OtherValue);
    }
    let path = path_of(key);
    leads_to(root, &path, leaf_hash(&path, &value_hash), &proof.siblings)
}

/// Checks that `key` has no value under `root`.
pub fn verify_absent(root: Hash, key: &[u8], proof: &[u8]) -> Result<(), StateProofFault> {
    let proof = decode(proof).ok_or(StateProofFault::Malformed)?;
    let path = path_of(key);
    let found = match proof.end {
        End::Value(_) => return Err(StateProofFault::OtherKind),
        End::Nothing => Hash::ZERO,
        End::OtherLeaf(other, value_hash) => {
            let mut depths = 0..proof.siblings.len();
            let sits_there = depths.all(|depth| bit(&other, depth) == bit(&path, depth));
            if other == path || !sits_there {
                return Err(StateProofFault::OtherLeafWrong);
            }
            leaf_hash(&other, &value_hash)
        }
    };
    leads_to(root, &path, found, &proof.siblings)
}

fn leads_to(
    root: Hash,
    path: &Hash,
    found: Hash,
    siblings: &[Hash],
) -> Result<(), StateProofFault> {
    let depths = (0..siblings.len()).rev();
    let reached = siblings
        .iter()
        .zip(depths)
        .fold(found, |below, (sibling, depth)| {
            if bit(path, depth) {
                node_hash(sibling, &below)
            } else {
                node_hash(&below, sibling)
            }
        });
    if reached == root {
        Ok(())
    } else {
        Err(StateProofFault::OtherRoot)
    }
}

fn decode(bytes: &[u8]) -> Option<Proof> {
    let (&[end, count], rest) = bytes.split_first_chunk::<2>()?;
    let count = usize::from(count);
    let (bitmap, mut rest) = rest.split_at_checked(count.div_ceil(8))?;
    let stands = |level: usize| {
        let byte = bitmap.get(level >> 3).copied().unwrap_or(0);
        byte & (1_u8 << (level & 7)) != 0
    };
    let padded = count.next_multiple_of(8);
    if (count..padded).any(stands) {
        return None;
    }
    let mut siblings = Vec::with_capacity(count);
    for level in 0..count {
        siblings.push(if stands(level) {
            read_hash(&mut rest).filter(|sibling| *sibling != Hash::ZERO)?
        } else {
            Hash::ZERO
        });
    }
    let end = match end {
        0 => End::Nothing,
        1 => End::Value(read_hash(&mut rest)?),
        2 => End::OtherLeaf(read_hash(&mut rest)?, read_hash(&mut rest)?),
        3..=u8::MAX => return None,
    };
    rest.is_empty().then_some(Proof { siblings, end })
}

fn read_hash(rest: &mut &[u8]) -> Option<Hash> {
    let (hash, after) = rest.split_first_chunk::<32>()?;
    *rest = after;
    Some(Hash(*hash))
}
