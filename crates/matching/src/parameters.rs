//! The published numbers: everything a score or a round weighs, with one version.

/// Published weights and limits; whoever has these and the listings can run a round again.
///
/// Points are added up; `relevance_min` compares only the points of category and words, so that a
/// near neighbour with an unrelated offer is not a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameters {
    /// Number of this set; any change of a number below needs a new one.
    pub version: u32,
    /// Points when need and offer have one category.
    pub same_category: u32,
    /// Points when one category is wider or narrower than the other, or its sister.
    pub related_category: u32,
    /// Points when all words are shared; a part of them in proportion, rare words weighing more.
    pub words_max: u32,
    /// How many times rarer, in powers of two, a word can weigh more.
    pub rarity_max: u32,
    /// Fewest points of category and words together that make a candidate.
    pub relevance_min: u32,
    /// Points for one community.
    pub same_community: u32,
    /// Points for one subdistrict.
    pub same_subdistrict: u32,
    /// Points for one district.
    pub same_district: u32,
    /// Points when a named time suits both.
    pub free_at_the_time: u32,
    /// Points when neither names a time.
    pub any_time: u32,
    /// Points when a checked licence covers the need.
    pub licence_verified: u32,
    /// Points when a language asked for is spoken.
    pub language_spoken: u32,
    /// Points for each completed help.
    pub completed_help: u32,
    /// Completed helps that count at most, so that newcomers are not crowded out.
    pub completed_helps_max: u32,
    /// Listings looked at from one posting list at most.
    pub posting_max: u32,
    /// Listings assessed in one search at most.
    pub assessed_max: u32,
    /// First step of the auction's prices, in points.
    pub price_step: u32,
    /// Gap, in millionths, at which a round is good enough.
    pub gap_ppm_target: u32,
    /// Rounds with no more places than this are solved until the gap is nothing.
    pub exact_places_max: u32,
    /// Bids after which an auction stops, so that the work is bounded without a clock.
    pub bids_max: u64,
    /// How long after a round the next one follows, in milliseconds.
    pub round_every_ms: u64,
    /// Offers that each need brings into a round at most.
    pub candidates_per_need: u32,
    /// Needs that one helper is suggested for in one round at most; a helper may ask for fewer.
    pub asks_per_helper_max: u16,
    /// A need whose last moment is no further away is urgent, in milliseconds.
    pub urgent_within_ms: u64,
    /// Points in a round of an urgent need.
    pub urgent: u32,
    /// Points in a round for each full hour that a need waits.
    pub waited_hour: u32,
    /// Hours of waiting that count at most.
    pub waited_hours_max: u16,
    /// Points in a round of a need whose owner is over sixty and agreed that this is known.
    pub over_sixty: u32,
    /// How long a need waits before the search for it widens, in milliseconds.
    pub widen_after_ms: u64,
    /// Fewest points of category and words together that make a candidate of a widened search.
    pub widened_relevance_min: u32,
    /// How long a need waits before it is handed to a social worker, in milliseconds.
    pub refer_after_ms: u64,
}

const HOUR_MS: u64 = 3_600_000;

impl Default for Parameters {
    fn default() -> Self {
        Self {
            version: 2,
            same_category: 400,
            related_category: 150,
            words_max: 400,
            rarity_max: 6,
            relevance_min: 100,
            same_community: 120,
            same_subdistrict: 60,
            same_district: 20,
            free_at_the_time: 40,
            any_time: 30,
            licence_verified: 50,
            language_spoken: 40,
            completed_help: 2,
            completed_helps_max: 10,
            posting_max: 256,
            assessed_max: 1_024,
            price_step: 8,
            gap_ppm_target: 10_000,
            exact_places_max: 500,
            bids_max: 100_000_000,
            round_every_ms: HOUR_MS / 4,
            candidates_per_need: 20,
            asks_per_helper_max: 3,
            urgent_within_ms: 24 * HOUR_MS,
            urgent: 150,
            waited_hour: 2,
            waited_hours_max: 240,
            over_sixty: 60,
            widen_after_ms: 24 * HOUR_MS,
            widened_relevance_min: 50,
            refer_after_ms: 48 * HOUR_MS,
        }
    }
}

impl Parameters {
    /// Lists every number with its name in the order of the declaration: for the digest, and to be
    /// published.
    #[must_use]
    pub fn named(&self) -> [(&'static str, u64); 32] {
        [
            ("version", u64::from(self.version)),
            ("same_category", u64::from(self.same_category)),
            ("related_category", u64::from(self.related_category)),
            ("words_max", u64::from(self.words_max)),
            ("rarity_max", u64::from(self.rarity_max)),
            ("relevance_min", u64::from(self.relevance_min)),
            ("same_community", u64::from(self.same_community)),
            ("same_subdistrict", u64::from(self.same_subdistrict)),
            ("same_district", u64::from(self.same_district)),
            ("free_at_the_time", u64::from(self.free_at_the_time)),
            ("any_time", u64::from(self.any_time)),
            ("licence_verified", u64::from(self.licence_verified)),
            ("language_spoken", u64::from(self.language_spoken)),
            ("completed_help", u64::from(self.completed_help)),
            ("completed_helps_max", u64::from(self.completed_helps_max)),
            ("posting_max", u64::from(self.posting_max)),
            ("assessed_max", u64::from(self.assessed_max)),
            ("price_step", u64::from(self.price_step)),
            ("gap_ppm_target", u64::from(self.gap_ppm_target)),
            ("exact_places_max", u64::from(self.exact_places_max)),
            ("bids_max", self.bids_max),
            ("round_every_ms", self.round_every_ms),
            ("candidates_per_need", u64::from(self.candidates_per_need)),
            ("asks_per_helper_max", u64::from(self.asks_per_helper_max)),
            ("urgent_within_ms", self.urgent_within_ms),
            ("urgent", u64::from(self.urgent)),
            ("waited_hour", u64::from(self.waited_hour)),
            ("waited_hours_max", u64::from(self.waited_hours_max)),
            ("over_sixty", u64::from(self.over_sixty)),
            ("widen_after_ms", self.widen_after_ms),
            (
                "widened_relevance_min",
                u64::from(self.widened_relevance_min),
            ),
            ("refer_after_ms", self.refer_after_ms),
        ]
    }
}
