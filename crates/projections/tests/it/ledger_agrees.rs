//! What the read models say is what the ledger's state says, over random histories.

use crate::office::Office;
use ledger::{
    ActivityId, Event, ExchangeId, ItemId, ListingId, LoanId, State, Verdict,
    event::{ActivityEvent, ExchangeEvent, ItemEvent, ListingEvent, LoanEvent, PointsEvent},
    state::{
        activities::{ActivityStatus, PlaceStatus},
        keys,
    },
};
use projections::{Page, Projections};
use testkit::{Chain, history};

fn events(chain: &Chain) -> Vec<Event> {
    let outcomes = chain.blocks().iter().flat_map(|block| &block.outcomes);
    outcomes
        .filter_map(|outcome| match &outcome.verdict {
            Verdict::Applied(events) => Some(events.clone()),
            Verdict::Rejected(_) => None,
        })
        .flatten()
        .collect()
}

async fn exchange_agrees(reads: &Projections, state: &State, id: ExchangeId) {
    let known = state.get(&keys::exchange(id)).unwrap();
    let read = reads.exchange(id).await.unwrap().unwrap();
    assert_eq!(read.status, known.status, "{id}");
    assert_eq!(read.changed_at, known.changed_at, "{id}");
    assert_eq!(
        (read.provider, read.receiver),
        (known.provider, known.receiver)
    );
    assert_eq!(
        (read.listing, read.own_listing),
        (known.listing, known.own_listing)
    );
    assert_eq!(
        (read.funding, read.price),
        (known.funding, known.price),
        "{id}"
    );
    assert_eq!(read.provider_statement, known.provider_statement, "{id}");
    assert_eq!(read.receiver_statement, known.receiver_statement, "{id}");
    assert_eq!(read.no_show_by, known.no_show_by, "{id}");
    assert_eq!(read.transfer, known.transfer, "{id}");
}

async fn listing_agrees(reads: &Projections, state: &State, id: ListingId) {
    let known = state.get(&keys::listing(id)).unwrap();
    let read = reads.listing(id).await.unwrap().unwrap();
    assert_eq!(read.running, known.running, "{id}");
    assert_eq!(read.closed_at.is_some(), known.closed, "{id}");
    assert_eq!((read.kind, read.owner), (known.kind, known.owner));
    assert_eq!((read.category, read.area), (known.category, known.area));
    assert_eq!(
        (read.capacity, read.expires_at),
        (known.capacity, known.expires_at)
    );
}

#[tokio::test]
async fn every_exchange_listing_and_account_reads_as_the_ledger_has_it() {
    for seed in 10..14 {
        let chain = history(seed, 400);
        let office = Office::open(&chain).await;
        office.follow(&chain).await;
        let (reads, state) = (&office.reads, chain.state());
        for event in events(&chain) {
            match event {
                Event::Exchange(ExchangeEvent::ExchangeRequested { exchange, .. }) => {
                    exchange_agrees(reads, state, exchange).await;
                }
                Event::Listing(ListingEvent::ListingPublished { listing }) => {
                    listing_agrees(reads, state, listing).await;
                }
                Event::Points(PointsEvent::PointsPosted { legs, .. }) => {
                    for leg in legs {
                        let known = state.get(&keys::account(leg.account)).unwrap_or_default();
                        let read = reads.account(leg.account).await.unwrap();
                        assert_eq!(
                            (read.settled, read.pending, read.held),
                            (known.settled, known.pending, known.held)
                        );
                    }
                }
                _ => {}
            }
        }
        reads.circulation().await.unwrap();
    }
}

async fn item_agrees(reads: &Projections, state: &State, id: ItemId) {
    let known = state.get(&keys::item(id)).unwrap();
    let read = reads.item(id).await.unwrap().unwrap();
    assert_eq!((read.owner, read.area), (known.owner, known.area), "{id}");
    assert_eq!(read.terms, known.terms, "{id}");
    assert_eq!((read.shelf, read.place), (known.shelf, known.place), "{id}");
    assert_eq!(read.offered_to, known.offered_to, "{id}");
    let calendar = reads.item_calendar(id).await.unwrap();
    let days = calendar
        .iter()
        .map(|loan| (loan.from_day, loan.last_day, loan.loan));
    let known = known
        .calendar
        .iter()
        .map(|slot| (slot.from_day, slot.last_day, slot.loan));
    assert!(days.eq(known), "{id}");
}

async fn loan_agrees(reads: &Projections, state: &State, id: LoanId) {
    let known = state.get(&keys::loan(id)).unwrap();
    let read = reads.loan(id).await.unwrap().unwrap();
    assert_eq!(read.status, known.status, "{id}");
    assert_eq!(read.changed_at, known.changed_at, "{id}");
    assert_eq!(
        (read.item, read.lender, read.borrower),
        (known.item, known.lender, known.borrower)
    );
    assert_eq!(
        (read.last_day, read.proposed_day),
        (known.last_day, known.proposed_day)
    );
    assert_eq!(read.overdue_marks, known.overdue_marks, "{id}");
    assert_eq!(read.lender_stated, known.lender_statement.is_some(), "{id}");
    assert_eq!(
        read.borrower_stated,
        known.borrower_statement.is_some(),
        "{id}"
    );
}

async fn activity_agrees(reads: &Projections, state: &State, id: ActivityId) {
    let known = state.get(&keys::activity(id)).unwrap();
    let read = reads.activity(id).await.unwrap().unwrap();
    assert_eq!(read.status, known.status, "{id}");
    assert_eq!(read.changed_at, known.changed_at, "{id}");
    let places = reads.places(id).await.unwrap();
    assert_eq!(
        (places.taken, places.came),
        (known.taken.into(), known.attended.into()),
        "{id}"
    );
    let waiting: Vec<_> = reads
        .sign_ups(id)
        .await
        .unwrap()
        .into_iter()
        .filter(|place| place.status == PlaceStatus::Waiting)
        .map(|place| place.person)
        .collect();
    if known.status == ActivityStatus::Open {
        assert_eq!(waiting, known.waitlist, "{id}");
    }
}

#[tokio::test]
async fn every_thing_loan_and_activity_reads_as_the_ledger_has_it() {
    let (mut items, mut loans, mut activities) = (0, 0, 0);
    for seed in 20..32 {
        let chain = history(seed, 600);
        let office = Office::open(&chain).await;
        office.follow(&chain).await;
        let (reads, state) = (&office.reads, chain.state());
        for event in events(&chain) {
            match event {
                Event::Item(ItemEvent::ItemListed { item }) => {
                    item_agrees(reads, state, item).await;
                    items += 1;
                }
                Event::Loan(LoanEvent::LoanRequested { loan }) => {
                    loan_agrees(reads, state, loan).await;
                }
                Event::Loan(LoanEvent::LoanClosed { .. }) => loans += 1,
                Event::Activity(ActivityEvent::ActivityPlanned { activity }) => {
                    activity_agrees(reads, state, activity).await;
                }
                Event::Activity(ActivityEvent::ActivityReported { .. }) => activities += 1,
                _ => {}
            }
        }
    }
    assert!(
        items > 40 && loans > 2 && activities > 2,
        "{items} things, {loans} loans to their end, {activities} reports"
    );
}

#[tokio::test]
async fn every_operation_is_listed_with_its_verdict() {
    let chain = history(3, 100);
    let office = Office::open(&chain).await;
    office.follow(&chain).await;
    for block in chain.blocks() {
        let rows = office
            .reads
            .operations_in(block.header.height)
            .await
            .unwrap();
        assert_eq!(rows.len(), block.operations.len());
        for (row, (envelope, outcome)) in rows
            .iter()
            .zip(block.operations.iter().zip(&block.outcomes))
        {
            assert_eq!(row.operation, envelope.id(chain.network()));
            assert_eq!(
                row.was_applied(),
                matches!(outcome.verdict, Verdict::Applied(_))
            );
            let one = office.reads.operation(row.operation).await.unwrap();
            assert_eq!(one.as_ref(), Some(row));
        }
    }
    let newest = office.reads.blocks(Page::first(3)).await.unwrap();
    assert_eq!(newest[0].height, chain.head().height);
    assert_eq!(newest[0].digest, chain.head().digest());
    let older = Page::after(i64::try_from(newest[2].height).unwrap(), 1);
    assert_eq!(
        office.reads.blocks(older).await.unwrap()[0].height,
        newest[2].height - 1
    );
}
