//! Points that are promised, cooling or frozen: they stay on the account and are not spent twice.

use crate::{
    apply::Context,
    event::PointsEvent,
    ids::{CaseId, ExchangeId},
    planted::{PlantedBug, is_planted},
    points::Points,
    rejection::Rejection,
    rules::Applied,
    state::{
        accounts::{AccountId, Claim},
        keys,
    },
};

/// Promises points of an account to a booking.
pub(in crate::rules) fn hold(
    context: &mut Context<'_, '_>,
    account: AccountId,
    exchange: ExchangeId,
    amount: Points,
) -> Applied {
    promise(context, account, Claim::Booking(exchange), amount)
}

/// Frees points that were promised to a booking.
pub(in crate::rules) fn release(
    context: &mut Context<'_, '_>,
    account: AccountId,
    exchange: ExchangeId,
    amount: Points,
) -> Applied {
    free(context, account, Claim::Booking(exchange), amount)
}

/// Promises points of an account; nothing happens for none.
pub(in crate::rules) fn promise(
    context: &mut Context<'_, '_>,
    account: AccountId,
    claim: Claim,
    amount: Points,
) -> Applied {
    if !amount.is_positive() {
        return Ok(());
    }
    let mut books = super::load(context, account);
    if books.available().is_none_or(|available| available < amount) {
        return Err(Rejection::BalanceTooLow);
    }
    if !is_planted(PlantedBug::ForgottenHold) {
        super::add(&mut books.held, amount)?;
    }
    books.claims.push(claim);
    context.put(&keys::account(account), &books);
    context.emit(
        PointsEvent::PointsHeld {
            account,
            claim,
            amount,
        }
        .into(),
    );
    Ok(())
}

/// Frees points that were promised; nothing happens for none.
pub(in crate::rules) fn free(
    context: &mut Context<'_, '_>,
    account: AccountId,
    claim: Claim,
    amount: Points,
) -> Applied {
    if !amount.is_positive() {
        return Ok(());
    }
    let mut books = super::load(context, account);
    books.held = books.held.minus(amount).ok_or(Rejection::AmountInvalid)?;
    books.claims.retain(|known| *known != claim);
    context.put(&keys::account(account), &books);
    context.emit(
        PointsEvent::PointsReleased {
            account,
            claim,
            amount,
        }
        .into(),
    );
    Ok(())
}

/// Freezes the disputed points of an account, or what is left of them: an account never owes.
/// Returns how many are frozen now for this case.
pub fn freeze(
    context: &mut Context<'_, '_>,
    account: AccountId,
    case: CaseId,
    disputed: Points,
) -> Result<Points, Rejection> {
    let before = unfreeze(context, account, case)?;
    let wanted = before.max(disputed);
    let available = super::load(context, account).available();
    let amount = wanted.min(available.unwrap_or(Points::ZERO));
    promise(context, account, Claim::Frozen { case, amount }, amount)?;
    Ok(amount.max(Points::ZERO))
}

/// Frees what a dispute has frozen on an account. Returns how many points that were.
pub fn unfreeze(
    context: &mut Context<'_, '_>,
    account: AccountId,
    case: CaseId,
) -> Result<Points, Rejection> {
    let frozen = super::load(context, account).claims.into_iter();
    let frozen = frozen.filter_map(|claim| match claim {
        Claim::Frozen { case: of, amount } if of == case => Some((claim, amount)),
        Claim::Frozen { .. }
        | Claim::Booking(_)
        | Claim::Transfer(_)
        | Claim::Deposit(_)
        | Claim::Gift(_)
        | Claim::Redemption(_)
        | Claim::Cooling(_) => None,
    });
    let mut sum = Points::ZERO;
    for (claim, amount) in frozen {
        free(context, account, claim, amount)?;
        super::add(&mut sum, amount)?;
    }
    Ok(sum)
}
