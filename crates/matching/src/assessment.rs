//! One need against one offer: everything that a score reads, in one place.

use crate::area::AreaPath;
use crate::index::vocabulary::{Vocabulary, WordWeight};
use crate::taxonomy::Relation;
use crate::window::{Meeting, first_meeting};
use crate::{
    Area, Category, Closeness, Language, ListingId, Parameters, PartyId, Reason, Taxonomy, Window,
};

/// Words that a reason names at most.
const WORDS_NAMED_MAX: usize = 3;

/// A listing made ready for comparing; needs have no licences and no completed helps.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    pub(crate) id: ListingId,
    pub(crate) party: PartyId,
    pub(crate) category: Category,
    pub(crate) path: AreaPath,
    pub(crate) windows: Vec<Window>,
    pub(crate) open: u16,
    pub(crate) words: Vec<WordWeight>,
    /// Weight of words that no listing of the index has.
    pub(crate) unknown_weight: u32,
    pub(crate) languages: Vec<Language>,
    pub(crate) licences: Vec<Category>,
    pub(crate) completed_helps: u32,
    /// Of a need that waited long.
    pub(crate) widened: bool,
}

impl Prepared {
    /// Lists the places under which the listing is filed, the finest first.
    pub(crate) fn rings(&self) -> impl Iterator<Item = Option<Area>> {
        self.path.rings().map(Some).chain([None])
    }
}

/// What was found between one need and one offer.
#[derive(Debug, Clone)]
pub(crate) struct Assessment {
    relation: Relation,
    words: u32,
    closeness: Closeness,
    /// Nothing when only a widened search let the two meet.
    meeting: Option<Meeting>,
    licence_verified: bool,
    language: Option<Language>,
    completed_helps: u32,
}

/// What every assessment of one index shares.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Yardstick<'a> {
    pub(crate) taxonomy: &'a Taxonomy,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) parameters: &'a Parameters,
}

impl Yardstick<'_> {
    /// Compares a need with an offer; nothing when they cannot or should not meet.
    pub(crate) fn assess(&self, need: &Prepared, offer: &Prepared) -> Option<Assessment> {
        if need.party == offer.party || need.open == 0 || offer.open == 0 {
            return None;
        }
        let relation = self.taxonomy.relation(need.category, offer.category);
        let words = self.vocabulary.shared_points(need, offer, self.parameters);
        let relevance_min = if need.widened {
            self.parameters.widened_relevance_min
        } else {
            self.parameters.relevance_min
        };
        if self.relation_points(relation).saturating_add(words) < relevance_min {
            return None;
        }
        let licence_verified = self.taxonomy.is_covered(need.category, &offer.licences);
        if self.taxonomy.is_licence_needed(need.category) && !licence_verified {
            return None;
        }
        let meeting = first_meeting(&need.windows, &offer.windows);
        if meeting.is_none() && !need.widened {
            return None;
        }
        Some(Assessment {
            relation,
            words,
            closeness: need.path.closeness(&offer.path),
            meeting,
            licence_verified,
            language: common_language(need, offer)?,
            completed_helps: offer.completed_helps,
        })
    }

    /// Adds up the points of an assessment.
    pub(crate) fn score(&self, assessment: &Assessment) -> u32 {
        let parameters = self.parameters;
        let place = match assessment.closeness {
            Closeness::SameCommunity => parameters.same_community,
            Closeness::SameSubdistrict => parameters.same_subdistrict,
            Closeness::SameDistrict => parameters.same_district,
            Closeness::Elsewhere => 0,
        };
        let time = match assessment.meeting {
            Some(Meeting::AnyTime) => parameters.any_time,
            Some(Meeting::At(_)) => parameters.free_at_the_time,
            None => 0,
        };
        let points_if = |holds: bool, points: u32| if holds { points } else { 0 };
        let helps = assessment
            .completed_helps
            .min(parameters.completed_helps_max);
        [
            self.relation_points(assessment.relation),
            assessment.words,
            place,
            time,
            points_if(assessment.licence_verified, parameters.licence_verified),
            points_if(assessment.language.is_some(), parameters.language_spoken),
            helps.saturating_mul(parameters.completed_help),
        ]
        .into_iter()
        .fold(0, u32::saturating_add)
    }

    /// Names the reasons behind an assessment, in their fixed order.
    pub(crate) fn reasons(
        &self,
        assessment: &Assessment,
        need: &Prepared,
        offer: &Prepared,
    ) -> Vec<Reason> {
        let category = match assessment.relation {
            Relation::Same => Some(Reason::SameCategory),
            Relation::Related => Some(Reason::RelatedCategory),
            Relation::Unrelated => None,
        };
        let words = self.vocabulary.shared_words(need, offer, WORDS_NAMED_MAX);
        let place = match assessment.closeness {
            Closeness::SameCommunity => Some(Reason::SameCommunity),
            Closeness::SameSubdistrict => Some(Reason::SameSubdistrict),
            Closeness::SameDistrict => Some(Reason::SameDistrict),
            Closeness::Elsewhere => None,
        };
        let time = match assessment.meeting {
            Some(Meeting::AnyTime) => Reason::AnyTime,
            Some(Meeting::At(window)) => Reason::FreeAtTheTime(window),
            None => Reason::SearchWidened,
        };
        let helps = assessment.completed_helps;
        [
            category,
            (!words.is_empty()).then_some(Reason::SameWords(words)),
            place,
            Some(time),
            assessment
                .licence_verified
                .then_some(Reason::LicenceVerified),
            assessment.language.map(Reason::SpeaksLanguage),
            (helps > 0).then_some(Reason::HelpedNeighbours(helps)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    const fn relation_points(&self, relation: Relation) -> u32 {
        match relation {
            Relation::Same => self.parameters.same_category,
            Relation::Related => self.parameters.related_category,
            Relation::Unrelated => 0,
        }
    }
}

/// Finds a language that was asked for; the outer nothing means that the two cannot talk.
fn common_language(need: &Prepared, offer: &Prepared) -> Option<Option<Language>> {
    let spoken = need
        .languages
        .iter()
        .find(|asked| offer.languages.contains(asked))
        .copied();
    let is_open = need.languages.is_empty() || offer.languages.is_empty();
    (spoken.is_some() || is_open).then_some(spoken)
}
