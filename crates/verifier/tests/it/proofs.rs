//! State proofs and consistency proofs as files: good ones pass in every form, and no bit, cut or
//! field of one can be changed unnoticed.

use crate::story::{ASKER, Chain, HELPER, story};
use ledger::{
    Hash, KeyIndex, NetworkId,
    operation::identity::{Role, Scope},
    state::{accounts::AccountId, keys},
};
use verifier::{
    Consistency, Evidence, Finding, Invalid, Place, StateProof, TrustFile, statement::Statement,
};

fn judge(bytes: &[u8], trust: &TrustFile) -> Result<Finding, Invalid> {
    Evidence::read(bytes)?.verify(trust)
}

fn stated(proof: &StateProof, trust: &TrustFile) -> Statement {
    proof.verify(trust).expect("it is sound").statement
}

fn fact<'a>(statement: &'a Statement, name: &str) -> &'a str {
    let found = statement.facts.iter().find(|(known, _)| *known == name);
    found.map_or("", |(_, value)| value)
}

/// The proof that a key is absent also shows that its neighbours are, and says so of them.
fn assert_is_of_another_absent_key(bytes: &[u8], changed: &[u8]) {
    let read = |bytes| StateProof::from_bytes(bytes).expect("it was valid");
    let (proof, other) = (read(bytes), read(changed));
    assert!(proof.value.is_none() && other.value.is_none() && proof.key != other.key);
    let same_key = StateProof {
        key: proof.key.clone(),
        ..other
    };
    assert_eq!(same_key, proof, "nothing else differs");
}

/// Nothing that differs from `bytes` in a bit, is shorter or longer may pass, whatever it says.
fn refuse_mutants(bytes: &[u8], trust: &TrustFile) {
    assert!(judge(bytes, trust).is_ok());
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        match judge(&changed, trust) {
            Err(invalid) => assert!(!invalid.code().is_empty() && !invalid.to_string().is_empty()),
            Ok(_) => assert_is_of_another_absent_key(bytes, &changed),
        }
    }
    for length in 0..bytes.len() {
        assert!(judge(&bytes[..length], trust).is_err(), "cut at {length}");
    }
    let longer = [bytes, &[0]].concat();
    assert_eq!(judge(&longer, trust), Err(Invalid::Malformed(Place::End)));
}

#[test]
fn a_balance_a_membership_a_role_and_a_key_are_stated_at_a_height() {
    let chain = story(4);
    let trust = chain.trust();
    for (height, pending, settled) in [(4, "0", "0"), (5, "10", "0"), (7, "0", "10")] {
        let account = keys::account(AccountId::Party(HELPER));
        let proof = chain.state_proof(height, 0, &account);
        let balance = stated(&proof, &trust);
        assert_eq!(balance.about, "balance");
        assert_eq!(balance.present, height > 4, "nothing is kept of nothing");
        if balance.present {
            assert_eq!(fact(&balance, "pending"), pending);
            assert_eq!(fact(&balance, "settled"), settled);
        }
    }
    let member = stated(&chain.state_proof(7, 0, &keys::party(ASKER)), &trust);
    assert_eq!((member.about, member.present), ("membership", true));
    assert_eq!(fact(&member, "kind"), "Person");
    let before = stated(&chain.state_proof(0, 1, &keys::party(ASKER)), &trust);
    assert_eq!((before.about, before.present), ("membership", false));
    let key = stated(&chain.state_proof(7, 0, &keys::key(KeyIndex(1))), &trust);
    assert_eq!((key.about, fact(&key, "revoked")), ("key", "no"));
    let founder = chain.genesis.founder.organisation;
    let scope = Scope::Area(chain.genesis.district);
    for (party, present) in [(founder, true), (ASKER, false)] {
        let role = keys::role(party, Role::Administrator, scope);
        let role = stated(&chain.state_proof(7, 0, &role), &trust);
        assert_eq!((role.about, role.present), ("role", present));
        assert_eq!(fact(&role, "role"), "Administrator");
    }
}

#[test]
fn no_bit_of_a_state_proof_can_be_changed_in_any_form() {
    let chain = story(4);
    let account = keys::account(AccountId::Party(HELPER));
    for proof in [
        chain.state_proof(5, 2, &account),
        chain.state_proof(1, 0, &account),
    ] {
        refuse_mutants(&proof.to_bytes(), &chain.trust());
        let qr = proof.to_qr_text("https://office.example/verify");
        for form in [proof.to_json(), qr] {
            let expected = Evidence::State(Box::new(proof.clone()));
            assert_eq!(Evidence::read(form.as_bytes()), Ok(expected));
        }
    }
    let json = chain.state_proof(5, 0, &account).to_json();
    for at in 0..json.len() {
        let mut changed = json.clone().into_bytes();
        changed[at] ^= 1;
        assert!(judge(&changed, &chain.trust()).is_err(), "letter {at}");
    }
}

#[test]
fn every_changed_field_of_a_state_proof_is_refused() {
    type Change = fn(&mut StateProof);
    let cases: &[(Change, &str)] = &[
        (
            |it| it.certified.header.network = NetworkId([1; 32]),
            "header_wrong_network",
        ),
        (
            |it| it.certified.header.state_root = Hash::ZERO,
            "certificate_of_another_block",
        ),
        (
            |it| it.certified.certificate.clear(),
            "certificate_malformed",
        ),
        (|it| it.key.push(0), "state_proof_does_not_lead_to_root"),
        (
            |it| it.key = keys::account(AccountId::Issuance).bytes().to_vec(),
            "state_proof_does_not_lead_to_root",
        ),
        (|it| it.value = None, "state_proof_of_other_kind"),
        (|it| it.value = Some(vec![1]), "state_proof_of_other_value"),
        (|it| it.proof.clear(), "state_proof_malformed"),
    ];
    let chain = story(4);
    for (change, code) in cases {
        let account = keys::account(AccountId::Party(HELPER));
        let mut proof = chain.state_proof(5, 0, &account);
        change(&mut proof);
        let invalid = proof.verify(&chain.trust()).expect_err(code);
        assert_eq!(invalid.code(), *code);
    }
}

fn consistency(chain: &Chain, earlier: usize, later: usize) -> Consistency {
    let proof = chain.consistency(earlier, later);
    proof.expect("one comes before the other")
}

#[test]
fn every_later_block_proves_every_earlier_one() {
    let chain = story(4);
    let trust = chain.trust();
    for later in 1..chain.blocks.len() {
        for earlier in 0..later {
            let proof = consistency(&chain, earlier, later);
            let extended = proof.verify(&trust).expect("it is sound");
            assert_eq!(extended.earlier.0, earlier as u64);
            assert_eq!(extended.later.1, chain.blocks[later].header.digest());
            for form in [proof.to_json(), proof.to_qr_text("")] {
                let expected = Evidence::Consistency(Box::new(proof.clone()));
                assert_eq!(Evidence::read(form.as_bytes()), Ok(expected));
            }
        }
    }
    assert_eq!(chain.consistency(7, 7), None);
    assert!(consistency(&chain, 0, 7).to_bytes().len() < 1_500);
}

#[test]
fn no_bit_of_a_consistency_proof_can_be_changed() {
    let chain = story(4);
    refuse_mutants(&consistency(&chain, 2, 7).to_bytes(), &chain.trust());
}

#[test]
fn every_changed_field_of_a_consistency_proof_is_refused() {
    type Change = fn(&mut Consistency);
    let cases: &[(Change, &str)] = &[
        (
            |it| it.later.header.height += 1,
            "certificate_of_another_block",
        ),
        (|it| it.earlier.time.0 += 1, "earlier_not_in_history"),
        (|it| it.earlier.height += 1, "earlier_not_in_history"),
        (|it| it.earlier.height = 7, "earlier_is_not_before"),
        (
            |it| it.earlier.network = NetworkId([1; 32]),
            "earlier_is_not_before",
        ),
        (|it| it.history.headers -= 1, "state_proof_of_other_value"),
        (
            |it| it.history.peaks[0] = Hash::ZERO,
            "state_proof_of_other_value",
        ),
        (|it| it.state_proof.clear(), "state_proof_malformed"),
        (|it| it.siblings[0] = Hash::ZERO, "earlier_not_in_history"),
        (|it| it.siblings.clear(), "earlier_not_in_history"),
    ];
    let chain = story(4);
    for (change, code) in cases {
        let mut proof = consistency(&chain, 2, 7);
        change(&mut proof);
        let invalid = proof.verify(&chain.trust()).expect_err(code);
        assert_eq!(invalid.code(), *code);
    }
}

#[test]
fn a_certified_header_stands_for_itself() {
    let chain = story(4);
    let certified = chain.certified(3, 1);
    refuse_mutants(&certified.to_bytes(), &chain.trust());
    for form in [certified.to_json(), certified.to_qr_text("#")] {
        let expected = Evidence::Header(Box::new(certified.clone()));
        assert_eq!(Evidence::read(form.as_bytes()), Ok(expected));
    }
    let Ok(Finding::Header(observed)) = judge(&certified.to_bytes(), &chain.trust()) else {
        panic!("it is sound");
    };
    assert_eq!((observed.height, observed.agreed.certified_height), (3, 4));
}

#[test]
fn one_kind_of_proof_does_not_pass_for_another() {
    let chain = story(1);
    let proofs = [
        chain.receipt(5, 1, 0).to_bytes(),
        chain.state_proof(5, 0, &keys::meta()).to_bytes(),
        consistency(&chain, 2, 5).to_bytes(),
        chain.certified(5, 0).to_bytes(),
    ];
    for (at, proof) in proofs.iter().enumerate() {
        for (other, letter) in b"RSCH".iter().enumerate() {
            let mut renamed = proof.clone();
            renamed[6] = *letter;
            assert_eq!(judge(&renamed, &chain.trust()).is_ok(), at == other);
        }
    }
}
