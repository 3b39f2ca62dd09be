//! What the last round suggested, for pages: pairs with the rules that put them forward, circles.

use std::collections::BTreeMap;

use ledger::{Hash, ListingId, PartyId};
use matching::{Reason, Round, RoundInput, circles};

/// One help that a round suggests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub need: ListingId,
    pub offer: ListingId,
    /// Who is served.
    pub served: PartyId,
    /// Who serves.
    pub serving: PartyId,
    /// The published rules that put the need forward.
    pub rules: Vec<Reason>,
}

/// Two or three helps that go round: whoever is served by one serves in the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpCircle {
    pub helps: Vec<Suggestion>,
}

/// The result of a round in the ledger's ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundResult {
    /// The hash of what the round read, as the ledger names it.
    pub inputs: Hash,
    pub suggestions: Vec<Suggestion>,
    pub circles: Vec<HelpCircle>,
}

impl RoundResult {
    /// Puts what a round found into the ledger's words, and looks for circles in what it read.
    pub fn new(inputs: Hash, input: &RoundInput, round: Round) -> Self {
        let needs: BTreeMap<_, _> = input.needs.iter().map(|need| (need.id, need)).collect();
        let offers: BTreeMap<_, _> = input.offers.iter().map(|offer| (offer.id, offer)).collect();
        let suggestion = |pair: &matching::ScoredPair| {
            let need = needs.get(&pair.need)?;
            Some(Suggestion {
                need: ListingId(pair.need.0),
                offer: ListingId(pair.offer.0),
                served: PartyId(need.party.0),
                serving: PartyId(offers.get(&pair.offer)?.party.0),
                rules: need.priority.reasons(),
            })
        };
        let circles = circles(&input.needs, &input.offers, &input.pairs);
        Self {
            inputs,
            suggestions: round.pairs.iter().filter_map(suggestion).collect(),
            circles: circles
                .iter()
                .map(|circle| HelpCircle {
                    helps: circle.pairs.iter().filter_map(suggestion).collect(),
                })
                .collect(),
        }
    }

    /// The circles in which somebody takes part, the best first.
    pub fn circles_of(&self, party: PartyId) -> impl Iterator<Item = &HelpCircle> {
        let in_it =
            move |circle: &&HelpCircle| circle.helps.iter().any(|help| help.serving == party);
        self.circles.iter().filter(in_it)
    }

    /// The helps that were suggested to somebody, on either side.
    pub fn suggestions_of(&self, party: PartyId) -> impl Iterator<Item = &Suggestion> {
        let is_in = move |help: &&Suggestion| help.served == party || help.serving == party;
        self.suggestions.iter().filter(is_in)
    }
}
