//! Every side learns what the other did.

use crate::office::{Office, office_of};
use ledger::{Points, state::records::Funding, time::HOUR_MS};
use projections::{Page, notices::NoticeCode as Code};
use testkit::{Actor, District};

async fn inbox(office: &Office, actor: &Actor) -> Vec<Code> {
    let page = Page::first(50);
    let mut notices = office.reads.notices(actor.party, page).await.unwrap();
    notices.reverse();
    notices.iter().map(|notice| notice.code).collect()
}

#[tokio::test]
async fn both_sides_of_a_service_are_kept_informed() {
    let mut district = District::new(1);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    let need = district.publish_need(&chen, "haircut");
    let exchange = district.request(&mei, need);
    district.accept(&chen, exchange);
    district.confirm_both(exchange);
    district.settle_all();
    let office = office_of(&district).await;
    assert_eq!(inbox(&office, &chen).await, [Code::Asked, Code::Confirmed]);
    assert_eq!(
        inbox(&office, &mei).await,
        [
            Code::Accepted,
            Code::Confirmed,
            Code::PointsPosted,
            Code::PointsSettled
        ]
    );
    let newest = office
        .reads
        .notices(mei.party, Page::first(1))
        .await
        .unwrap();
    assert_eq!(newest[0].exchange, Some(exchange));
    assert_eq!(newest[0].amount, Some(Points(120)));
}

#[tokio::test]
async fn a_no_reaches_the_one_who_asked() {
    let mut district = District::new(2);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    let need = district.publish_need(&chen, "haircut");
    let declined = district.request(&mei, need);
    district.decline(&chen, declined);
    let withdrawn = district.request(&mei, need);
    district.withdraw_request(&mei, withdrawn);
    let office = office_of(&district).await;
    assert_eq!(inbox(&office, &mei).await, [Code::Declined]);
    assert_eq!(
        inbox(&office, &chen).await,
        [Code::Asked, Code::Asked, Code::RequestWithdrawn]
    );
}

#[tokio::test]
async fn a_late_cancellation_says_by_whom_and_that_it_is_late() {
    let mut district = District::new(3);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    let need = district.publish_need(&chen, "haircut");
    let start = district.chain().time().plus_ms(2 * HOUR_MS);
    let exchange = district.request_at(&mei, need, None, start);
    district.accept(&chen, exchange);
    district.advance(HOUR_MS);
    district.cancel(&mei, exchange);
    let office = office_of(&district).await;
    let newest = office
        .reads
        .notices(chen.party, Page::first(1))
        .await
        .unwrap();
    assert_eq!((newest[0].code, newest[0].late), (Code::Cancelled, true));
    assert_eq!(newest[0].other, Some(mei.party));
}

#[tokio::test]
async fn a_no_show_and_its_withdrawal_reach_the_other_side() {
    let mut district = District::new(4);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    let need = district.publish_need(&chen, "haircut");
    let exchange = district.request(&mei, need);
    district.accept(&chen, exchange);
    district.report_no_show(&chen, exchange);
    district.withdraw_no_show(&chen, exchange);
    let office = office_of(&district).await;
    assert_eq!(
        inbox(&office, &mei).await,
        [Code::Accepted, Code::NoShowReported, Code::NoShowWithdrawn]
    );
}

#[tokio::test]
async fn reversed_points_end_the_booking_made_with_them() {
    let mut district = District::new(5);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    let he = district.resident("何叔");
    let need = district.publish_need(&chen, "haircut");
    let earned = district.request(&mei, need);
    district.accept(&chen, earned);
    district.confirm_both(earned);
    let offer = district.publish_offer(&he, "errands");
    district.request(&mei, offer);
    district.withdraw_confirmation(&chen, earned);
    let office = office_of(&district).await;
    assert_eq!(inbox(&office, &he).await, [Code::Asked, Code::BookingEnded]);
    let told = inbox(&office, &mei).await;
    for code in [
        Code::PointsReversed,
        Code::BookingEnded,
        Code::ConfirmationWithdrawn,
    ] {
        assert!(told.contains(&code), "{code:?} is missing in {told:?}");
    }
}

#[tokio::test]
async fn a_served_booking_without_points_goes_on_with_the_guarantee() {
    let mut district = District::new(7);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    let he = district.resident("何叔");
    let need = district.publish_need(&chen, "haircut");
    let earned = district.request(&mei, need);
    district.accept(&chen, earned);
    district.confirm_both(earned);
    let offer = district.publish_offer(&he, "errands");
    let booking = district.request(&mei, offer);
    district.accept(&he, booking);
    district.confirm(&he, booking, 60);
    district.withdraw_confirmation(&chen, earned);
    let office = office_of(&district).await;
    let told = inbox(&office, &he).await;
    assert_eq!(told, [Code::Asked, Code::BookingGuaranteed]);
    let told = inbox(&office, &mei).await;
    assert!(told.contains(&Code::BookingGuaranteed), "{told:?}");
    let read = office.reads.exchange(booking).await.unwrap().unwrap();
    assert_eq!((read.funding, read.price), (Funding::Issued, Points::ZERO));
}

#[tokio::test]
async fn what_was_read_stays_read_through_a_rebuild() {
    let mut district = District::new(6);
    let (chen, mei) = (district.resident("陈伯"), district.resident("阿梅"));
    let need = district.publish_need(&chen, "haircut");
    let exchange = district.request(&mei, need);
    let office = office_of(&district).await;
    assert_eq!(office.reads.unread(chen.party).await.unwrap(), 1);
    let newest = office
        .reads
        .notices(chen.party, Page::first(1))
        .await
        .unwrap();
    assert!(!newest[0].is_read);
    let sequence = newest[0].sequence;
    office.reads.mark_read(chen.party, sequence).await.unwrap();
    office
        .reads
        .mark_read(chen.party, sequence - 1)
        .await
        .unwrap();
    office
        .reads
        .rebuild(district.chain().blocks())
        .await
        .unwrap();
    assert_eq!(office.reads.unread(chen.party).await.unwrap(), 0);
    district.withdraw_request(&mei, exchange);
    office.follow(district.chain()).await;
    assert_eq!(office.reads.unread(chen.party).await.unwrap(), 1);
}
