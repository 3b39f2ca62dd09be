//! Needs that waited so long that the published rule hands them to the workers of their area.

use ledger::{
    AreaCode, PartyId, Timestamp,
    operation::{
        identity::{Role, Scope},
        listing::ListingKind,
    },
    state::keys,
};
use projections::{
    Error as ProjectionError, Page,
    listings::{Filter, Listing},
};

use super::Desk;

/// How many needs are shown to one worker.
const HANDED_MAX: u32 = 200;

/// Whoever looks after needs that nobody meets.
const WORKERS: [Role; 3] = [Role::SocialWorker, Role::CommunityWorker, Role::Leader];

impl Desk {
    /// The open needs in the areas of a worker that waited for longer than the published time and
    /// that nobody has agreed to, who waits longest first.
    pub async fn handed_to(&self, worker: PartyId) -> Result<Vec<Listing>, ProjectionError> {
        let mut handed: Vec<Listing> = Vec::new();
        for area in self.areas_of_work(worker) {
            let filter = Filter {
                kind: Some(ListingKind::Need),
                area: Some(area),
                open_at: Some(self.now()),
                published_until: Some(self.handed_before()),
                ..Filter::default()
            };
            let needs = self.projections.listings(&filter, Page::first(HANDED_MAX));
            handed.extend(needs.await?.into_iter().filter(|need| need.running == 0));
        }
        handed.sort_by_key(|need| need.sequence);
        handed.dedup_by_key(|need| need.sequence);
        Ok(handed)
    }

    /// Whether the published rule has handed a need to the workers of its area.
    pub fn is_handed(&self, need: &Listing) -> bool {
        need.kind == ListingKind::Need
            && need.running == 0
            && need.published_at <= self.handed_before()
    }

    fn handed_before(&self) -> Timestamp {
        let after = self.matchmaker.parameters().refer_after_ms;
        self.now().minus_ms(after)
    }

    /// Where somebody looks after needs: the areas of their roles, or of the organisations that
    /// they hold them for.
    fn areas_of_work(&self, worker: PartyId) -> Vec<AreaCode> {
        let state = self.gateway.head().state;
        let now = self.now();
        let roles = state.get(&keys::roles_of(worker)).unwrap_or_default();
        let held = roles.into_iter().filter(|(role, scope)| {
            let grant = state.get(&keys::role(worker, *role, *scope));
            WORKERS.contains(role)
                && grant.is_some_and(|grant| grant.until.is_none_or(|until| now <= until))
        });
        held.filter_map(|(_, scope)| match scope {
            Scope::Area(area) => Some(area),
            Scope::Organisation(party) => state.get(&keys::party(party)).map(|party| party.area),
            Scope::Hut(_) | Scope::Activity(_) => None,
        })
        .collect()
    }
}
