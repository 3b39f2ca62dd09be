//! What the read models say is what the ledger's state says, over random histories.

use crate::office::Office;
use ledger::{
    Event, ExchangeId, ListingId, State, Verdict,
    event::{ExchangeEvent, ListingEvent, PointsEvent},
    state::keys,
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
