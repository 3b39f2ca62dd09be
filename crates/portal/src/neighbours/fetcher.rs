//! Follows the ledger for words that are not here, and gets them from the office that has them.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Duration};

use ledger::{
    Action, Block, Hash, ListingId,
    operation::{ActivityAction, IdentityAction, ItemAction, ListingAction, listing::ContentRef},
};
use tokio::{sync::mpsc, time::MissedTickBehavior};

use super::Neighbours;
use crate::{content::ListingText, desk::Desk};

/// How often words that nobody had are asked for again, at first.
const TRY_EVERY: Duration = Duration::from_secs(1);
/// The longest pause, as a power of two of [`TRY_EVERY`]: 17 minutes.
const PAUSE_POWER_MAX: u32 = 10;
/// How many are asked for in one go.
const AT_ONCE_MAX: usize = 32;

/// What the fetcher is given.
pub struct Fetching {
    pub desk: Arc<Desk>,
    pub neighbours: Arc<dyn Neighbours>,
    /// A file for the height up to which nothing is missing.
    pub cursor: PathBuf,
}

/// Words that are not here.
#[derive(Clone, Copy, Debug)]
struct Missing {
    bytes: u32,
    /// The listing that they belong to; none for an organisation or a hut.
    listing: Option<ListingId>,
    /// Where the ledger names them.
    height: u64,
    tried: u32,
    /// In ticks.
    again_at: u64,
}

/// Runs for ever beside the projector.
pub async fn start(fetching: Fetching) {
    let from = fetching.known();
    let mut blocks = fetching.desk.gateway.subscribe(from);
    let mut fetcher = Fetcher {
        fetching,
        reached: from,
        saved: from,
        missing: BTreeMap::new(),
        tick: 0,
    };
    let mut ticks = tokio::time::interval(TRY_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            block = blocks.recv() => match block {
                Some(block) => fetcher.follow(&block, &mut blocks).await,
                None => return,
            },
            _ = ticks.tick() => fetcher.try_again().await,
        }
    }
}

impl Fetching {
    fn known(&self) -> u64 {
        let text = std::fs::read_to_string(&self.cursor).ok();
        let height = text.and_then(|text| text.trim().parse().ok());
        height.unwrap_or(0)
    }
}

struct Fetcher {
    fetching: Fetching,
    reached: u64,
    saved: u64,
    missing: BTreeMap<Hash, Missing>,
    tick: u64,
}

impl Fetcher {
    /// Takes in a block and those that wait behind it, then asks at once for what they name.
    async fn follow(&mut self, block: &Block, blocks: &mut mpsc::Receiver<Arc<Block>>) {
        self.note(block);
        while self.missing.len() < AT_ONCE_MAX
            && let Ok(next) = blocks.try_recv()
        {
            self.note(&next);
        }
        self.ask().await;
    }

    fn note(&mut self, block: &Block) {
        let desk = &self.fetching.desk;
        let height = block.header.height;
        for (content, listing) in words_of(block) {
            if desk.content.has(&content.hash) {
                continue;
            }
            self.missing.entry(content.hash).or_insert(Missing {
                bytes: content.bytes,
                listing,
                height,
                tried: 0,
                again_at: self.tick,
            });
        }
        self.reached = height.saturating_add(1);
    }

    async fn try_again(&mut self) {
        self.tick += 1;
        self.ask().await;
        self.save();
    }

    async fn ask(&mut self) {
        let tick = self.tick;
        let due = self
            .missing
            .iter()
            .filter(|(_, one)| one.again_at <= tick)
            .map(|(hash, one)| (*hash, *one));
        let due: Vec<(Hash, Missing)> = due.take(AT_ONCE_MAX).collect();
        for (hash, one) in due {
            if self.get(hash, one).await {
                self.missing.remove(&hash);
            } else if let Some(one) = self.missing.get_mut(&hash) {
                one.tried += 1;
                one.again_at = tick + (1 << one.tried.min(PAUSE_POWER_MAX));
            }
        }
    }

    /// Whether the words are here now.
    async fn get(&self, hash: Hash, missing: Missing) -> bool {
        let desk = &self.fetching.desk;
        let Ok(pass) = desk.content_pass(&hash).await else {
            return false;
        };
        let asked = self.fetching.neighbours.fetch(hash, missing.bytes, &pass);
        let Some(bytes) = asked.await else {
            return false;
        };
        if let Err(error) = desk.content.put_bytes(&hash, &bytes) {
            tracing::warn!(%hash, %error, "words of another office are not kept");
            return false;
        }
        match missing.listing {
            Some(listing) => make_findable(desk, listing, &hash).await,
            None => true,
        }
    }

    /// The height from which the next start looks for words.
    fn save(&mut self) {
        let missing = self.missing.values().map(|one| one.height).min();
        let height = missing.unwrap_or(self.reached);
        if height != self.saved {
            match std::fs::write(&self.fetching.cursor, height.to_string()) {
                Ok(()) => self.saved = height,
                Err(error) => tracing::warn!(%error, "the place in the search is not kept"),
            }
        }
    }
}

async fn make_findable(desk: &Desk, listing: ListingId, hash: &Hash) -> bool {
    let Ok(Some(text)) = desk.content.get::<ListingText>(hash) else {
        // Not the words of a listing: asking again would give the same bytes.
        return true;
    };
    let put = desk
        .projections
        .put_text(*hash, &text.title, &text.description);
    let fed = match put.await {
        // The listing may not be in the read models yet; the projector takes the words then.
        Ok(()) => desk.refresh_index(listing).await,
        Err(error) => Err(error),
    };
    if let Err(error) = &fed {
        tracing::warn!(%error, "words of another office cannot be searched yet");
    }
    fed.is_ok()
}

/// The words that a block's applied operations name.
fn words_of(block: &Block) -> Vec<(ContentRef, Option<ListingId>)> {
    let network = block.header.network;
    let pairs = block.operations.iter().zip(&block.outcomes);
    let applied =
        pairs.filter(|(_, outcome)| matches!(outcome.verdict, ledger::Verdict::Applied(_)));
    let mut words = Vec::new();
    for (envelope, _) in applied {
        let id = envelope.id(network);
        let actions = envelope.intent.operation.actions().iter();
        for (position, action) in (0_u32..).zip(actions) {
            words.extend(match action {
                Action::Listing(ListingAction::PublishListing(one)) => {
                    Some((one.content, Some(ListingId::derive(id, position))))
                }
                Action::Identity(IdentityAction::RegisterOrganisation(one)) => {
                    Some((one.content, None))
                }
                Action::Identity(IdentityAction::RegisterHut(one)) => Some((one.content, None)),
                Action::Item(ItemAction::ListItem(one)) => Some((one.terms.content, None)),
                Action::Item(ItemAction::ChangeItem(one)) => Some((one.terms.content, None)),
                Action::Activity(ActivityAction::PlanActivity(one)) => Some((one.content, None)),
                Action::Activity(ActivityAction::ReportActivity(one)) => Some((one.content, None)),
                // Words about an incident or a quarrel stay with the office that has them.
                _ => None,
            });
        }
    }
    words
}
