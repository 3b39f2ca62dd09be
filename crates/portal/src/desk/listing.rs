//! Publishing a need or an offer: words to the content store, codes to the ledger.

use ledger::{
    Action, AreaCode, CategoryCode, Hash, ListingId, PartyId, Timestamp, Window,
    operation::{
        ListingAction,
        listing::{ListingKind, Place, PublishListing},
    },
};

use super::{ActError, Desk};
use crate::{
    content::{ContentError, ListingText},
    gateway::Final,
};

/// A need or an offer as a form gives it, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingDraft {
    pub kind: ListingKind,
    pub category: CategoryCode,
    pub area: AreaCode,
    pub place: Place,
    pub windows: Vec<Window>,
    pub minutes: u16,
    pub capacity: u16,
    pub expires_at: Timestamp,
    pub text: ListingText,
}

impl Desk {
    /// Publishes in somebody's name; returns the new listing's id.
    pub async fn publish(
        &self,
        owner: PartyId,
        draft: ListingDraft,
    ) -> Result<(ListingId, Final), ActError> {
        let action = Action::Listing(ListingAction::PublishListing(self.store_listing(draft)?));
        let done = self.act(owner, action).await?;
        Ok((ListingId::derive(done.operation, 0), done))
    }

    /// Publishes many at once, all or none, for an organisation.
    pub async fn publish_all(
        &self,
        owner: PartyId,
        drafts: Vec<ListingDraft>,
    ) -> Result<Final, ActError> {
        let actions = drafts
            .into_iter()
            .map(|draft| self.store_listing(draft).map(Action::from))
            .collect::<Result<_, _>>()?;
        self.act_all(owner, actions).await
    }

    /// The words of a listing; `None` when they are not here or were taken down.
    pub fn listing_text(&self, hash: &Hash) -> Option<ListingText> {
        self.words(hash)
    }

    fn store_listing(&self, draft: ListingDraft) -> Result<PublishListing, ContentError> {
        let content = self.content.put(&draft.text)?;
        Ok(PublishListing {
            kind: draft.kind,
            category: draft.category,
            area: draft.area,
            place: draft.place,
            windows: draft.windows,
            minutes: draft.minutes,
            capacity: draft.capacity,
            content,
            expires_at: draft.expires_at,
        })
    }
}
