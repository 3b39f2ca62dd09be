//! What service earns under a pack: minutes within the caps, and the accounts that points reach.

use crate::{
    apply::Context,
    area::AreaCode,
    event::Leg,
    ids::PartyId,
    points::Points,
    rejection::Rejection,
    rule_pack::{CapsCount, Merit, Overflow, RulePack},
    state::{accounts::AccountId, bank::Standing, keys, records::PartyKind},
    time::Timestamp,
};
use std::collections::BTreeMap;

/// A service that was given, as the caps see it.
#[derive(Clone, Copy, Debug)]
pub struct Served {
    /// Who served.
    pub provider: PartyId,
    /// Who was served; nobody in particular for an activity, which no pair cap counts.
    pub receiver: Option<PartyId>,
    /// The day and month that count.
    pub start: Timestamp,
    /// Whether the points for it are issued; otherwise somebody pays.
    pub issued: bool,
}

/// The minutes of a service that earn points on its day and, for this pair, in its month; counts
/// them. When the two sides confirm does not matter.
pub fn count_minutes(
    context: &mut Context<'_, '_>,
    pack: &RulePack,
    served: &Served,
    minutes: u32,
) -> u32 {
    let counted = within_caps(context, pack, served, minutes);
    note_minutes(context, pack, served, counted);
    counted
}

/// Counts minutes that are within the caps.
pub fn note_minutes(context: &mut Context<'_, '_>, pack: &RulePack, served: &Served, counted: u32) {
    change(context, &keys::served_minutes(served.provider), |sum| {
        sum.saturating_add(counted)
    });
    if is_capped(pack, served) {
        for (key, _) in tallies(served, None, None) {
            change(context, &key, |sum| sum.saturating_add(counted));
        }
    }
}

/// What residents pay each other is capped only where the pack says so.
fn is_capped(pack: &RulePack, served: &Served) -> bool {
    served.issued || pack.caps_count == CapsCount::Earned
}

fn within_caps(context: &Context<'_, '_>, pack: &RulePack, served: &Served, minutes: u32) -> u32 {
    let mut counted = minutes;
    if !is_capped(pack, served) {
        return counted;
    }
    for (key, cap) in tallies(served, pack.day_cap_minutes, pack.pair_cap_minutes) {
        if let Some(cap) = cap {
            counted = counted.min(cap.saturating_sub(context.get(&key).unwrap_or(0)));
        }
    }
    counted
}

/// Undoes [`count_minutes`], which returned `counted`.
pub fn uncount_minutes(
    context: &mut Context<'_, '_>,
    pack: &RulePack,
    served: &Served,
    counted: u32,
) {
    change(context, &keys::served_minutes(served.provider), |sum| {
        sum.saturating_sub(counted)
    });
    if is_capped(pack, served) {
        for (key, _) in tallies(served, None, None) {
            change(context, &key, |sum| sum.saturating_sub(counted));
        }
    }
}

/// The tally of the day and, where somebody was served, of the pair, each with its cap.
fn tallies(
    served: &Served,
    day_cap: Option<u32>,
    pair_cap: Option<u32>,
) -> impl Iterator<Item = (keys::Key<u32>, Option<u32>)> {
    let Served {
        provider,
        receiver,
        start,
        ..
    } = *served;
    let day = (keys::day_minutes(provider, start.china_day()), day_cap);
    let pair = receiver.map(|receiver| {
        let key = keys::pair_minutes(provider, receiver, start.china_month());
        (key, pair_cap)
    });
    std::iter::once(day).chain(pair)
}

fn change(context: &mut Context<'_, '_>, key: &keys::Key<u32>, change: impl Fn(u32) -> u32) {
    let sum = change(context.get(key).unwrap_or(0));
    if sum == 0 {
        context.remove(key);
    } else {
        context.put(key, &sum);
    }
}

/// What a clerk has recorded about somebody and still holds.
pub(in crate::rules) fn standing_of(context: &Context<'_, '_>, person: PartyId) -> Standing {
    let standing = context.get(&keys::standing(person)).unwrap_or_default();
    if standing.until.is_none_or(|until| until >= context.time) {
        return standing;
    }
    Standing {
        has_starter_grant: standing.has_starter_grant,
        ..Standing::default()
    }
}

/// The legs by which a provider receives `amount`: points within the account's cap, the rest as the
/// pack says; honour for a group or a minor; nothing where the pack lets them earn nothing.
pub fn credit(
    context: &Context<'_, '_>,
    pack: &RulePack,
    provider: PartyId,
    amount: Points,
) -> Result<Vec<Leg>, Rejection> {
    let party = context.party(provider)?;
    let merit = match party.kind {
        PartyKind::Organisation { .. } => pack.groups_earn,
        PartyKind::Person { .. } if standing_of(context, provider).is_minor => pack.minors_earn,
        PartyKind::Person { .. } => Merit::Points,
    };
    let shares = match merit {
        Merit::Nothing => Vec::new(),
        Merit::Honour => vec![(AccountId::Honour(provider), amount)],
        Merit::Points => shares(context, pack, (provider, party.area), amount)?,
    };
    Ok(shares
        .into_iter()
        .filter(|(_, amount)| *amount != Points::ZERO)
        .map(|(account, amount)| Leg { account, amount })
        .collect())
}

fn shares(
    context: &Context<'_, '_>,
    pack: &RulePack,
    (provider, area): (PartyId, AreaCode),
    amount: Points,
) -> Result<Vec<(AccountId, Points)>, Rejection> {
    let account = AccountId::Party(provider);
    let books = super::load(context, account);
    let total = books
        .settled
        .plus(books.pending)
        .ok_or(Rejection::AmountInvalid)?;
    let kept = amount.min(pack.room(total));
    let overflow = amount.minus(kept).ok_or(Rejection::AmountInvalid)?;
    let beyond = match pack.overflow {
        Overflow::Pool => keys::pool_of(area),
        Overflow::Honour => AccountId::Honour(provider),
    };
    Ok(vec![(account, kept), (beyond, overflow)])
}

/// The legs of one movement by which one account pays one party or many, one leg for each account,
/// each under the pack of its community; none when nobody earns anything.
pub fn legs(
    context: &Context<'_, '_>,
    payer: AccountId,
    earnings: &[(PartyId, Points)],
) -> Result<Vec<Leg>, Rejection> {
    let mut sums: BTreeMap<AccountId, Points> = BTreeMap::new();
    for (party, amount) in earnings {
        let pack = context.pack_for(context.party(*party)?.area);
        for leg in credit(context, &pack, *party, *amount)? {
            for (account, change) in [
                (leg.account, Some(leg.amount)),
                (payer, Points::ZERO.minus(leg.amount)),
            ] {
                let change = change.ok_or(Rejection::AmountInvalid)?;
                super::add(sums.entry(account).or_default(), change)?;
            }
        }
    }
    // Who gives stands first, as in a passbook.
    let given = sums.remove_entry(&payer);
    let legs = given.into_iter().chain(sums);
    let legs = legs.filter(|(_, sum)| *sum != Points::ZERO);
    Ok(legs
        .map(|(account, amount)| Leg { account, amount })
        .collect())
}
