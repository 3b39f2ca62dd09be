//! Points as their owners see them.

use crate::office::office_of;
use ledger::{
    Points,
    state::accounts::{AccountId, Claim},
    time::MINUTE_MS,
};
use projections::{Page, passbook::LineStatus};
use testkit::District;

#[tokio::test]
async fn points_are_pending_then_due_then_settled() {
    let mut district = District::new(1);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    let need = district.publish_need(&chen, "haircut");
    let exchange = district.request(&mei, need);
    district.accept(&chen, exchange);
    let transfer = district.confirm_both(exchange).unwrap();
    let office = office_of(&district).await;
    let account = AccountId::Party(mei.party);
    let read = office.reads.account(account).await.unwrap();
    assert_eq!((read.pending, read.available), (Points(120), Points(120)));
    let lines = office
        .reads
        .passbook(account, Page::first(9))
        .await
        .unwrap();
    assert_eq!(lines[0].status, LineStatus::Pending);
    assert_eq!(
        (lines[0].exchange, lines[0].balance),
        (Some(exchange), Points(120))
    );
    let now = district.chain().time();
    for (after_ms, due) in [(10 * MINUTE_MS, 0), (10 * MINUTE_MS + 1, 1)] {
        let time = now.plus_ms(after_ms);
        assert_eq!(
            office
                .reads
                .due_for_settlement(time, 9)
                .await
                .unwrap()
                .len(),
            due
        );
    }
    district.settle_all();
    office.follow(district.chain()).await;
    let lines = office
        .reads
        .passbook(account, Page::first(9))
        .await
        .unwrap();
    assert_eq!(
        (lines[0].status, lines[0].transfer),
        (LineStatus::Settled, transfer)
    );
    assert_eq!(
        office.reads.account(account).await.unwrap().settled,
        Points(120)
    );
    let circulation = office.reads.circulation().await.unwrap();
    assert_eq!(
        (circulation.issued, circulation.parties),
        (Points(120), Points(120))
    );
}

#[tokio::test]
async fn a_booking_holds_points_until_it_ends() {
    let mut district = District::new(2);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    district.earn(&mei, &chen, 1);
    let offer = district.publish_offer(&chen, "errands");
    let exchange = district.request(&mei, offer);
    let office = office_of(&district).await;
    let account = AccountId::Party(mei.party);
    let read = office.reads.account(account).await.unwrap();
    assert_eq!((read.held, read.available), (Points(100), Points(20)));
    let holds = office.reads.holds(account).await.unwrap();
    assert_eq!(
        (holds[0].claim, holds[0].amount),
        (Claim::Booking(exchange), Points(100))
    );
    district.withdraw_request(&mei, exchange);
    office.follow(district.chain()).await;
    assert!(office.reads.holds(account).await.unwrap().is_empty());
    assert_eq!(
        office.reads.account(account).await.unwrap().held,
        Points::ZERO
    );
}

#[tokio::test]
async fn a_gift_goes_to_the_pool_and_can_come_back() {
    let mut district = District::new(3);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    district.earn(&mei, &chen, 1);
    let kept = district.donate(&mei, Points(30));
    let transfer = district.donate(&mei, Points(50));
    district.withdraw_donation(&mei, transfer);
    let office = office_of(&district).await;
    let account = AccountId::Party(mei.party);
    let lines = office
        .reads
        .passbook(account, Page::first(9))
        .await
        .unwrap();
    let told: Vec<_> = lines
        .iter()
        .map(|line| (line.amount, line.status))
        .collect();
    assert_eq!(
        told,
        [
            (Points(-50), LineStatus::Reversed),
            (Points(-30), LineStatus::Pending),
            (Points(120), LineStatus::Settled),
        ]
    );
    district.settle_all();
    office.follow(district.chain()).await;
    assert_eq!(office.reads.circulation().await.unwrap().pools, Points(30));
    let lines = office
        .reads
        .passbook(account, Page::first(9))
        .await
        .unwrap();
    assert_eq!((lines[1].transfer, lines[1].exchange), (kept, None));
}

#[tokio::test]
async fn a_payer_whose_points_are_gone_is_replaced_by_the_guarantee() {
    let mut district = District::new(4);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    let he = district.resident("何叔");
    let need = district.publish_need(&chen, "haircut");
    let earned = district.request(&mei, need);
    district.accept(&chen, earned);
    district.confirm_both(earned);
    let offer = district.publish_offer(&he, "errands");
    let spent = district.request(&mei, offer);
    district.accept(&he, spent);
    district.confirm_both(spent);
    district.withdraw_confirmation(&chen, earned);
    let office = office_of(&district).await;
    let payer = AccountId::Party(mei.party);
    let lines = office.reads.passbook(payer, Page::first(9)).await.unwrap();
    let told: Vec<_> = lines.iter().map(|line| line.status).collect();
    assert_eq!(told, [LineStatus::Lifted, LineStatus::Reversed]);
    assert_eq!(
        office.reads.account(payer).await.unwrap().available,
        Points::ZERO
    );
    let paid = office
        .reads
        .account(AccountId::Party(he.party))
        .await
        .unwrap();
    assert_eq!(paid.pending, Points(100));
    office.reads.circulation().await.unwrap();
}
