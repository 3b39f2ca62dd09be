//! Movements of points: posted, and then final, undone, or made good by a contra entry.

use crate::{
    apply::Context,
    event::{Leg, PointsEvent},
    ids::TransferId,
    planted::{PlantedBug, is_planted},
    points::Points,
    rejection::Rejection,
    rules::Applied,
    state::{
        accounts::{Account, AccountId, Cause, Claim, Transfer, TransferStatus},
        keys,
    },
    time::Timestamp,
};

/// Posts a movement that stays pending for the ten minutes; its legs must sum to zero and the
/// payer's leg is negative. One action posts at most one movement.
pub(in crate::rules) fn post(
    context: &mut Context<'_, '_>,
    cause: Cause,
    payer: AccountId,
    legs: Vec<Leg>,
) -> Result<TransferId, Rejection> {
    let settles_at = context.time.plus_ms(context.pack().reflection_ms);
    post_until(context, cause, payer, legs, settles_at)
}

/// [`post`], pending until a moment of the caller's.
pub(in crate::rules) fn post_until(
    context: &mut Context<'_, '_>,
    cause: Cause,
    payer: AccountId,
    legs: Vec<Leg>,
    settles_at: Timestamp,
) -> Result<TransferId, Rejection> {
    require_balance(&legs)?;
    let id = TransferId::derive(context.operation, context.position);
    for leg in &legs {
        let mut books = super::load(context, leg.account);
        super::add(&mut books.pending, leg.amount)?;
        if leg.account == payer && payer != AccountId::Issuance {
            books.claims.push(Claim::Transfer(id));
            if books
                .available()
                .is_none_or(|available| available < Points::ZERO)
            {
                return Err(Rejection::BalanceTooLow);
            }
        }
        context.put(&keys::account(leg.account), &books);
    }
    let transfer = Transfer {
        cause,
        payer,
        legs: legs.clone(),
        status: TransferStatus::Pending,
        settles_at,
    };
    context.put(&keys::transfer(id), &transfer);
    context.emit(
        PointsEvent::PointsPosted {
            transfer: id,
            cause,
            legs,
            settles_at,
        }
        .into(),
    );
    Ok(id)
}

/// Posts a movement from one account to another.
pub(in crate::rules) fn pay(
    context: &mut Context<'_, '_>,
    cause: Cause,
    (payer, receiver): (AccountId, AccountId),
    amount: Points,
) -> Result<TransferId, Rejection> {
    post(context, cause, payer, pair(payer, receiver, amount)?)
}

/// The two legs of a payment.
pub(in crate::rules) fn pair(
    payer: AccountId,
    receiver: AccountId,
    amount: Points,
) -> Result<Vec<Leg>, Rejection> {
    let given = Points::ZERO.minus(amount).ok_or(Rejection::AmountInvalid)?;
    let legs = [(payer, given), (receiver, amount)];
    Ok(legs
        .into_iter()
        .map(|(account, amount)| Leg { account, amount })
        .collect())
}

fn require_balance(legs: &[Leg]) -> Applied {
    let sum = legs
        .iter()
        .try_fold(Points::ZERO, |sum, leg| sum.plus(leg.amount));
    if sum == Some(Points::ZERO) {
        Ok(())
    } else {
        Err(Rejection::AmountInvalid)
    }
}

/// A movement that can still be taken back.
pub(in crate::rules) fn require_pending(
    context: &Context<'_, '_>,
    id: TransferId,
) -> Result<Transfer, Rejection> {
    let transfer = context
        .get(&keys::transfer(id))
        .ok_or(Rejection::TransferUnknown)?;
    if transfer.status == TransferStatus::Pending {
        Ok(transfer)
    } else {
        Err(Rejection::TransferNotPending)
    }
}

pub(super) fn forget_claim(books: &mut Account, id: TransferId) {
    books.claims.retain(|claim| *claim != Claim::Transfer(id));
}

/// A gift that cools off is held at its receiver until it is final or undone.
fn warm_up(context: &mut Context<'_, '_>, id: TransferId, legs: &[Leg]) -> Applied {
    for leg in legs {
        let cooling = Claim::Cooling(id);
        if super::load(context, leg.account).claims.contains(&cooling) {
            super::free(context, leg.account, cooling, leg.amount)?;
        }
    }
    Ok(())
}

/// Undoes a pending movement. Whoever received from it and has promised more than is left gives
/// up the newest promises.
pub(in crate::rules) fn reverse(context: &mut Context<'_, '_>, id: TransferId) -> Applied {
    let mut transfer = require_pending(context, id)?;
    warm_up(context, id, &transfer.legs)?;
    for leg in &transfer.legs {
        let mut books = super::load(context, leg.account);
        books.pending = books
            .pending
            .minus(leg.amount)
            .ok_or(Rejection::AmountInvalid)?;
        forget_claim(&mut books, id);
        context.put(&keys::account(leg.account), &books);
    }
    transfer.status = TransferStatus::Reversed;
    context.put(&keys::transfer(id), &transfer);
    context.emit(PointsEvent::TransferReversed { transfer: id }.into());
    for leg in transfer.legs {
        super::guarantee::give_up_promises(context, leg.account)?;
    }
    Ok(())
}

/// Makes a pending movement final.
pub(super) fn settle(context: &mut Context<'_, '_>, id: TransferId) -> Applied {
    let mut transfer = require_pending(context, id)?;
    warm_up(context, id, &transfer.legs)?;
    for leg in &transfer.legs {
        let mut books = super::load(context, leg.account);
        books.pending = books
            .pending
            .minus(leg.amount)
            .ok_or(Rejection::AmountInvalid)?;
        super::add(&mut books.settled, leg.amount)?;
        if is_planted(PlantedBug::DoubleApply) {
            super::add(&mut books.settled, leg.amount)?;
        }
        if leg.amount < Points::ZERO {
            forget_claim(&mut books, id);
        }
        context.put(&keys::account(leg.account), &books);
        super::aging::count_received(context, leg)?;
    }
    transfer.status = TransferStatus::Settled;
    context.put(&keys::transfer(id), &transfer);
    context.emit(PointsEvent::TransferSettled { transfer: id }.into());
    Ok(())
}

/// A movement that is final at once: nobody can take it back, because nobody chose it.
pub(super) fn post_final(
    context: &mut Context<'_, '_>,
    id: TransferId,
    cause: Cause,
    payer: AccountId,
    legs: Vec<Leg>,
) -> Applied {
    require_balance(&legs)?;
    for leg in &legs {
        let mut books = super::load(context, leg.account);
        super::add(&mut books.settled, leg.amount)?;
        context.put(&keys::account(leg.account), &books);
    }
    let settles_at = context.time;
    let transfer = Transfer {
        cause,
        payer,
        legs: legs.clone(),
        status: TransferStatus::Settled,
        settles_at,
    };
    context.put(&keys::transfer(id), &transfer);
    context.emit(
        PointsEvent::PointsPosted {
            transfer: id,
            cause,
            legs,
            settles_at,
        }
        .into(),
    );
    context.emit(PointsEvent::TransferSettled { transfer: id }.into());
    Ok(())
}
