//! Publishing a need or an offer: words to the content store, codes to the ledger.

use ledger::{
    Action, AreaCode, CategoryCode, Hash, ListingId, PartyId, Timestamp, Window,
    operation::{
        ListingAction,
        listing::{ListingKind, Place, PublishListing},
    },
};

use vault::{Access, BirthDate, Field, Purpose, Reader, VaultError};

use super::{ActError, Desk, person};
use crate::{
    content::{ContentError, ListingText},
    gateway::Final,
};

/// From how many years of age the rule "elders first" counts.
const ELDER_YEARS: u16 = 60;

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

    /// Whether somebody is over sixty, for the rule "elders first" that they ask for themselves: a
    /// yes or no leaves this function, and never the day. What the office does not know is no.
    pub async fn is_over_sixty(&self, owner: PartyId, wall_ms: u64) -> Result<bool, VaultError> {
        let access = Access {
            reader: Reader::Own,
            purpose: Purpose::OwnData,
            at_ms: wall_ms,
        };
        let fields = [Field::BirthDate];
        let data = self.vault.read(person(owner), &fields, access).await?;
        let born = data.field(Field::BirthDate).and_then(BirthDate::parse);
        Ok(born.is_some_and(|born| born.age_at(wall_ms) >= ELDER_YEARS))
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
