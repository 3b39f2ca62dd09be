//! People and what they do.

use ledger::{
    Action, Points, Rejection, operation::ExchangeAction, operation::exchange::AcceptExchange,
};
use testkit::District;

#[test]
fn a_served_need_brings_points_after_ten_minutes() {
    let mut district = District::new(1);
    let chen = district.resident("陈伯");
    let mei = district.resident("阿梅");
    let need = district.publish_need(&chen, "haircut");
    let exchange = district.request(&mei, need);
    district.accept(&chen, exchange);
    district.confirm_both(exchange);
    assert_eq!(district.books(&mei).pending, Points(120));
    district.settle_all();
    assert_eq!(district.books(&mei).settled, Points(120));
}

#[test]
fn earned_points_book_an_offer() {
    let mut district = District::new(2);
    let chen = district.resident("陈伯");
    let mei = district.resident("阿梅");
    district.earn(&mei, &chen, 2);
    let offer = district.publish_offer(&chen, "errands");
    district.request(&mei, offer);
    assert_eq!(district.books(&mei).held, Points(100));
}

#[test]
fn a_name_is_one_person() {
    let mut district = District::new(3);
    let first = district.resident("陈伯");
    let again = district.resident("陈伯");
    assert_eq!(first.party, again.party);
    assert_ne!(first.party, district.clerk().party);
}

#[test]
fn a_refusal_says_why() {
    let mut district = District::new(4);
    let chen = district.resident("陈伯");
    let mei = district.resident("阿梅");
    let need = district.publish_need(&chen, "haircut");
    let exchange = district.request(&mei, need);
    let by_the_asker =
        Action::Exchange(ExchangeAction::AcceptExchange(AcceptExchange { exchange }));
    assert_eq!(
        district.refused(&mei, by_the_asker),
        Rejection::NotYourExchange
    );
}
