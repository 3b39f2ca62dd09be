//! Needs and offers as the matcher sees them: opaque ids, codes, hours and public text.

use crate::{Area, Category, Window};

/// The opaque id of a published need or offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListingId(pub [u8; 16]);

/// The opaque id of whoever published a listing; used only to refuse self-service and count asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartyId(pub [u8; 16]);

/// A language as its three ISO 639-3 letters, such as `yue` or `cmn`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Language(pub [u8; 3]);

/// The public words of a listing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The heading; its words weigh double.
    pub title: String,
    /// Everything else that was written.
    pub description: String,
}

/// What is verified about a provider; facts, never an opinion or a protected attribute.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProviderFacts {
    /// Categories for which a licence was checked.
    pub licences: Vec<Category>,
    /// Completed services, confirmed by both sides.
    pub completed_helps: u32,
    /// Languages the provider serves in; empty when unknown.
    pub languages: Vec<Language>,
}

/// Somebody's published need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Which listing it is.
    pub id: ListingId,
    /// Who published it.
    pub party: PartyId,
    /// What kind of thing is needed.
    pub category: Category,
    /// Where it is needed.
    pub area: Area,
    /// When it is needed; empty means any time.
    pub windows: Vec<Window>,
    /// How many offers it could take at most.
    pub capacity: u16,
    /// How many places are already taken.
    pub taken: u16,
    /// Languages of which one must be spoken; empty when it does not matter.
    pub languages: Vec<Language>,
    /// It waited so long that its hours are no condition any more and looser words count.
    pub widened: bool,
    /// What was written.
    pub text: Text,
}

impl Need {
    /// Tells how many places are still open.
    #[must_use]
    pub const fn open(&self) -> u16 {
        self.capacity.saturating_sub(self.taken)
    }
}

/// Somebody's published offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Which listing it is.
    pub id: ListingId,
    /// Who published it.
    pub party: PartyId,
    /// What kind of thing is offered.
    pub category: Category,
    /// Where it is offered; a subdistrict or district means all of it.
    pub area: Area,
    /// When it is offered; empty means any time.
    pub windows: Vec<Window>,
    /// How many needs it could serve at most.
    pub capacity: u16,
    /// How many places are already taken.
    pub taken: u16,
    /// What is verified about the provider.
    pub provider: ProviderFacts,
    /// What was written.
    pub text: Text,
}

impl Offer {
    /// Tells how many places are still open.
    #[must_use]
    pub const fn open(&self) -> u16 {
        self.capacity.saturating_sub(self.taken)
    }
}
