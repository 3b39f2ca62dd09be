//! State proofs: present and absent keys are told apart, and no bit can be changed.

use crate::story::story;
use ledger::{
    Hash, State,
    state::keys::{self, Key},
};
use verifier::state_proof::{StateProofFault, verify_absent, verify_present};

fn value(state: &State, key: &Key<impl Sized>) -> Vec<u8> {
    let path = ledger::state::tree::path_of(key.bytes());
    let mut leaves = state.leaves();
    let leaf = leaves.find(|leaf| leaf.path == path).expect("it is there");
    leaf.value.to_vec()
}

/// Every proof that differs in one bit, is shorter, or is one byte longer.
fn mutants(proof: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let flipped = (0..proof.len() * 8).map(|bit| {
        let mut changed = proof.to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        changed
    });
    let cut = (0..proof.len()).map(|length| proof[..length].to_vec());
    let longer = std::iter::once([proof, &[0]].concat());
    flipped.chain(cut).chain(longer)
}

#[test]
fn a_present_key_is_proved_with_its_value_and_no_other() {
    let state = story(4).state;
    let key = keys::meta();
    let (root, value, proof) = (state.root(), value(&state, &key), state.prove(&key));
    assert_eq!(verify_present(root, key.bytes(), &value, &proof), Ok(()));
    let other = verify_present(root, key.bytes(), b"other", &proof);
    assert_eq!(other, Err(StateProofFault::OtherValue));
    let other = verify_present(Hash::ZERO, key.bytes(), &value, &proof);
    assert_eq!(other, Err(StateProofFault::OtherRoot));
    let other = verify_present(root, keys::rule_pack().bytes(), &value, &proof);
    assert_eq!(other, Err(StateProofFault::OtherRoot));
    let other = verify_absent(root, key.bytes(), &proof);
    assert_eq!(other, Err(StateProofFault::OtherKind));
    for mutant in mutants(&proof) {
        assert!(verify_present(root, key.bytes(), &value, &mutant).is_err());
        assert!(verify_absent(root, key.bytes(), &mutant).is_err());
    }
}

#[test]
fn absent_keys_are_proved_by_an_empty_slot_or_another_leaf() {
    let state = story(4).state;
    let root = state.root();
    let mut kinds = [false; 3];
    for index in 1_000..1_064 {
        let key = keys::key(ledger::KeyIndex(index));
        let proof = state.prove(&key);
        kinds[usize::from(proof[0])] = true;
        assert_eq!(verify_absent(root, key.bytes(), &proof), Ok(()));
        let present = verify_present(root, key.bytes(), b"", &proof);
        assert_eq!(present, Err(StateProofFault::OtherKind));
        for mutant in mutants(&proof) {
            assert!(verify_absent(root, key.bytes(), &mutant).is_err());
            assert!(verify_present(root, key.bytes(), b"", &mutant).is_err());
        }
    }
    assert_eq!(
        kinds,
        [true, false, true],
        "both kinds of absence were seen"
    );
}

#[test]
fn an_empty_state_has_nothing() {
    let proof = State::default().prove(&keys::meta());
    assert_eq!(proof, [0, 0]);
    let absent = verify_absent(Hash::ZERO, keys::meta().bytes(), &proof);
    assert_eq!(absent, Ok(()));
}

#[test]
fn a_sibling_that_spells_out_nothing_is_refused() {
    // Two encodings of one empty sibling: as a zero bit, and as thirty-two zero bytes.
    let spelled = [&[0, 1, 1][..], &[0; 32]].concat();
    let fault = verify_absent(Hash::ZERO, b"key", &spelled);
    assert_eq!(fault, Err(StateProofFault::Malformed));
    let padded = verify_absent(Hash::ZERO, b"key", &[0, 1, 2]);
    assert_eq!(padded, Err(StateProofFault::Malformed));
}
