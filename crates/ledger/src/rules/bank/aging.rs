//! Points grow old only where a community has voted for it: what comes first goes first.

use crate::{
    apply::Context,
    area::AreaCode,
    event::Leg,
    points::Points,
    rejection::Rejection,
    rule_pack::Expiry,
    rules::Applied,
    state::{accounts::AccountId, keys},
    time::{DAY_MS, Timestamp},
};

/// The expiry that a community's pack has now, and since when without a break.
pub(super) fn expiry_of(
    context: &Context<'_, '_>,
    community: AreaCode,
) -> Option<(Expiry, Timestamp)> {
    let adoptions = context.get(&keys::adoptions(community)).unwrap_or_default();
    let mut now = None;
    for adoption in adoptions
        .iter()
        .filter(|adoption| adoption.effective_at <= context.time)
    {
        let pack = context.get(&keys::adopted_pack(&adoption.pack));
        let expiry = pack.and_then(|pack| pack.expiry);
        now = match (expiry, now) {
            (Some(expiry), Some((_, since))) => Some((expiry, since)),
            (Some(expiry), None) => Some((expiry, adoption.effective_at)),
            (None, _) => None,
        };
    }
    now
}

/// Remembers in which month points became final, where they can grow old.
pub(super) fn count_received(context: &mut Context<'_, '_>, leg: &Leg) -> Applied {
    let AccountId::Party(party) = leg.account else {
        return Ok(());
    };
    if !leg.amount.is_positive() {
        return Ok(());
    }
    let area = context.party(party)?.area;
    if context.pack_for(area).expiry.is_none() {
        return Ok(());
    }
    let key = keys::received_points(leg.account, context.time.china_month());
    let mut sum = context.get(&key).unwrap_or_default();
    super::add(&mut sum, leg.amount)?;
    context.put(&key, &sum);
    Ok(())
}

/// Points of an account that will be older than the pack allows at `time`, and free to go. Points
/// from before the community voted for expiry count from that vote on.
pub(super) fn old_points(
    context: &Context<'_, '_>,
    account: AccountId,
    (expiry, since): (Expiry, Timestamp),
    time: Timestamp,
) -> Result<Points, Rejection> {
    let now = context.time.china_month();
    let cutoff = time.china_month().saturating_sub(u32::from(expiry.months));
    if cutoff <= since.china_month() {
        return Ok(Points::ZERO);
    }
    let books = super::load(context, account);
    let mut old = books.settled;
    for month in cutoff..=now {
        let key = keys::received_points(account, month);
        let young = context.get(&key).unwrap_or_default();
        old = old.minus(young).ok_or(Rejection::AmountInvalid)?;
    }
    Ok(old.min(books.free()).max(Points::ZERO))
}

/// The moment a notice period later.
pub(super) fn after_notice(context: &Context<'_, '_>, expiry: Expiry) -> Timestamp {
    let days = u64::from(expiry.notice_days);
    context.time.plus_ms(days.saturating_mul(DAY_MS))
}
