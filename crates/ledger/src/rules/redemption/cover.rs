//! The redemption guarantee: a promise is made only while the reserve covers the pack's months of
//! average redemptions, this one included.

use crate::{
    apply::Context,
    area::AreaCode,
    points::Points,
    rejection::Rejection,
    rule_pack::RulePack,
    rules::Applied,
    state::{
        accounts::AccountId,
        bank::{Entry, Redemption},
        keys,
    },
};

/// The months over which redemptions are averaged.
const AVERAGE_MONTHS: u32 = 12;

/// Whether the community's reserve covers one more redemption of this price.
pub(super) fn covers(
    context: &Context<'_, '_>,
    community: AreaCode,
    pack: &RulePack,
    price: Points,
) -> Result<bool, Rejection> {
    let now = context.time.china_month();
    let first = now.saturating_sub(AVERAGE_MONTHS.saturating_sub(1));
    let mut redeemed = price;
    for month in first..=now {
        let sum = context.get(&keys::redeemed_points(community, month));
        redeemed = redeemed
            .plus(sum.unwrap_or_default())
            .ok_or(Rejection::AmountInvalid)?;
    }
    let reserve = keys::account(AccountId::Reserve(community));
    let reserve = context.get(&reserve).unwrap_or_default().free();
    let needed = i128::from(redeemed.0).saturating_mul(i128::from(pack.reserve_months));
    Ok(needed <= i128::from(reserve.0).saturating_mul(i128::from(AVERAGE_MONTHS)))
}

/// Counts a redemption that was reserved now.
pub(super) fn count(context: &mut Context<'_, '_>, community: AreaCode, price: Points) -> Applied {
    let key = keys::redeemed_points(community, context.time.china_month());
    let sum = context.get(&key).unwrap_or_default();
    let sum = sum.plus(price).ok_or(Rejection::AmountInvalid)?;
    context.put(&key, &sum);
    Ok(())
}

/// Undoes [`count`] for a reservation that ended without being given.
pub(super) fn uncount(context: &mut Context<'_, '_>, entry: &Entry, redemption: &Redemption) {
    let month = redemption.changed_at.china_month();
    let key = keys::redeemed_points(entry.community, month);
    let sum = context.get(&key).unwrap_or_default();
    match sum.minus(redemption.price) {
        Some(rest) if rest.is_positive() => context.put(&key, &rest),
        Some(_) | None => context.remove(&key),
    }
}
