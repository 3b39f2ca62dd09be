//! A ledger in memory.

use ledger::{Rejection, Verdict, operation::ListingAction, time::MINUTE_MS};
use testkit::{Chain, District};

#[test]
fn the_same_seed_gives_the_same_network() {
    assert_eq!(Chain::new(7).network(), Chain::new(7).network());
    assert_ne!(Chain::new(7).network(), Chain::new(8).network());
}

#[test]
fn a_replayed_operation_leaves_no_block() {
    let mut district = District::new(1);
    let chen = district.resident("陈伯");
    let need = district.need("haircut");
    let envelope = district.sign(
        &chen,
        ledger::Action::Listing(ListingAction::PublishListing(need)),
    );
    assert!(matches!(
        district.chain_mut().submit(envelope.clone()),
        Verdict::Applied(_)
    ));
    let height = district.chain().head().height;
    let again = district.chain_mut().submit(envelope);
    assert_eq!(again, Verdict::Rejected(Rejection::Replayed));
    assert_eq!(district.chain().head().height, height);
}

#[test]
fn two_equal_operations_in_one_block_are_one() {
    let mut district = District::new(1);
    let chen = district.resident("陈伯");
    let need = district.need("haircut");
    let envelope = district.sign(
        &chen,
        ledger::Action::Listing(ListingAction::PublishListing(need)),
    );
    let verdicts = district
        .chain_mut()
        .submit_many(vec![envelope.clone(), envelope]);
    assert!(matches!(verdicts[0], Verdict::Applied(_)));
    assert_eq!(verdicts[1], Verdict::Rejected(Rejection::Replayed));
}

#[test]
fn an_operation_grows_old_with_the_clock() {
    let mut district = District::new(1);
    let chen = district.resident("陈伯");
    let need = district.need("haircut");
    let envelope = district.sign(
        &chen,
        ledger::Action::Listing(ListingAction::PublishListing(need)),
    );
    district.advance(2 * MINUTE_MS);
    assert_eq!(
        district.chain_mut().submit(envelope),
        Verdict::Rejected(Rejection::Expired)
    );
}
