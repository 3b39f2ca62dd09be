//! What a search answers: a pair, its score, and the reasons in data for words.

use crate::{ListingId, Window};

/// Why two listings were put together; each carries what a sentence needs and nothing sensitive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Both have one category.
    SameCategory,
    /// One category is wider or narrower than the other, or its sister.
    RelatedCategory,
    /// Both texts use these words, the rarest first, three at most.
    SameWords(Vec<String>),
    /// Both lie in one community.
    SameCommunity,
    /// Both lie in one subdistrict.
    SameSubdistrict,
    /// Both lie in one district.
    SameDistrict,
    /// This span suits both.
    FreeAtTheTime(Window),
    /// Neither names a time.
    AnyTime,
    /// A checked licence covers what is needed.
    LicenceVerified,
    /// The provider speaks a language that was asked for.
    SpeaksLanguage(crate::Language),
    /// The provider has completed this many helps.
    HelpedNeighbours(u32),
    /// The need waited so long that other times and looser words count as well.
    SearchWidened,
    /// The rule "urgent first" put the need forward.
    UrgentFirst,
    /// The rule "who waits longest" put the need forward by this many hours.
    LongestWaitFirst(u16),
    /// The rule "elders first" put the need forward.
    EldersFirst,
}

/// One possible pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The offer.
    pub offer: ListingId,
    /// The need.
    pub need: ListingId,
    /// Points under the published parameters.
    pub score: u32,
    /// Why, in a fixed order: what, words, where, when, who.
    pub reasons: Vec<Reason>,
}
