//! What if: past services under another rule pack, and who would have what.
//!
//! The trial runs the bank's own rules on a copy of the books. A service that started before the
//! chosen day, or that somebody else's community gave, stays as it was posted; so does every gift,
//! donation and redemption, even where somebody would not have had the points for it: then the
//! balance shown is below zero. What a dispute has made good stays as it was decided.

mod past;

pub use past::{PastMovement, PastService, PastServices};

use crate::{
    apply::Context,
    area::AreaCode,
    event::Leg,
    hash::Hash,
    ids::PartyId,
    points::Points,
    rejection::Rejection,
    rule_pack::RulePack,
    rules::bank::{self, Served, earnings},
    state::{
        State,
        accounts::{Account, AccountId},
        bank::Adoption,
        keys,
        store::Draft,
    },
    time::Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};

/// Which pack, from when on, and where.
#[derive(Clone, Copy, Debug)]
pub struct PackTrial<'a> {
    /// The pack to try.
    pub pack: &'a RulePack,
    /// Services that start here or later are tried.
    pub since: Timestamp,
    /// Only what this community's people gave; everybody's without it.
    pub community: Option<AreaCode>,
}

/// What an account has, and would have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Settled and pending points now.
    pub before: Points,
    /// The same under the tried pack.
    pub after: Points,
}

/// One provider's services that were tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tried {
    /// How many.
    pub services: u64,
    /// Minutes that were stated.
    pub minutes: u64,
    /// Minutes that counted.
    pub counted_before: u64,
    /// Minutes that would have counted.
    pub counted_after: u64,
    /// Minutes that make no whole step of the tried pack.
    pub beyond_steps: u64,
    /// Minutes beyond the day and pair caps of the tried pack.
    pub beyond_caps: u64,
    /// Points that would have reached the provider's own account.
    pub earned_after: Points,
    /// Points that would have gone to the pool or to honour instead.
    pub overflow_after: Points,
}

/// Who would have what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrialReport {
    /// Every account that points ever reached or left, before and after.
    pub accounts: BTreeMap<AccountId, Balance>,
    /// Every provider with a service that was tried.
    pub providers: BTreeMap<PartyId, Tried>,
}

impl PackTrial<'_> {
    /// Goes through the past in its order.
    #[must_use]
    pub fn run(&self, state: &State, past: &[PastMovement]) -> TrialReport {
        let mut report = TrialReport::default();
        let mut draft = Draft::new(state);
        let mut context = Context::alone(&mut draft, Timestamp::default());
        let areas = areas_of(&context, past);
        self.adopt(&mut context, &areas);
        self.open_books(&mut context, past, &mut report);
        for movement in past {
            context.time = movement.at;
            let legs = match self.concerns(movement, &areas) {
                true => self.try_again(&mut context, movement, &areas, &mut report.providers),
                false => stay(&mut context, movement),
            };
            for leg in legs {
                add(&mut context, leg);
                report.accounts.entry(leg.account).or_default();
            }
        }
        for (account, balance) in &mut report.accounts {
            balance.before = total(&state.get(&keys::account(*account)).unwrap_or_default());
            balance.after = total(&bank::load(&context, *account));
        }
        report
    }

    /// The pack is adopted as a community would adopt it, from the chosen moment on.
    fn adopt(&self, context: &mut Context<'_, '_>, areas: &BTreeMap<PartyId, AreaCode>) {
        let hash = Hash::of(&[&crate::encode(self.pack)]);
        context.put(&keys::adopted_pack(&hash), self.pack);
        let everywhere: BTreeSet<AreaCode> = areas.values().copied().collect();
        let tried = everywhere.into_iter().filter(|area| self.is_tried(*area));
        for area in tried {
            let mut adoptions: Vec<Adoption> =
                context.get(&keys::adoptions(area)).unwrap_or_default();
            adoptions.retain(|adoption| adoption.effective_at < self.since);
            adoptions.push(Adoption {
                effective_at: self.since,
                pack: hash,
            });
            context.put(&keys::adoptions(area), &adoptions);
        }
    }

    fn is_tried(&self, area: AreaCode) -> bool {
        self.community.is_none_or(|community| community == area)
    }

    fn concerns(&self, movement: &PastMovement, areas: &BTreeMap<PartyId, AreaCode>) -> bool {
        movement
            .services
            .iter()
            .any(|service| self.tries(service, areas))
    }

    fn tries(&self, service: &PastService, areas: &BTreeMap<PartyId, AreaCode>) -> bool {
        let area = areas.get(&service.provider);
        service.start >= self.since && area.is_some_and(|area| self.is_tried(*area))
    }

    /// The books as they were before the first movement, and no minute counted yet.
    fn open_books(
        &self,
        context: &mut Context<'_, '_>,
        past: &[PastMovement],
        report: &mut TrialReport,
    ) {
        for service in past.iter().flat_map(|movement| &movement.services) {
            let Served {
                provider,
                receiver,
                start,
                ..
            } = service.served();
            context.remove(&keys::served_minutes(provider));
            context.remove(&keys::day_minutes(provider, start.china_day()));
            if let Some(receiver) = receiver {
                context.remove(&keys::pair_minutes(provider, receiver, start.china_month()));
            }
        }
        let mut moved: BTreeMap<AccountId, Points> = BTreeMap::new();
        for leg in past.iter().flat_map(|movement| &movement.legs) {
            let sum = moved.entry(leg.account).or_default();
            *sum = Points(sum.0.saturating_add(leg.amount.0));
        }
        for (account, sum) in moved {
            let now = total(&bank::load(context, account));
            let books = Account {
                settled: Points(now.0.saturating_sub(sum.0)),
                ..Account::default()
            };
            context.put(&keys::account(account), &books);
            report.accounts.entry(account).or_default();
        }
    }

    /// The legs that a movement would have had.
    fn try_again(
        &self,
        context: &mut Context<'_, '_>,
        movement: &PastMovement,
        areas: &BTreeMap<PartyId, AreaCode>,
        providers: &mut BTreeMap<PartyId, Tried>,
    ) -> Vec<Leg> {
        let mut legs = Vec::new();
        for service in &movement.services {
            let Ok((mut earned, result)) = earn(context, service) else {
                // Nothing of today's rules reads it, for example an unknown category: it stays.
                return stay(context, movement);
            };
            if self.tries(service, areas) {
                let sums = providers.entry(service.provider).or_default();
                sums.count(service, &result, &earned);
            }
            legs.append(&mut earned);
        }
        legs
    }
}

/// What one service would have counted.
struct Counted {
    whole: u32,
    counted: u32,
}

impl Tried {
    fn count(&mut self, service: &PastService, result: &Counted, legs: &[Leg]) {
        let beyond = |more: u32, less: u32| u64::from(more.saturating_sub(less));
        for (sum, more) in [
            (&mut self.services, 1),
            (&mut self.minutes, u64::from(service.minutes)),
            (&mut self.counted_before, u64::from(service.counted)),
            (&mut self.counted_after, u64::from(result.counted)),
            (
                &mut self.beyond_steps,
                beyond(service.minutes, result.whole),
            ),
            (&mut self.beyond_caps, beyond(result.whole, result.counted)),
        ] {
            *sum = sum.saturating_add(more);
        }
        let received = legs.iter().filter(|leg| leg.amount.is_positive());
        for leg in received {
            let sum = if leg.account == AccountId::Party(service.provider) {
                &mut self.earned_after
            } else {
                &mut self.overflow_after
            };
            *sum = Points(sum.0.saturating_add(leg.amount.0));
        }
    }
}

/// One service by the rules of the pack in force at its start.
fn earn(
    context: &mut Context<'_, '_>,
    service: &PastService,
) -> Result<(Vec<Leg>, Counted), Rejection> {
    let area = context.party(service.provider)?.area;
    let pack = context.pack_at(area, service.start);
    let beyond = service
        .minutes
        .checked_rem(u32::from(pack.step_minutes))
        .unwrap_or(0);
    let whole = service.minutes.saturating_sub(beyond);
    let counted = bank::count_minutes(context, &pack, &service.served(), whole);
    let amount = pack
        .points_for(service.category, counted)
        .ok_or(Rejection::CategoryUnknown)?;
    let amount = service.most.map_or(amount, |most| amount.min(most));
    let legs = earnings::legs(context, service.payer, &[(service.provider, amount)])?;
    Ok((legs, Counted { whole, counted }))
}

/// A movement as it was posted, with the minutes that counted.
fn stay(context: &mut Context<'_, '_>, movement: &PastMovement) -> Vec<Leg> {
    for service in &movement.services {
        if let Ok(party) = context.party(service.provider) {
            let pack = context.pack_at(party.area, service.start);
            earnings::note_minutes(context, &pack, &service.served(), service.counted);
        }
    }
    movement.legs.clone()
}

fn areas_of(context: &Context<'_, '_>, past: &[PastMovement]) -> BTreeMap<PartyId, AreaCode> {
    past.iter()
        .flat_map(|movement| &movement.services)
        .filter_map(|service| {
            let party = context.party(service.provider).ok()?;
            Some((service.provider, party.area))
        })
        .collect()
}

fn add(context: &mut Context<'_, '_>, leg: Leg) {
    let mut books = bank::load(context, leg.account);
    books.settled = Points(books.settled.0.saturating_add(leg.amount.0));
    context.put(&keys::account(leg.account), &books);
}

fn total(books: &Account) -> Points {
    books.settled.plus(books.pending).unwrap_or(Points::ZERO)
}
