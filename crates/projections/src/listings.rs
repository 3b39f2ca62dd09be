//! Needs and offers, and how many of their places are taken.

mod query;

pub use query::{Filter, Listing, ListingCount, ListingStatus};

use crate::{
    Error,
    codes::{Word as _, place_text},
    columns::integer,
    facts::{BlockFacts, OperationFacts, status_after},
    view::View,
};
use async_trait::async_trait;
use ledger::{
    Action, Event, ExchangeId, ListingId,
    category::category,
    event::{ExchangeEvent, ListingEvent},
    operation::{ExchangeAction, ListingAction, listing::PublishListing},
    state::records::ExchangeStatus,
};
use sqlx::{Row as _, SqliteConnection};

pub(crate) struct Listings;

#[async_trait]
impl View for Listings {
    fn name(&self) -> &'static str {
        "listings"
    }

    fn version(&self) -> u32 {
        1
    }

    fn tables(&self) -> &'static [&'static str] {
        &["listings", "_listing_exchanges"]
    }

    fn schema(&self) -> &'static str {
        include_str!("listings/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (operation, fact) in block.all() {
            match (fact.action, fact.event) {
                (
                    Action::Listing(ListingAction::PublishListing(command)),
                    Event::Listing(ListingEvent::ListingPublished { listing }),
                ) => {
                    publish(db, operation, *listing, command).await?;
                }
                (_, Event::Listing(ListingEvent::ListingClosed { listing })) => {
                    sqlx::query("UPDATE listings SET closed_at = ? WHERE listing = ?")
                        .bind(integer(operation.time.0))
                        .bind(listing.0.as_slice())
                        .execute(&mut *db)
                        .await?;
                }
                (
                    Action::Exchange(ExchangeAction::RequestExchange(command)),
                    Event::Exchange(ExchangeEvent::ExchangeRequested { exchange, .. }),
                ) => {
                    let listings = (command.listing, command.own_listing);
                    remember(db, *exchange, listings).await?;
                }
                (
                    Action::Exchange(ExchangeAction::InviteToExchange(command)),
                    Event::Exchange(ExchangeEvent::ExchangeInvited { exchange, .. }),
                ) => {
                    remember(db, *exchange, (command.need, Some(command.offer))).await?;
                }
                // What is contradicted keeps its places until somebody decides.
                (_, Event::Exchange(ExchangeEvent::ServiceContested { .. })) => {}
                (_, event) => {
                    if let Some((exchange, status)) = status_after(event) {
                        take_places(db, exchange, status).await?;
                    }
                }
            }
        }
        Ok(())
    }
}

async fn publish(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    listing: ListingId,
    command: &PublishListing,
) -> Result<(), Error> {
    let group = category(command.category).map_or(command.category, |row| row.group);
    let windows: Vec<String> = command
        .windows
        .iter()
        .map(|window| format!("{}-{}", window.start.0, window.end.0))
        .collect();
    sqlx::query(
        "INSERT INTO listings (listing, kind, owner, category, category_group, area, place, windows,
         minutes, capacity, running, content_hash, content_bytes, published_at, expires_at,
         closed_at, operation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, NULL, ?)",
    )
    .bind(listing.0.as_slice())
    .bind(command.kind.word())
    .bind(operation.actor.0.as_slice())
    .bind(command.category.0)
    .bind(group.0)
    .bind(integer(command.area.0))
    .bind(place_text(command.place))
    .bind(windows.join(" "))
    .bind(command.minutes)
    .bind(command.capacity)
    .bind(command.content.hash.0.as_slice())
    .bind(command.content.bytes)
    .bind(integer(operation.time.0))
    .bind(integer(command.expires_at.0))
    .bind(operation.id.0.as_slice())
    .execute(db)
    .await?;
    Ok(())
}

async fn remember(
    db: &mut SqliteConnection,
    exchange: ExchangeId,
    (listing, own_listing): (ListingId, Option<ListingId>),
) -> Result<(), Error> {
    sqlx::query("INSERT INTO _listing_exchanges VALUES (?, ?, ?, ?)")
        .bind(exchange.0.as_slice())
        .bind(listing.0.as_slice())
        .bind(own_listing.as_ref().map(|own| own.0.as_slice()))
        .bind(ExchangeStatus::Requested.word())
        .execute(db)
        .await?;
    Ok(())
}

/// An agreed exchange takes a place; a completed one keeps the place of a need, which is served.
async fn take_places(
    db: &mut SqliteConnection,
    exchange: ExchangeId,
    status: ExchangeStatus,
) -> Result<(), Error> {
    let row = sqlx::query(
        "UPDATE _listing_exchanges SET status = ? WHERE exchange = ?
         RETURNING listing, own_listing",
    )
    .bind(status.word())
    .bind(exchange.0.as_slice())
    .fetch_one(&mut *db)
    .await?;
    let listing: Option<Vec<u8>> = row.try_get("listing")?;
    let own: Option<Vec<u8>> = row.try_get("own_listing")?;
    for listing in [listing, own].into_iter().flatten() {
        sqlx::query(
            "UPDATE listings SET running =
               (SELECT count(*) FROM _listing_exchanges AS taken
                WHERE taken.listing = ?1 AND (taken.status = 'accepted'
                  OR taken.status = 'completed' AND listings.kind = 'need'))
             + (SELECT count(*) FROM _listing_exchanges AS taken
                WHERE taken.own_listing = ?1 AND (taken.status = 'accepted'
                  OR taken.status = 'completed' AND listings.kind = 'need'))
             WHERE listing = ?1",
        )
        .bind(listing)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}
