//! Needs and offers in, assignments and reasons out.
//!
//! The crate is pure: the same listings and the same [`Parameters`] give the same candidates, the
//! same round and the same digest on every machine, whatever order the listings came in.
//! It deliberately does not know the ledger, the clock, chance, files, people or the web: the
//! portal maps ledger records onto [`Need`] and [`Offer`] and turns each [`Reason`] into words.
//!
//! What always holds:
//! * Nobody is matched with themselves, and nothing whose hours, language or licence cannot fit.
//! * A score reads category, words, place, hours, licences, languages and completed help; there is
//!   no field for age, sex, party, health or faith, so none of them can count. The one exception is
//!   the published rule "elders first" in `priority.rs`: a yes that the person agreed to.
//! * Results are integers in one total order: the higher score first, then the lower listing id.
//! * A [`Round`] carries an upper bound that its own prices prove, so nobody must trust the search.
//!
//! Start with [`Index`], then [`assign`]; `assessment.rs` is the whole of what a score reads.

#![deny(missing_docs)]
#![deny(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm
)]

mod area;
mod assessment;
mod auction;
pub mod bench;
mod bundle;
mod candidate;
mod circles;
mod digest;
mod index;
mod listing;
pub mod pairs;
mod parameters;
mod plain;
mod priority;
mod round;
mod synonyms;
mod taxonomy;
mod typical;
mod window;
mod words;

pub use area::{Area, AreaError, AreaLevel, AreaTree, Closeness, Place};
pub use bundle::BundleError;
pub use candidate::{Candidate, Reason};
pub use circles::{Circle, circles};
pub use digest::{digest, digest_input};
pub use index::{Index, IndexError};
pub use listing::{Language, ListingId, Need, Offer, PartyId, ProviderFacts, Text};
pub use parameters::Parameters;
pub use plain::{PlainListing, PlainPlace, order_plainly};
pub use priority::{Claim, Priority};
pub use round::{OpenNeed, OpenOffer, Round, RoundError, RoundInput, ScoredPair, assign};
pub use synonyms::Synonyms;
pub use taxonomy::{Category, CategoryEntry, Taxonomy, TaxonomyError};
pub use typical::typical_words;
pub use window::Window;
pub use words::Words;
