//! Formats are frozen: one hash over many values for every encoded type.
//!
//! To approve a new format, run these tests with `LINLI_NEW_FORMAT=approved`, and write the change
//! into CHANGELOG.md.

use crate::generate::{Generate, Random};
use borsh::{BorshDeserialize, BorshSerialize};
use ledger::{
    Action, Block, Envelope, Event, Genesis, Hash, Header, Operation, Outcome, Rejection,
    ValidatorSet, Verdict,
    hash::Suite,
    operation::{Intent, hut::KioskStatement},
    rule_pack::RulePack,
    signature::{Custody, PublicKey, Signature},
    state::{
        accounts, activities, bank, contents, disputes, history, huts, keys, membership, parties,
        proof, proposals, records, service, sharing, tree,
    },
};
use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};

const FROZEN: &str = include_str!("../../conformance.toml");
const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/conformance.toml");
/// Values of each type.
const VALUES: u64 = 512;

type Hashes = BTreeMap<String, String>;

/// One hash over byte strings, each behind its length.
fn hash_of(values: impl Iterator<Item = Vec<u8>>) -> String {
    let mut bytes = Vec::new();
    for value in values {
        bytes.extend(u64::try_from(value.len()).expect("a length").to_le_bytes());
        bytes.extend(value);
    }
    Hash::of(&[&bytes]).to_string()
}

/// Freezes a type: every value must also read back as itself, and no byte may be left over.
fn freeze<T>(hashes: &mut Hashes, name: &str)
where
    T: Generate + BorshSerialize + BorshDeserialize + PartialEq + std::fmt::Debug,
{
    let mut random = Random::new(VALUES);
    let values = (0..VALUES).map(|_| {
        let value = T::generate(&mut random);
        let mut bytes = ledger::encode(&value);
        assert_eq!(ledger::decode::<T>(&bytes).as_ref(), Some(&value), "{name}");
        bytes.push(0);
        assert_eq!(ledger::decode::<T>(&bytes), None, "{name} with a byte more");
        bytes.pop();
        bytes
    });
    hashes.insert(name.to_owned(), hash_of(values));
}

/// Proof bytes for present and absent keys of growing trees.
fn proofs() -> impl Iterator<Item = Vec<u8>> {
    let mut random = Random::new(VALUES);
    let mut tree = tree::Tree::Empty;
    (0..VALUES).map(move |_| {
        let key = random.below(400).to_be_bytes();
        let path = tree::path_of(&key);
        let before = proof::prove(&tree, &key);
        let leaf = tree::Leaf::new(path, random.bytes::<8>().to_vec());
        tree = tree.updated(&[(path, Some(Arc::new(leaf)))]);
        [before, proof::prove(&tree, &key)].concat()
    })
}

/// The raw keys of the state, each made of generated parts.
fn state_keys() -> impl Iterator<Item = Vec<u8>> {
    let mut random = Random::new(VALUES);
    (0..VALUES).flat_map(move |_| {
        let random = &mut random;
        let more = order_keys(random);
        let mut found = vec![
            keys::meta().bytes().to_vec(),
            keys::rule_pack().bytes().to_vec(),
            keys::validators().bytes().to_vec(),
            keys::next_validators().bytes().to_vec(),
            keys::history().bytes().to_vec(),
            keys::party(Generate::generate(random)).bytes().to_vec(),
            keys::pseudonym(&Hash::generate(random)).bytes().to_vec(),
            keys::key(Generate::generate(random)).bytes().to_vec(),
            keys::key_index(&PublicKey::generate(random))
                .bytes()
                .to_vec(),
            keys::role(draw(random), draw(random), draw(random))
                .bytes()
                .to_vec(),
            keys::hut(draw(random)).bytes().to_vec(),
            keys::listing(draw(random)).bytes().to_vec(),
            keys::exchange(draw(random)).bytes().to_vec(),
            keys::open_request(draw(random), draw(random))
                .bytes()
                .to_vec(),
            keys::rating(draw(random), draw(random)).bytes().to_vec(),
            keys::licence(draw(random), draw(random)).bytes().to_vec(),
            keys::account(draw(random)).bytes().to_vec(),
            keys::keys_of(draw(random)).bytes().to_vec(),
            keys::membership(draw(random), draw(random))
                .bytes()
                .to_vec(),
            keys::attestation(draw(random)).bytes().to_vec(),
            keys::endorsements(draw(random)).bytes().to_vec(),
            keys::item(draw(random)).bytes().to_vec(),
            keys::loan(draw(random)).bytes().to_vec(),
            keys::hut_day(draw(random)).bytes().to_vec(),
            keys::kiosk(draw(random)).bytes().to_vec(),
            keys::activity(draw(random)).bytes().to_vec(),
            keys::sign_up(draw(random), draw(random)).bytes().to_vec(),
            keys::award(draw(random)).bytes().to_vec(),
            keys::proposal(draw(random)).bytes().to_vec(),
            keys::roles_of(draw(random)).bytes().to_vec(),
            keys::transfer(draw(random)).bytes().to_vec(),
            keys::change(draw(random)).bytes().to_vec(),
            keys::seat(draw(random)).bytes().to_vec(),
            keys::seat_of(draw(random)).bytes().to_vec(),
            keys::upgrade().bytes().to_vec(),
            keys::day_minutes(draw(random), draw(random))
                .bytes()
                .to_vec(),
            keys::pair_minutes(draw(random), draw(random), draw(random))
                .bytes()
                .to_vec(),
        ];
        found.extend(bank_keys(random));
        found.extend(more);
        found
    })
}

/// Keys of the points bank.
fn bank_keys(random: &mut Random) -> Vec<Vec<u8>> {
    vec![
        keys::adoptions(draw(random)).bytes().to_vec(),
        keys::adopted_pack(&draw(random)).bytes().to_vec(),
        keys::served_minutes(draw(random)).bytes().to_vec(),
        keys::standing(draw(random)).bytes().to_vec(),
        keys::gift(draw(random)).bytes().to_vec(),
        keys::gifts_of_day(draw(random), draw(random))
            .bytes()
            .to_vec(),
        keys::entry(draw(random)).bytes().to_vec(),
        keys::redemption(draw(random)).bytes().to_vec(),
        keys::redemption_queue(draw(random)).bytes().to_vec(),
        keys::queued_redemption(draw(random), draw(random))
            .bytes()
            .to_vec(),
        keys::redeemed_points(draw(random), draw(random))
            .bytes()
            .to_vec(),
        keys::household(draw(random)).bytes().to_vec(),
        keys::household_of(draw(random)).bytes().to_vec(),
        keys::legacy(draw(random)).bytes().to_vec(),
        keys::received_points(draw(random), draw(random))
            .bytes()
            .to_vec(),
        keys::expiry_notice(draw(random)).bytes().to_vec(),
    ]
}

/// Keys of disputes, panels and takedowns.
fn order_keys(random: &mut Random) -> Vec<Vec<u8>> {
    vec![
        keys::takedown(&Hash::generate(random)).bytes().to_vec(),
        keys::case(draw(random)).bytes().to_vec(),
        keys::mark(draw(random)).bytes().to_vec(),
        keys::calendar().bytes().to_vec(),
        keys::pool_size(draw(random)).bytes().to_vec(),
        keys::pool_chair(draw(random), draw(random))
            .bytes()
            .to_vec(),
        keys::pool_chair_of(draw(random)).bytes().to_vec(),
    ]
}

fn draw<T: Generate>(random: &mut Random) -> T {
    T::generate(random)
}

/// What is not an encoding but follows from one: ids and digests that others recompute.
fn digests() -> impl Iterator<Item = Vec<u8>> {
    let mut random = Random::new(VALUES);
    (0..VALUES).flat_map(move |_| {
        let random = &mut random;
        let network = draw(random);
        let operation = Intent::generate(random).id(network);
        let (position, leaf) = (draw(random), Envelope::generate(random));
        vec![
            operation.0.to_vec(),
            ledger::ListingId::derive(operation, position).0.to_vec(),
            ledger::ExchangeId::derive(operation, position).0.to_vec(),
            ledger::TransferId::derive(operation, position).0.to_vec(),
            ledger::ItemId::derive(operation, position).0.to_vec(),
            ledger::LoanId::derive(operation, position).0.to_vec(),
            ledger::LoanId::of_statement(Hash(operation.0)).0.to_vec(),
            ledger::ActivityId::derive(operation, position).0.to_vec(),
            ledger::KioskId::derive(operation, position).0.to_vec(),
            ledger::ProposalId::derive(operation, position).0.to_vec(),
            ledger::CaseId::derive(operation, position).0.to_vec(),
            ledger::ChangeId::derive(operation, position).0.to_vec(),
            ledger::AttestationId::derive(operation, position)
                .0
                .to_vec(),
            ledger::GiftId::derive(operation, position).0.to_vec(),
            ledger::EntryId::derive(operation, position).0.to_vec(),
            ledger::RedemptionId::derive(operation, position).0.to_vec(),
            ledger::HouseholdId::derive(operation, position).0.to_vec(),
            ledger::block_tree::leaf(&leaf, &draw(random)).0.to_vec(),
            Header::generate(random).digest().0.to_vec(),
            Genesis::generate(random).network().0.to_vec(),
            ValidatorSet::generate(random).hash().0.to_vec(),
        ]
    })
}

/// What a kiosk signs while it is offline, and the hash that the next statement names.
fn kiosk_statements() -> impl Iterator<Item = Vec<u8>> {
    let mut random = Random::new(VALUES);
    (0..VALUES).flat_map(move |_| {
        let (network, kiosk) = (draw(&mut random), draw(&mut random));
        let statement = KioskStatement::generate(&mut random);
        [
            ledger::encode(&statement),
            statement.signing_bytes(network, kiosk),
            statement.hash(network, kiosk).0.to_vec(),
        ]
    })
}

fn formats() -> Hashes {
    let mut hashes = Hashes::new();
    macro_rules! freeze_each {
        ($($name:ty),+ $(,)?) => { $(freeze::<$name>(&mut hashes, stringify!($name));)+ };
    }
    freeze_each!(
        Action,
        Operation,
        Intent,
        Envelope,
        Event,
        Rejection,
        Verdict,
        Outcome,
        Header,
        Block,
        ValidatorSet,
        Genesis,
        RulePack,
        Suite,
        PublicKey,
        Signature,
        Custody,
    );
    freeze_each!(
        records::Meta,
        records::Party,
        records::KeyRecord,
        records::RoleGrant,
        records::Hut,
        records::Listing,
        records::Exchange,
        proposals::Proposal,
        contents::Takedown,
        disputes::Case,
        disputes::PoolMember,
        disputes::Calendar,
        parties::Membership,
        parties::Attestation,
        records::Licence,
        service::Rating,
        history::History,
        activities::Activity,
        activities::Award,
        activities::SignUpRecord,
        huts::HutDay,
        huts::Kiosk,
        membership::NetworkChange,
        membership::SeatRecord,
        membership::Upgrade,
        sharing::Item,
        sharing::Loan,
        accounts::AccountId,
        accounts::Account,
        accounts::Transfer,
        bank::Adoption,
        bank::Standing,
        bank::Gift,
        bank::Entry,
        bank::Redemption,
        bank::Queue,
        bank::Household,
        bank::Legacy,
        bank::ExpiryNotice,
    );
    hashes.insert("proof bytes".to_owned(), hash_of(proofs()));
    hashes.insert("state keys".to_owned(), hash_of(state_keys()));
    hashes.insert("kiosk statements".to_owned(), hash_of(kiosk_statements()));
    hashes.insert("ids and digests".to_owned(), hash_of(digests()));
    hashes
}

fn write_new_formats(hashes: &Hashes) {
    let mut text = String::from(
        "# SHA-256 over 512 generated values of every encoded type; see tests/it/conformance.rs.\n\
         # A changed line is a new format: nothing that was stored or signed before can be read.\n",
    );
    for (name, hash) in hashes {
        writeln!(text, "\"{name}\" = \"{hash}\"").expect("text grows");
    }
    std::fs::write(PATH, text).expect("the folder of the crate can be written");
}

#[test]
fn every_encoded_type_keeps_its_format() {
    let found = formats();
    if std::env::var("LINLI_NEW_FORMAT").is_ok_and(|word| word == "approved") {
        write_new_formats(&found);
        return;
    }
    let frozen: Hashes = toml::from_str(FROZEN).expect("conformance.toml is a table of strings");
    for (name, hash) in &found {
        assert_eq!(
            Some(hash),
            frozen.get(name),
            "the format of {name} has changed: what was stored and signed before cannot be read. \
             If that is wanted, write a line under \"Formats\" in CHANGELOG.md and run this test \
             with LINLI_NEW_FORMAT=approved"
        );
    }
    assert_eq!(found.len(), frozen.len(), "a type has left the list");
}

#[test]
fn unknown_variants_and_cut_bytes_are_refused() {
    let mut random = Random::new(3);
    for _ in 0..64 {
        let envelope = Envelope::generate(&mut random);
        let bytes = ledger::encode(&envelope);
        for end in 0..bytes.len() {
            assert_eq!(ledger::decode::<Envelope>(&bytes[..end]), None);
        }
        for suite in (0..=u8::MAX).filter(|suite| *suite != 1) {
            let mut other = bytes.clone();
            other[0] = suite;
            assert_eq!(ledger::decode::<Envelope>(&other), None, "suite {suite}");
        }
    }
}
