//! Rating a service: sealed on the ledger, the opening with the vault until both have spoken.

use ledger::{
    Action, ExchangeId, PartyId, Rejection, Salt,
    operation::rating::{CommitRating, EndRating, OpenRating, RatingWords, rating_commitment},
};
use serde::{Deserialize, Serialize};

use super::{ActError, Desk, person};
use crate::content::{ContentError, ContentStore, RatingText};

/// What opens a sealed rating.
#[derive(Serialize, Deserialize)]
struct Opening {
    stars: u8,
    words: String,
    salt: [u8; 32],
}

impl Opening {
    /// What the ledger will be told; the words themselves go to the content store then.
    fn rating(&self) -> Result<RatingWords, ActError> {
        let text = self.text();
        let words = text.as_ref().map(ContentStore::reference).transpose()?;
        Ok(RatingWords {
            stars: self.stars,
            words,
        })
    }

    fn text(&self) -> Option<RatingText> {
        let words = Some(self.words.clone()).filter(|words| !words.is_empty());
        words.map(|words| RatingText { words })
    }
}

impl Desk {
    /// Leaves a sealed rating; the opening is kept first, so that no seal is without its key.
    pub async fn rate(
        &self,
        by: PartyId,
        exchange: ExchangeId,
        (stars, words): (u8, String),
    ) -> Result<(), ActError> {
        let mut salt = [0; 32];
        getrandom::fill(&mut salt)?;
        let opening = Opening { stars, words, salt };
        let commitment = rating_commitment(exchange, by, &opening.rating()?, Salt(salt));
        let bytes = serde_json::to_vec(&opening).map_err(ContentError::from)?;
        let now_ms = self.now().0;
        let earlier = self.vault.rating_opening(person(by), exchange.0).await?;
        let kept = self
            .vault
            .keep_rating_opening(person(by), exchange.0, &bytes, now_ms);
        kept.await?;
        let commit = CommitRating {
            exchange,
            commitment,
        };
        let done = self.act(by, Action::from(commit)).await;
        if let (Err(ActError::Rejected(_)), Some(earlier)) = (&done, earlier) {
            // The seal on the ledger is the earlier one: so must be its key.
            let again = self
                .vault
                .keep_rating_opening(person(by), exchange.0, &earlier, now_ms);
            again.await?;
        }
        done.map(|_| ())
    }

    /// Opens a rating that is due, if its key is kept here. Whether it happened.
    pub async fn open_rating(&self, due: EndRating) -> Result<bool, ActError> {
        let (exchange, by) = (due.exchange, due.by);
        let kept = self.vault.rating_opening(person(by), exchange.0).await?;
        let Some(opening) = kept.and_then(|bytes| serde_json::from_slice::<Opening>(&bytes).ok())
        else {
            return Ok(false);
        };
        let open = OpenRating {
            exchange,
            by,
            rating: opening.rating()?,
            salt: Salt(opening.salt),
        };
        if let Some(text) = opening.text() {
            self.content.put(&text)?;
        }
        match self.act(self.office, Action::from(open)).await {
            Ok(_) => {
                let forget = self.vault.forget_rating_opening(person(by), exchange.0);
                forget.await?;
                Ok(true)
            }
            // Still sealed for its ten minutes, or taken back, or another was faster.
            Err(ActError::Rejected(
                Rejection::NotDue
                | Rejection::RatingUnknown
                | Rejection::RatingGiven
                | Rejection::RatingOverdue
                | Rejection::RatingDoesNotMatch,
            )) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
