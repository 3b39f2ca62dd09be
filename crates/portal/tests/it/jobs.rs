//! What the office does by itself, and that it submits nothing that would be refused.

use ledger::{
    EntryId, Event, Hash, Points, Verdict,
    event::{PartyEvent, RedemptionEvent},
    operation::{
        listing::ContentRef,
        party::{AttestFact, AttestedKind},
        redemption::{PublishEntry, ReserveRedemption},
    },
    state::{bank::EntryKind, keys},
    time::DAY_MS,
};
use portal::{gateway::Final, jobs::do_what_is_due};

use crate::neighbours::{Pair, Side};

fn events(done: &Final) -> &[Event] {
    match &done.outcome.verdict {
        Verdict::Applied(events) => events,
        Verdict::Rejected(rejection) => panic!("{rejection}"),
    }
}

#[tokio::test]
async fn an_attestation_ends_when_its_time_is_over() {
    let pair = Pair::agreed().await;
    let desk = &pair.site.office.desk;
    let attest = AttestFact {
        person: pair.site.office.member("he").party,
        kind: AttestedKind::Training,
        commitment: Hash::of(&[b"salted"]),
        until: desk.now().plus_ms(DAY_MS),
    };
    let done = desk.act(desk.office, attest.into()).await.unwrap();
    let attestation = events(&done).iter().find_map(|event| match event {
        Event::Party(PartyEvent::FactAttested { attestation, .. }) => Some(*attestation),
        _ => None,
    });
    let key = keys::attestation(attestation.unwrap());
    assert_eq!(do_what_is_due(desk).await.unwrap(), 0);
    assert!(desk.gateway.head().state.get(&key).is_some());
    pair.site.office.advance(DAY_MS + 1);
    assert_eq!(do_what_is_due(desk).await.unwrap(), 1);
    assert_eq!(do_what_is_due(desk).await.unwrap(), 0);
}

#[tokio::test]
async fn a_queue_without_a_reserve_leaves_no_refusals_on_the_ledger() {
    let pair = Pair::agreed().await;
    pair.confirm(Side::Chen, 60).await;
    pair.confirm(Side::He, 60).await;
    let desk = &pair.site.office.desk;
    let he = pair.site.office.member("he").party;
    let community = desk
        .gateway
        .head()
        .state
        .get(&keys::party(he))
        .unwrap()
        .area;
    let entry = PublishEntry {
        community,
        kind: EntryKind::Service,
        price: Points(10),
        stock: 1,
        budget: Points(10),
        keep_ms: 7 * DAY_MS,
        content: ContentRef {
            hash: Hash::of(&[b"a haircut at the shop"]),
            bytes: 21,
        },
    };
    let done = desk.act(desk.office, entry.into()).await.unwrap();
    let entry = events(&done).iter().find_map(|event| match event {
        Event::Redemption(RedemptionEvent::EntryPublished { entry }) => Some(*entry),
        _ => None,
    });
    let entry: EntryId = entry.unwrap();
    let asked = desk.act(he, ReserveRedemption { entry }.into()).await;
    let asked = asked.unwrap();
    let is_queued = |event: &Event| {
        matches!(
            event,
            Event::Redemption(RedemptionEvent::RedemptionQueued { .. })
        )
    };
    assert!(events(&asked).iter().any(is_queued));
    let before = desk.gateway.head().header.height;
    pair.site.office.advance(1);
    for _ in 0..3 {
        assert_eq!(do_what_is_due(desk).await.unwrap(), 0);
    }
    assert_eq!(desk.gateway.head().header.height, before);
    let now = desk.now();
    let figures = desk.projections.bank_figures(Some(community), now).await;
    assert!(figures.unwrap().is_alarming());
}
