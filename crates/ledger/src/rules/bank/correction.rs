//! The contra entry: a final movement that was wrong is made good by another, never deleted.

use crate::{
    apply::Context,
    event::{Leg, PointsEvent},
    ids::{CaseId, TransferId},
    points::Points,
    rejection::Rejection,
    rules::Applied,
    state::{
        accounts::{AccountId, Cause, TransferStatus},
        keys,
    },
};
use std::collections::BTreeMap;

/// Makes a final movement good: whoever gave has the points back, whoever received returns what is
/// there, and `bearer` (a pool, a reserve or the issuance account) bears the rest. Nobody falls
/// below zero. What `case` has frozen of the movement's receivers is freed first and used.
///
/// # Errors
/// Rejections that the movement is unknown, not final, or corrected already; that the bearer is a
/// person, or has not enough.
pub fn correct(
    context: &mut Context<'_, '_>,
    id: TransferId,
    case: CaseId,
    bearer: AccountId,
) -> Result<TransferId, Rejection> {
    let mut wrong = context
        .get(&keys::transfer(id))
        .ok_or(Rejection::TransferUnknown)?;
    match wrong.status {
        TransferStatus::Settled => {}
        // What can still be taken back is taken back.
        TransferStatus::Pending => return Err(Rejection::NotDue),
        TransferStatus::Reversed | TransferStatus::Corrected => {
            return Err(Rejection::TransferNotPending);
        }
    }
    if !matches!(
        bearer,
        AccountId::Pool(_) | AccountId::Reserve(_) | AccountId::Issuance
    ) {
        return Err(Rejection::AmountInvalid);
    }
    let (legs, shortfall) = contra_legs(context, &wrong.legs, case, bearer)?;
    let contra = TransferId::derive(context.operation, context.position);
    super::movement::post_final(context, contra, Cause::Correction(id), bearer, legs)?;
    wrong.status = TransferStatus::Corrected;
    context.put(&keys::transfer(id), &wrong);
    context.emit(
        PointsEvent::TransferCorrected {
            transfer: id,
            contra,
            bearer,
            shortfall,
        }
        .into(),
    );
    Ok(contra)
}

/// The legs of the contra entry, one for each account, and what the receivers had no points for.
fn contra_legs(
    context: &mut Context<'_, '_>,
    wrong: &[Leg],
    case: CaseId,
    bearer: AccountId,
) -> Result<(Vec<Leg>, Points), Rejection> {
    let mut changes: BTreeMap<AccountId, Points> = BTreeMap::new();
    let mut shortfall = Points::ZERO;
    for leg in wrong {
        let mut returned = leg.amount;
        if leg.amount.is_positive() && leg.account != AccountId::Issuance {
            super::unfreeze(context, leg.account, case)?;
            let left = super::load(context, leg.account).available();
            returned = leg
                .amount
                .min(left.unwrap_or(Points::ZERO))
                .max(Points::ZERO);
            let missing = leg.amount.minus(returned).ok_or(Rejection::AmountInvalid)?;
            super::add(&mut shortfall, missing)?;
        }
        take(&mut changes, leg.account, returned)?;
    }
    take(&mut changes, bearer, shortfall)?;
    let change = changes.get(&bearer).copied().unwrap_or(Points::ZERO);
    let left = super::load(context, bearer).available();
    let left = left.and_then(|left| left.plus(change));
    if bearer != AccountId::Issuance && left.is_none_or(|left| left < Points::ZERO) {
        return Err(Rejection::BalanceTooLow);
    }
    let legs = changes
        .into_iter()
        .filter(|(_, amount)| *amount != Points::ZERO);
    let legs = legs.map(|(account, amount)| Leg { account, amount });
    Ok((legs.collect(), shortfall))
}

fn take(changes: &mut BTreeMap<AccountId, Points>, account: AccountId, amount: Points) -> Applied {
    let change = changes.entry(account).or_default();
    *change = change.minus(amount).ok_or(Rejection::AmountInvalid)?;
    Ok(())
}

#[cfg(test)]
mod tests;
