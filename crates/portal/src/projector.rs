//! Follows the ledger: every final block into the read models, every open listing into the
//! matching index.

use std::{borrow::Borrow, collections::BTreeSet, sync::Arc};

use ledger::{
    Action, Block, Event, ExchangeId, Hash, ListingId, PartyId, Verdict,
    event::{ContentEvent, ExchangeEvent, ListingEvent},
    operation::{ActivityAction, ItemAction, ListingAction},
};
use projections::{Error as ProjectionError, Projections};
use tokio::sync::watch;

use crate::{
    content::{ContentStore, ListingText},
    desk::Desk,
};

/// How far the read models are: what the projector says and what everybody else waits for.
pub fn progress() -> (watch::Sender<u64>, watch::Receiver<u64>) {
    watch::channel(0)
}

/// Fills the matching index and follows the ledger from where the read models stand. When a block
/// cannot be applied the process ends: pages must not show a past that they take for the present.
pub async fn start(desk: Arc<Desk>, reached: watch::Sender<u64>) -> Result<(), ProjectionError> {
    let known = desk.projections.height().await?;
    fill_index(&desk, known).await?;
    reached.send_replace(known.unwrap_or(0));
    let mut blocks = desk
        .gateway
        .subscribe(known.map_or(0, |height| height.saturating_add(1)));
    tokio::spawn(async move {
        while let Some(block) = blocks.recv().await {
            if let Err(error) = follow(&desk, &block).await {
                tracing::error!(block.height = block.header.height, %error, "read models stopped");
                std::process::exit(1);
            }
            reached.send_replace(block.header.height);
        }
    });
    Ok(())
}

async fn follow(desk: &Desk, block: &Block) -> Result<(), ProjectionError> {
    feed_texts(&desk.projections, &desk.content, [block]).await?;
    desk.projections.apply(block).await?;
    let mut touched = BTreeSet::new();
    for event in events(block) {
        match subject(event) {
            Some(Subject::Listing(listing)) => drop(touched.insert(listing)),
            Some(Subject::Exchange(id)) => {
                if let Some(exchange) = desk.projections.exchange(id).await? {
                    touched.insert(exchange.listing);
                    touched.extend(exchange.own_listing);
                    // What somebody has done counts for all that they offer.
                    touched.extend(desk.open_of(exchange.provider).await?);
                }
            }
            Some(Subject::Party(party)) => touched.extend(desk.open_of(party).await?),
            None => {}
        }
    }
    let mut changed = Vec::new();
    for listing in &touched {
        changed.push((*listing, desk.open_now(*listing).await?));
    }
    let at = (block.header.height, block.header.time);
    desk.matchmaker.follow(at, changed, desk.now());
    let touched: Vec<ListingId> = touched.into_iter().collect();
    desk.tell_about(&touched).await?;
    Ok(())
}

fn events(block: &Block) -> impl Iterator<Item = &Event> {
    block
        .outcomes
        .iter()
        .flat_map(|outcome| match &outcome.verdict {
            Verdict::Applied(events) => events.as_slice(),
            Verdict::Rejected(_) => &[],
        })
}

/// What an event changes for the matching index.
enum Subject {
    Listing(ListingId),
    Exchange(ExchangeId),
    Party(PartyId),
}

fn subject(event: &Event) -> Option<Subject> {
    match event {
        Event::Listing(ListingEvent::ListingPublished { listing })
        | Event::Listing(ListingEvent::ListingClosed { listing }) => {
            Some(Subject::Listing(*listing))
        }
        Event::Listing(ListingEvent::LicenceAttested { party })
        | Event::Listing(ListingEvent::LicenceRevoked { party }) => Some(Subject::Party(*party)),
        Event::Exchange(event) => exchange_of(event).map(Subject::Exchange),
        _ => None,
    }
}

/// The exchange whose places or hours an event may change.
fn exchange_of(event: &ExchangeEvent) -> Option<ExchangeId> {
    match event {
        ExchangeEvent::ExchangeAccepted { exchange }
        | ExchangeEvent::InvitationAccepted { exchange, .. }
        | ExchangeEvent::AnswerWithdrawn { exchange, .. }
        | ExchangeEvent::ExchangeDeclined { exchange }
        | ExchangeEvent::RequestWithdrawn { exchange }
        | ExchangeEvent::ExchangeCancelled { exchange, .. }
        | ExchangeEvent::ExchangeExpired { exchange }
        | ExchangeEvent::TimeAgreed { exchange, .. }
        | ExchangeEvent::TimeDropped { exchange, .. }
        | ExchangeEvent::TimeRestored { exchange, .. }
        | ExchangeEvent::ServiceCompleted { exchange, .. }
        | ExchangeEvent::ServiceWitnessed { exchange, .. }
        | ExchangeEvent::ConfirmationWithdrawn { exchange, .. }
        | ExchangeEvent::ServiceContested { exchange, .. }
        | ExchangeEvent::ContestWithdrawn { exchange, .. }
        | ExchangeEvent::NoShowReported { exchange, .. }
        | ExchangeEvent::NoShowWithdrawn { exchange, .. }
        | ExchangeEvent::NoShowAnswered { exchange, .. } => Some(*exchange),
        _ => None,
    }
}

/// Makes the words of published listings and things findable; returns how many there were.
pub async fn feed_texts<B: Borrow<Block>>(
    views: &Projections,
    content: &ContentStore,
    blocks: impl IntoIterator<Item = B>,
) -> Result<usize, ProjectionError> {
    let mut fed = 0;
    for block in blocks {
        let block = block.borrow();
        for envelope in &block.operations {
            for action in envelope.intent.operation.actions() {
                let Some(hash) = findable(action) else {
                    continue;
                };
                fed += usize::from(feed_text(views, content, hash).await?);
            }
        }
        for event in events(block) {
            match event {
                Event::Content(ContentEvent::ContentTakenDown { content }) => {
                    views.forget_text(*content).await?;
                }
                Event::Content(ContentEvent::ContentRestored { content: hash }) => {
                    feed_text(views, content, *hash).await?;
                }
                _ => {}
            }
        }
    }
    Ok(fed)
}

/// Things and listings both have a title and a description; whatever else is no words to look for.
async fn feed_text(
    views: &Projections,
    content: &ContentStore,
    hash: Hash,
) -> Result<bool, ProjectionError> {
    let Ok(Some(text)) = content.get::<ListingText>(&hash) else {
        return Ok(false);
    };
    views.put_text(hash, &text.title, &text.description).await?;
    Ok(true)
}

/// The words that an action makes public and that people look for.
fn findable(action: &Action) -> Option<Hash> {
    match action {
        Action::Listing(ListingAction::PublishListing(command)) => Some(command.content.hash),
        Action::Activity(ActivityAction::PlanActivity(command)) => Some(command.content.hash),
        Action::Item(ItemAction::ListItem(command)) => Some(command.terms.content.hash),
        Action::Item(ItemAction::ChangeItem(command)) => Some(command.terms.content.hash),
        _ => None,
    }
}

/// Puts every open listing into the index. What passes for the present between two starts is
/// swept: nothing that opens later was left out.
async fn fill_index(desk: &Desk, known: Option<u64>) -> Result<(), ProjectionError> {
    let now = desk.now();
    let open = desk.open_listings().await?;
    let open = open.into_iter().map(|listing| (listing.id, Some(listing)));
    let header = match known {
        Some(height) => desk.gateway.block(height).await.map(|block| block.header),
        None => None,
    };
    match header {
        Some(header) => desk
            .matchmaker
            .follow((header.height, header.time), open.collect(), now),
        None => open
            .filter_map(|(_, listing)| listing)
            .for_each(|listing| desk.matchmaker.put(listing, now)),
    }
    Ok(())
}
