//! The figures of the bank: what is owed, what can be given, and when they alarm.

use crate::office::{Office, office_of};
use ledger::{
    EntryId, Event, Points, RedemptionId,
    event::RedemptionEvent,
    operation::{
        points_office::FundReserve,
        redemption::{
            AdmitQueued, CancelRedemption, ConsumeRedemption, ExpireRedemption, PublishEntry,
            ReserveRedemption,
        },
    },
    state::bank::EntryKind,
    time::DAY_MS,
};
use projections::catalogue::BankFigures;
use testkit::{
    Actor, District,
    district::{COMMUNITY, content_of},
};

/// Bob has two hours' worth, and an organisation gives a service for one point, ten times.
pub(crate) fn with_entry(district: &mut District) -> (Actor, Actor, EntryId) {
    let (ann, bob) = (district.resident("ann"), district.resident("bob"));
    district.earn(&bob, &ann, 2);
    district.settle_all();
    let sponsor = district.organisation("sponsor", COMMUNITY);
    let words = PublishEntry {
        community: COMMUNITY,
        kind: EntryKind::Service,
        price: Points(10),
        stock: 10,
        budget: Points(1_000),
        keep_ms: 7 * DAY_MS,
        content: content_of("a haircut at the shop"),
    };
    let events = district.must(&sponsor, words.into());
    let entry = events.iter().find_map(|event| match event {
        Event::Redemption(RedemptionEvent::EntryPublished { entry }) => Some(*entry),
        _ => None,
    });
    (bob, sponsor, entry.unwrap())
}

pub(crate) fn redeem(district: &mut District, person: &Actor, entry: EntryId) -> RedemptionId {
    let events = district.must(person, ReserveRedemption { entry }.into());
    let asked = events.iter().find_map(|event| match event {
        Event::Redemption(
            RedemptionEvent::RedemptionReserved { redemption, .. }
            | RedemptionEvent::RedemptionQueued { redemption, .. },
        ) => Some(*redemption),
        _ => None,
    });
    asked.unwrap()
}

pub(crate) fn fund(district: &mut District, amount: Points) {
    district.decide(FundReserve {
        community: COMMUNITY,
        amount,
        source: content_of("a letter of the fund"),
    });
}

async fn figures(office: &Office, district: &District) -> BankFigures {
    office.follow(district.chain()).await;
    let now = district.chain().time();
    let figures = office.reads.bank_figures(Some(COMMUNITY), now).await;
    figures.unwrap()
}

#[tokio::test]
async fn who_asks_while_the_reserve_is_empty_waits_and_is_counted() {
    let mut district = District::new(1);
    let (bob, _, entry) = with_entry(&mut district);
    let office = office_of(&district).await;
    let before = figures(&office, &district).await;
    assert_eq!(
        (before.success_percent, before.is_alarming()),
        (None, false)
    );
    assert!(before.liability.is_positive() && before.issued == before.liability);

    let redemption = redeem(&mut district, &bob, entry);
    let now = figures(&office, &district).await;
    assert_eq!((now.waiting, now.given, now.failed), (1, 0, 1));
    assert_eq!(now.success_percent, Some(0));
    assert!(now.is_alarming());
    let queue = office.reads.redemption_queue(COMMUNITY, 10).await.unwrap();
    assert_eq!(queue.len(), 1);
    assert_eq!(
        (queue[0].redemption, queue[0].person),
        (redemption, bob.party)
    );
    assert_eq!(queue[0].price, Points(10));

    fund(&mut district, Points(1_000));
    district.settle_all();
    let community = COMMUNITY;
    district.must(&bob, AdmitQueued { community }.into());
    let then = figures(&office, &district).await;
    assert_eq!((then.waiting, then.success_percent), (0, None));
    assert_eq!(then.reserve, Points(1_000));
    let queue = office.reads.redemption_queue(COMMUNITY, 10).await.unwrap();
    assert!(queue.is_empty());
}

#[tokio::test]
async fn what_was_given_counts_and_what_failed_alarms_for_thirty_days() {
    let mut district = District::new(2);
    let (bob, sponsor, entry) = with_entry(&mut district);
    fund(&mut district, Points(10_000));
    district.settle_all();
    for _ in 0..3 {
        let redemption = redeem(&mut district, &bob, entry);
        district.must(&sponsor, ConsumeRedemption { redemption }.into());
    }
    let own = redeem(&mut district, &bob, entry);
    district.must(&bob, CancelRedemption { redemption: own }.into());
    let office = office_of(&district).await;
    let good = figures(&office, &district).await;
    assert_eq!(
        (good.given, good.failed),
        (3, 0),
        "who changes their mind is no failure"
    );
    assert_eq!(good.success_percent, Some(100));
    assert_eq!(good.redeemed_in_a_year, Points(30));
    assert_eq!(good.covered_months, Some(10_000 * 12 / 30));
    assert_eq!(good.spent, Points(30));

    let refused = redeem(&mut district, &bob, entry);
    district.must(
        &sponsor,
        CancelRedemption {
            redemption: refused,
        }
        .into(),
    );
    let redemption = redeem(&mut district, &bob, entry);
    district.advance(8 * DAY_MS);
    district.must(&bob, ExpireRedemption { redemption }.into());
    let bad = figures(&office, &district).await;
    assert_eq!(
        (bad.given, bad.failed, bad.success_percent),
        (3, 2, Some(60))
    );
    assert!(bad.is_alarming());

    district.advance(31 * DAY_MS);
    district.publish_need(&bob, "haircut");
    let later = figures(&office, &district).await;
    assert_eq!((later.success_percent, later.is_alarming()), (None, false));
    assert_eq!(later.redeemed_in_a_year, Points(30));
}
