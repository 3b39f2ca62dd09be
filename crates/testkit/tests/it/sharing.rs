//! Verbs for things, loans, activities, huts and decisions do what they say.

use ledger::{
    Points,
    operation::points_office::FundReserve,
    state::{accounts::AccountId, activities::ActivityStatus, keys},
};
use testkit::{
    District,
    district::{COMMUNITY, content_of},
};

#[test]
fn a_thing_goes_to_a_neighbour_and_comes_back() {
    let mut district = District::new(1);
    let (ann, bob) = (district.resident("ann"), district.resident("bob"));
    let drill = district.list_item(&ann, district.thing("drill"));
    let loan = district.reserve_item(&bob, drill, 2);
    assert_eq!(district.loan(loan).borrower, bob.party);
    for actor in [&ann, &bob] {
        district.hand_over(actor, loan);
    }
    for actor in [&ann, &bob] {
        district.return_item(actor, loan, None);
    }
    assert_eq!(district.item(drill).owner, ann.party);
}

#[test]
fn a_hut_opens_with_its_keeper_and_an_activity_takes_people() {
    let mut district = District::new(2);
    let (ann, bob) = (district.resident("ann"), district.resident("bob"));
    let hut = district.open_hut("park", &bob);
    let day = district.state().get(&keys::hut_day(hut));
    assert!(day.is_some());
    let committee = district.organisation("committee", COMMUNITY);
    let plan = district.activity("tai-chi");
    let activity = district.plan_and_open(&committee, plan);
    district.sign_up(&ann, activity);
    let planned = district.planned(activity);
    assert_eq!((planned.status, planned.taken), (ActivityStatus::Open, 1));
}

#[test]
fn two_administrators_decide() {
    let mut district = District::new(3);
    district.decide(FundReserve {
        community: COMMUNITY,
        amount: Points(500),
        source: content_of("a letter of the fund"),
    });
    district.settle_all();
    let reserve = keys::account(AccountId::Reserve(COMMUNITY));
    let books = district.state().get(&reserve).unwrap();
    assert_eq!(books.settled, Points(500));
}
