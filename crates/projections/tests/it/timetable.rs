//! What is due is found once it is due, until it happened.

use crate::{
    catalogue::{fund, redeem, with_entry},
    office::{Office, office_of},
};
use ledger::{
    Action, AttestationId, Event, GiftId, Hash, Points, Timestamp,
    event::{PartyEvent, PointsEvent},
    operation::{
        party::{AttestFact, AttestedKind, ExpireAttestation},
        points::{DeclineGift, ExpireGift, NameBeneficiary, OfferGift},
        redemption::{AdmitQueued, ExpireRedemption},
    },
    time::DAY_MS,
};
use testkit::{District, district::COMMUNITY};

async fn due(office: &Office, district: &District, at: Timestamp) -> Vec<Action> {
    office.follow(district.chain()).await;
    office.reads.due_by_timetable(at, (0, 100)).await.unwrap()
}

#[tokio::test]
async fn a_gift_that_nobody_answers_is_due_after_a_week_unless_it_ended() {
    let mut district = District::new(3);
    let (bob, _, _) = with_entry(&mut district);
    let cat = district.resident("cat");
    let beneficiary = Some(cat.party);
    district.must(&bob, NameBeneficiary { beneficiary }.into());
    let offer = |district: &mut District| -> GiftId {
        let action = OfferGift {
            receiver: cat.party,
            amount: Points(10),
        };
        let events = district.must(&bob, action.into());
        let offered = events.iter().find_map(|event| match event {
            Event::Points(PointsEvent::GiftOffered { gift, .. }) => Some(*gift),
            _ => None,
        });
        offered.unwrap()
    };
    let (waits, answered) = (offer(&mut district), offer(&mut district));
    district.must(&cat, DeclineGift { gift: answered }.into());
    let office = office_of(&district).await;
    let now = district.chain().time();
    let week = now.plus_ms(7 * DAY_MS);
    assert!(due(&office, &district, week).await.is_empty());
    let expected: Action = ExpireGift { gift: waits }.into();
    let later = week.plus_ms(1);
    assert_eq!(
        due(&office, &district, later).await,
        std::slice::from_ref(&expected)
    );

    district.advance(7 * DAY_MS + 1);
    let founder = district.office();
    district.must(&founder, expected);
    assert!(due(&office, &district, later).await.is_empty());
}

#[tokio::test]
async fn a_queue_is_due_while_somebody_waits_and_a_reservation_when_its_time_is_over() {
    let mut district = District::new(4);
    let (bob, _, entry) = with_entry(&mut district);
    let redemption = redeem(&mut district, &bob, entry);
    let office = office_of(&district).await;
    let now = district.chain().time();
    let community = COMMUNITY;
    let admit: Action = AdmitQueued { community }.into();
    assert_eq!(
        due(&office, &district, now.plus_ms(1)).await,
        std::slice::from_ref(&admit)
    );
    fund(&mut district, Points(10_000));
    district.settle_all();
    district.must(&bob, admit);
    let reserved = district.chain().time();
    let kept = reserved.plus_ms(7 * DAY_MS);
    assert!(due(&office, &district, kept).await.is_empty());
    let expire: Action = ExpireRedemption { redemption }.into();
    let later = kept.plus_ms(1);
    assert_eq!(
        due(&office, &district, later).await,
        std::slice::from_ref(&expire)
    );
    district.advance(7 * DAY_MS + 1);
    district.must(&bob, expire);
    assert!(due(&office, &district, later).await.is_empty());
}

#[tokio::test]
async fn an_attestation_is_due_when_its_time_is_over() {
    let mut district = District::new(5);
    let bob = district.resident("bob");
    let union = district.organisation("union", COMMUNITY);
    let until = district.chain().time().plus_ms(DAY_MS);
    let fact = AttestFact {
        person: bob.party,
        kind: AttestedKind::Training,
        commitment: Hash::of(&[b"salted"]),
        until,
    };
    let events = district.must(&union, fact.into());
    let attested = events.iter().find_map(|event| match event {
        Event::Party(PartyEvent::FactAttested { attestation, .. }) => Some(*attestation),
        _ => None,
    });
    let attestation: AttestationId = attested.unwrap();
    let office = office_of(&district).await;
    assert!(due(&office, &district, until).await.is_empty());
    let expire: Action = ExpireAttestation { attestation }.into();
    let later = until.plus_ms(1);
    assert_eq!(
        due(&office, &district, later).await,
        std::slice::from_ref(&expire)
    );
    district.advance(DAY_MS + 1);
    district.must(&bob, expire);
    assert!(due(&office, &district, later).await.is_empty());
}
