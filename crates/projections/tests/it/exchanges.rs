//! Exchanges and their timelines.

use crate::office::office_of;
use ledger::{
    Points,
    state::records::{ExchangeStatus, Funding},
    time::{DAY_MS, HOUR_MS},
};
use projections::{
    Page,
    exchanges::{Standing, StepKind},
};
use testkit::District;

#[tokio::test]
async fn a_served_need_is_told_step_by_step() {
    let mut district = District::new(1);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    let need = district.publish_need(&chen, "haircut");
    let exchange = district.request(&mei, need);
    district.accept(&chen, exchange);
    let transfer = district.confirm_both(exchange);
    let office = office_of(&district).await;
    let read = office.reads.exchange(exchange).await.unwrap().unwrap();
    assert_eq!(read.status, ExchangeStatus::Completed);
    assert_eq!((read.provider, read.asked_by), (mei.party, mei.party));
    assert_eq!(read.transfer, transfer);
    assert_eq!(read.receiver_statement.unwrap().minutes, 60);
    let steps = office.reads.timeline(exchange).await.unwrap();
    let told: Vec<_> = steps.iter().map(|step| (step.what, step.by)).collect();
    assert_eq!(
        told,
        [
            (StepKind::Requested, mei.party),
            (StepKind::Accepted, chen.party),
            (StepKind::Confirmed, chen.party),
            (StepKind::Confirmed, mei.party),
            (StepKind::Completed, mei.party),
        ]
    );
    for step in steps {
        let operation = office
            .reads
            .operation(step.operation)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(operation.height, step.height);
    }
}

#[tokio::test]
async fn open_and_past_exchanges_stand_apart() {
    let mut district = District::new(2);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    let first = district.publish_need(&chen, "haircut");
    let second = district.publish_need(&chen, "errands");
    let declined = district.request(&mei, first);
    district.decline(&chen, declined);
    let open = district.request(&mei, second);
    let office = office_of(&district).await;
    for party in [chen.party, mei.party] {
        for (standing, expected) in [(Standing::Open, open), (Standing::Past, declined)] {
            let page = Page::first(10);
            let read = office
                .reads
                .exchanges_of(party, standing, page)
                .await
                .unwrap();
            assert_eq!(read.len(), 1);
            assert_eq!(read[0].exchange, expected);
        }
    }
    let on_first = office
        .reads
        .exchanges_on(first, Page::first(10))
        .await
        .unwrap();
    assert_eq!(on_first.len(), 1);
}

#[tokio::test]
async fn an_unanswered_question_is_due_after_its_start_and_a_day() {
    let mut district = District::new(3);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    let need = district.publish_need(&chen, "haircut");
    let asked_at = district.chain().time();
    let exchange = district.request_at(&mei, need, None, asked_at.plus_ms(HOUR_MS));
    let office = office_of(&district).await;
    for (after_ms, due) in [(HOUR_MS + 1, 0), (DAY_MS, 0), (DAY_MS + 1, 1)] {
        let time = asked_at.plus_ms(after_ms);
        let found = office.reads.due_for_expiry(time, 10).await.unwrap();
        assert_eq!(found.len(), due, "{after_ms} ms later");
    }
    district.advance(DAY_MS + 1);
    district.expire(exchange);
    office.follow(district.chain()).await;
    let now = district.chain().time();
    assert!(
        office
            .reads
            .due_for_expiry(now, 10)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_booked_offer_is_paid_by_its_receiver() {
    let mut district = District::new(4);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    district.earn(&mei, &chen, 1);
    let offer = district.publish_offer(&chen, "errands");
    let exchange = district.request(&mei, offer);
    let office = office_of(&district).await;
    let read = office.reads.exchange(exchange).await.unwrap().unwrap();
    assert_eq!((read.funding, read.price), (Funding::Paid, Points(100)));
    assert_eq!(read.receiver, mei.party);
}

#[tokio::test]
async fn a_confirmation_taken_back_promises_what_is_left() {
    let mut district = District::new(5);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    district.earn(&mei, &chen, 1);
    let offer = district.publish_offer(&chen, "errands");
    let exchange = district.request(&mei, offer);
    district.accept(&chen, exchange);
    district.confirm(&chen, exchange, 30);
    district.confirm(&mei, exchange, 30);
    // Half of what was promised is free again, and given away before the other half comes back.
    district.donate(&mei, Points(70));
    district.withdraw_confirmation(&mei, exchange);
    let office = office_of(&district).await;
    let read = office.reads.exchange(exchange).await.unwrap().unwrap();
    assert_eq!((read.funding, read.price), (Funding::Paid, Points(50)));
    assert_eq!(read.status, ExchangeStatus::Accepted);
    assert_eq!(read.price, district.exchange(exchange).price);
}
