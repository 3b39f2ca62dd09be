//! What the last round suggested to somebody, and the circles that somebody could join.

use std::sync::Arc;

use ledger::{PartyId, state::records::ExchangeStatus};
use matching::RoundInput;
use projections::{Error as ProjectionError, Page, exchanges::Exchange, listings::ListingStatus};

use super::Desk;
use crate::matchmaker::{HelpCircle, RoundResult, Suggestion};

/// The newest exchanges on a need that are looked through.
const EXCHANGES_MAX: u32 = 50;

impl Desk {
    /// The result of the newest round whose input is kept here; run again from it after a start.
    pub async fn last_round(&self) -> Result<Option<Arc<RoundResult>>, ProjectionError> {
        let Some(newest) = self.projections.match_rounds(Page::first(1)).await?.pop() else {
            return Ok(None);
        };
        let kept = self.matchmaker.result();
        if kept
            .as_ref()
            .is_some_and(|kept| kept.inputs == newest.inputs)
        {
            return Ok(kept);
        }
        let parameters = *self.matchmaker.parameters();
        let bytes = self.content.bytes(&newest.inputs).ok().flatten();
        let Some(bytes) = bytes.filter(|_| newest.parameters_version == parameters.version) else {
            // Another office ran it, and its input has not come here.
            return Ok(kept);
        };
        let again = tokio::task::spawn_blocking(move || {
            let input = RoundInput::from_bytes(&bytes).ok()?;
            let round = matching::assign(&input, &parameters).ok()?;
            Some(RoundResult::new(newest.inputs, &input, round))
        });
        if let Ok(Some(result)) = again.await {
            self.matchmaker.keep_result(Arc::new(result));
        }
        Ok(self.matchmaker.result())
    }

    /// The circles of two and three that somebody could join now, the best first.
    pub async fn circles_of(&self, party: PartyId) -> Result<Vec<HelpCircle>, ProjectionError> {
        let mut open = Vec::new();
        if let Some(round) = self.last_round().await? {
            for circle in round.circles_of(party) {
                if self.goes_round(circle).await? {
                    open.push(circle.clone());
                }
            }
        }
        Ok(open)
    }

    /// The helps that the last round suggested to somebody and that are still open.
    pub async fn suggestions_of(&self, party: PartyId) -> Result<Vec<Suggestion>, ProjectionError> {
        let mut open = Vec::new();
        if let Some(round) = self.last_round().await? {
            for help in round.suggestions_of(party) {
                if self.all_open(std::slice::from_ref(help)).await? {
                    open.push(help.clone());
                }
            }
        }
        Ok(open)
    }

    /// Whether every help of a circle can still come about, or has: one no ends it for all.
    async fn goes_round(&self, circle: &HelpCircle) -> Result<bool, ProjectionError> {
        for help in &circle.helps {
            let goes_on = match self.exchange_of(help).await? {
                Some(exchange) => !was_refused(exchange.status),
                None => self.all_open(std::slice::from_ref(help)).await?,
            };
            if !goes_on {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What the two sides of a suggested help have made of it, if one of them asked.
    pub async fn exchange_of(
        &self,
        help: &Suggestion,
    ) -> Result<Option<Exchange>, ProjectionError> {
        let part = Page::first(EXCHANGES_MAX);
        let found = self.projections.exchanges_on(help.need, part).await?;
        Ok(found.into_iter().find(|exchange| {
            let sides = [Some(exchange.listing), exchange.own_listing];
            sides.contains(&Some(help.need)) && sides.contains(&Some(help.offer))
        }))
    }

    async fn all_open(&self, helps: &[Suggestion]) -> Result<bool, ProjectionError> {
        let now = self.now();
        for id in helps.iter().flat_map(|help| [help.need, help.offer]) {
            let listing = self.projections.listing(id).await?;
            if listing.is_none_or(|listing| listing.status_at(now) != ListingStatus::Open) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Ended before anybody served: somebody said no, took it back, or did not come.
const fn was_refused(status: ExchangeStatus) -> bool {
    matches!(
        status,
        ExchangeStatus::Declined
            | ExchangeStatus::Withdrawn
            | ExchangeStatus::Cancelled
            | ExchangeStatus::NoShow
    )
}
