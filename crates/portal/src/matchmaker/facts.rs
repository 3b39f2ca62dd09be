//! An open listing with everything that a score or a rule reads, and what of it counts at a moment.

use ledger::{
    AreaCode, CategoryCode, ListingId, PartyId, Timestamp, Window, operation::listing::ListingKind,
    time::DAY_MS,
};
use matching::{Claim, Language, Parameters, Priority};
use projections::licences::Licence;

/// How far back services count towards what somebody wants to do in a week.
pub const WEEK_MS: u64 = 7 * DAY_MS;

/// An open listing with everything that a score reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenListing {
    pub id: ListingId,
    pub owner: PartyId,
    pub kind: ListingKind,
    pub category: CategoryCode,
    pub area: AreaCode,
    pub windows: Vec<Window>,
    pub capacity: u16,
    pub running: u16,
    pub title: String,
    pub description: String,
    pub published_at: Timestamp,
    pub expires_at: Timestamp,
    /// Languages that its words name.
    pub languages: Vec<Language>,
    /// How many services a week its owner wants at most.
    pub per_week: Option<u16>,
    /// That the owner is over sixty and agreed that the rule "elders first" knows it.
    pub over_sixty: bool,
    /// Completed services of the owner.
    pub completed: u32,
    /// Licences of the owner that an office saw.
    pub licences: Vec<Licence>,
    /// When the owner's agreed and rendered services begin, from a week ago on.
    pub services: Vec<Timestamp>,
}

/// What of a listing counts at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Present {
    /// Times that are not over.
    pub(super) windows: Vec<matching::Window>,
    /// Places that are open.
    pub(super) places: u16,
    /// Licences that hold.
    pub(super) licences: Vec<matching::Category>,
    /// Whether it waited so long that the search widens.
    pub(super) widened: bool,
}

impl OpenListing {
    /// What counts now; nothing when the listing is over, full, or all its times are.
    pub(super) fn present(&self, now: Timestamp, parameters: &Parameters) -> Option<Present> {
        let windows = self.windows.iter().filter(|window| window.end > now);
        let windows: Vec<_> = windows
            .map(|window| matching::Window {
                start: window.start.0,
                end: window.end.0,
            })
            .collect();
        let is_over = self.expires_at <= now || windows.is_empty() != self.windows.is_empty();
        let open = self.capacity.saturating_sub(self.running);
        let places = open.min(self.week_left(now));
        let licences = self.licences.iter().filter(|one| one.until >= now);
        let waited = now.0.saturating_sub(self.published_at.0);
        (!is_over && places > 0).then(|| Present {
            windows,
            places,
            licences: licences
                .map(|one| matching::Category(one.category.0))
                .collect(),
            widened: self.kind == ListingKind::Need && waited >= parameters.widen_after_ms,
        })
    }

    /// How many more services the owner wants this week; any number where nothing was said.
    pub(super) fn week_left(&self, now: Timestamp) -> u16 {
        let since = now.minus_ms(WEEK_MS);
        let services = self.services.iter().filter(|start| **start >= since);
        let services = u16::try_from(services.count()).unwrap_or(u16::MAX);
        self.per_week
            .map_or(u16::MAX, |wanted| wanted.saturating_sub(services))
    }

    /// Which published rules put a need forward now.
    pub fn priority(&self, now: Timestamp, parameters: &Parameters) -> Priority {
        let last_window = self.windows.iter().map(|window| window.end).max();
        let last_moment = last_window.unwrap_or(self.expires_at).min(self.expires_at);
        let claim = Claim {
            published_at: self.published_at.0,
            last_moment: last_moment.0,
            over_sixty: self.over_sixty,
        };
        Priority::of(&claim, now.0, parameters)
    }
}

/// Reads a language code of three small letters.
pub fn language(code: &str) -> Option<Language> {
    let letters = <[u8; 3]>::try_from(code.as_bytes()).ok()?;
    letters
        .iter()
        .all(u8::is_ascii_lowercase)
        .then_some(Language(letters))
}
