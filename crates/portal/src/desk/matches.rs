//! Who could help whom: candidates of a listing, by score with reasons or in plain order.

use ledger::{ListingId, PartyId, Timestamp, operation::listing::ListingKind};
use matching::Reason;
use projections::{
    Error as ProjectionError, Page, Projections,
    listings::{Filter, Listing, ListingStatus},
};

use super::Desk;
use crate::{
    content::{ContentStore, ListingText},
    matchmaker::{OpenListing, WEEK_MS, language},
};

/// The most partners shown for one listing.
const MATCHES_MAX: usize = 10;
/// How many listings are read at a time.
const LISTINGS_PER_READ: u32 = 500;

/// How partners are ordered; the law asks for an order without scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchOrder {
    /// Best fit first, with reasons.
    ByFit,
    /// By distance, then by time.
    Plain,
}

/// A possible partner.
#[derive(Clone, Debug)]
pub struct Match {
    pub listing: Listing,
    pub text: ListingText,
    /// Why, in a fixed order; empty in plain order.
    pub reasons: Vec<Reason>,
}

impl Desk {
    /// The partners that a listing could have now.
    pub async fn matches(
        &self,
        listing: &Listing,
        order: MatchOrder,
    ) -> Result<Vec<Match>, ProjectionError> {
        let Some(open) = self.open_listing(listing).await? else {
            return Ok(Vec::new());
        };
        let now = self.now();
        let mut matches = Vec::new();
        for candidate in self.matchmaker.candidates(&open, now, MATCHES_MAX) {
            let partner = match listing.kind {
                ListingKind::Need => candidate.offer,
                ListingKind::Offer => candidate.need,
            };
            let Some(row) = self.projections.listing(ListingId(partner.0)).await? else {
                continue;
            };
            if row.status_at(now) != ListingStatus::Open {
                continue;
            }
            let Some(text) = self.listing_text(&row.content.hash) else {
                continue;
            };
            matches.push(Match {
                listing: row,
                text,
                reasons: candidate.reasons,
            });
        }
        if order == MatchOrder::Plain {
            order_plainly(&mut matches, listing, now);
        }
        Ok(matches)
    }

    /// Every open listing, as the matching index wants it.
    pub async fn open_listings(&self) -> Result<Vec<OpenListing>, ProjectionError> {
        open_listings(&self.projections, &self.content, self.now()).await
    }

    /// Brings the matching index up to date about one listing.
    pub(crate) async fn refresh_index(&self, id: ListingId) -> Result<(), ProjectionError> {
        match self.open_now(id).await? {
            Some(listing) => self.matchmaker.put(listing, self.now()),
            None => self.matchmaker.remove(id),
        }
        Ok(())
    }

    /// A listing if it is open, with everything that a score reads.
    pub(crate) async fn open_now(
        &self,
        id: ListingId,
    ) -> Result<Option<OpenListing>, ProjectionError> {
        match self.projections.listing(id).await? {
            Some(row) if row.status_at(self.now()) == ListingStatus::Open => {
                self.open_listing(&row).await
            }
            Some(_) | None => Ok(None),
        }
    }

    /// The open listings of a party.
    pub(crate) async fn open_of(&self, owner: PartyId) -> Result<Vec<ListingId>, ProjectionError> {
        let filter = Filter {
            owner: Some(owner),
            open_at: Some(self.now()),
            ..Filter::default()
        };
        let rows = self
            .projections
            .listings(&filter, Page::first(LISTINGS_PER_READ));
        Ok(rows.await?.into_iter().map(|row| row.listing).collect())
    }

    async fn open_listing(&self, row: &Listing) -> Result<Option<OpenListing>, ProjectionError> {
        open_listing(&self.projections, &self.content, row, self.now()).await
    }
}

/// Every listing that is open at a moment and whose words are at hand.
pub async fn open_listings(
    views: &Projections,
    content: &ContentStore,
    now: Timestamp,
) -> Result<Vec<OpenListing>, ProjectionError> {
    let filter = Filter {
        open_at: Some(now),
        ..Filter::default()
    };
    let mut open = Vec::new();
    let mut page = Page::first(LISTINGS_PER_READ);
    loop {
        let rows = views.listings(&filter, page).await?;
        for row in &rows {
            open.extend(open_listing(views, content, row, now).await?);
        }
        match rows.last() {
            Some(last) if rows.len() >= LISTINGS_PER_READ as usize => {
                page = Page::after(last.sequence, LISTINGS_PER_READ);
            }
            _ => return Ok(open),
        }
    }
}

/// The listing with its words and what counts of its owner; `None` without words. Of whoever needs
/// something, nothing counts but the words.
async fn open_listing(
    views: &Projections,
    content: &ContentStore,
    row: &Listing,
    now: Timestamp,
) -> Result<Option<OpenListing>, ProjectionError> {
    let Ok(Some(text)) = content.get::<ListingText>(&row.content.hash) else {
        return Ok(None);
    };
    let (completed, licences, services) = match row.kind {
        ListingKind::Need => (0, Vec::new(), Vec::new()),
        ListingKind::Offer => (
            views.completed_services(row.owner).await?,
            views.licences_of(row.owner).await?,
            views
                .services_since(row.owner, now.minus_ms(WEEK_MS))
                .await?,
        ),
    };
    let languages = text.languages.iter();
    let languages = languages.filter_map(|code| language(code)).collect();
    Ok(Some(OpenListing {
        id: row.listing,
        owner: row.owner,
        kind: row.kind,
        category: row.category,
        area: row.area,
        windows: row.windows.clone(),
        capacity: row.capacity,
        running: row.running,
        title: text.title,
        description: text.description,
        published_at: row.published_at,
        expires_at: row.expires_at,
        languages,
        per_week: text.per_week,
        over_sixty: text.over_sixty,
        completed: u32::try_from(completed).unwrap_or(u32::MAX),
        licences,
        services,
    }))
}

/// Nearest first, then the earliest time, without looking at a score.
fn order_plainly(matches: &mut [Match], listing: &Listing, now: Timestamp) {
    let distance = |other: &Listing| {
        let mut area = Some(listing.area);
        let mut steps = 0_u8;
        while let Some(code) = area {
            if other.area.is_within(code) {
                return steps;
            }
            area = code.parent();
            steps += 1;
        }
        u8::MAX
    };
    matches.sort_by_key(|found| {
        let next = found
            .listing
            .windows
            .iter()
            .map(|window| window.start.max(now))
            .min();
        (
            distance(&found.listing),
            next.unwrap_or(now),
            found.listing.listing,
        )
    });
    for found in matches {
        found.reasons.clear();
    }
}
