//! The points bank (W-06): double entry, holds for what is promised, two-phase movements.

pub mod deposit;
pub mod donate;
pub mod earnings;
pub mod settle;
pub mod withdraw_donation;

use crate::{
    apply::Context,
    event::{Event, ExchangeEvent, Leg, PointsEvent},
    ids::{ExchangeId, TransferId},
    operation::PointsAction,
    planted::{PlantedBug, is_planted},
    points::Points,
    rejection::Rejection,
    rules::Applied,
    state::{
        accounts::{Account, AccountId, Cause, Claim, Transfer, TransferStatus},
        keys,
        records::{Exchange, ExchangeStatus, Funding},
    },
};

/// Hands an action of this family to its rule.
pub(crate) fn apply_action(context: &mut Context<'_, '_>, action: &PointsAction) -> Applied {
    match action {
        PointsAction::DonatePoints(command) => donate::apply(context, command),
        PointsAction::WithdrawDonation(command) => withdraw_donation::apply(context, command),
        PointsAction::SettleTransfer(command) => settle::apply(context, command),
    }
}

fn load(context: &Context<'_, '_>, account: AccountId) -> Account {
    context.get(&keys::account(account)).unwrap_or_default()
}

/// Adds to the settled or pending points of an account.
fn add(points: &mut Points, amount: Points) -> Applied {
    *points = points.plus(amount).ok_or(Rejection::AmountInvalid)?;
    Ok(())
}

/// Promises points of an account to a booking.
pub(super) fn hold(
    context: &mut Context<'_, '_>,
    account: AccountId,
    exchange: ExchangeId,
    amount: Points,
) -> Applied {
    if !amount.is_positive() {
        return Ok(());
    }
    let mut books = load(context, account);
    if books.available().is_none_or(|available| available < amount) {
        return Err(Rejection::BalanceTooLow);
    }
    if !is_planted(PlantedBug::ForgottenHold) {
        add(&mut books.held, amount)?;
    }
    books.claims.push(Claim::Booking(exchange));
    context.put(&keys::account(account), &books);
    context.emit(Event::Points(PointsEvent::PointsHeld {
        account,
        exchange,
        amount,
    }));
    Ok(())
}

/// Frees points that were promised to a booking.
pub(super) fn release(
    context: &mut Context<'_, '_>,
    account: AccountId,
    exchange: ExchangeId,
    amount: Points,
) -> Applied {
    if !amount.is_positive() {
        return Ok(());
    }
    let mut books = load(context, account);
    books.held = books.held.minus(amount).ok_or(Rejection::AmountInvalid)?;
    books
        .claims
        .retain(|claim| *claim != Claim::Booking(exchange));
    context.put(&keys::account(account), &books);
    context.emit(Event::Points(PointsEvent::PointsReleased {
        account,
        exchange,
        amount,
    }));
    Ok(())
}

/// Posts a pending movement; its legs must sum to zero and the payer's leg is negative.
pub(super) fn post(
    context: &mut Context<'_, '_>,
    cause: Cause,
    payer: AccountId,
    legs: Vec<Leg>,
) -> Result<TransferId, Rejection> {
    let sum = legs
        .iter()
        .try_fold(Points::ZERO, |sum, leg| sum.plus(leg.amount));
    if sum != Some(Points::ZERO) {
        return Err(Rejection::AmountInvalid);
    }
    let id = TransferId::derive(context.operation, context.position);
    let settles_at = context.time.plus_ms(context.pack().reflection_ms);
    for leg in &legs {
        let mut books = load(context, leg.account);
        add(&mut books.pending, leg.amount)?;
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
    context.emit(Event::Points(PointsEvent::PointsPosted {
        transfer: id,
        legs,
        settles_at,
    }));
    Ok(id)
}

/// A movement that can still be taken back.
pub(super) fn require_pending(
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

fn forget_claim(books: &mut Account, id: TransferId) {
    books.claims.retain(|claim| *claim != Claim::Transfer(id));
}

/// Undoes a pending movement. Whoever received from it and has promised more than is left gives
/// up the newest promises.
pub(super) fn reverse(context: &mut Context<'_, '_>, id: TransferId) -> Applied {
    let mut transfer = require_pending(context, id)?;
    for leg in &transfer.legs {
        let mut books = load(context, leg.account);
        books.pending = books
            .pending
            .minus(leg.amount)
            .ok_or(Rejection::AmountInvalid)?;
        forget_claim(&mut books, id);
        context.put(&keys::account(leg.account), &books);
    }
    transfer.status = TransferStatus::Reversed;
    context.put(&keys::transfer(id), &transfer);
    context.emit(Event::Points(PointsEvent::TransferReversed {
        transfer: id,
    }));
    for leg in transfer.legs {
        give_up_promises(context, leg.account)?;
    }
    Ok(())
}

/// Gives up the newest promises of an account until it can keep the rest.
fn give_up_promises(context: &mut Context<'_, '_>, account: AccountId) -> Applied {
    if account == AccountId::Issuance {
        return Ok(());
    }
    loop {
        let mut books = load(context, account);
        if books
            .available()
            .is_some_and(|available| available >= Points::ZERO)
        {
            return Ok(());
        }
        let Some(claim) = books.claims.pop() else {
            return Err(Rejection::BalanceTooLow);
        };
        match claim {
            Claim::Booking(exchange) => cancel_booking(context, exchange)?,
            Claim::Deposit(loan) => super::loan::lose_deposit(context, loan)?,
            Claim::Transfer(id) => match require_pending(context, id)?.cause {
                Cause::Service(exchange) => guarantee(context, id, exchange)?,
                Cause::Donation | Cause::Deposit(_) | Cause::Activity(_) => {
                    reverse(context, id)?;
                }
            },
        }
    }
}

/// Ends a booking whose points are gone: the points go back, both sides are told. One that its
/// provider says to have served goes on, to be paid by the community's guarantee; they are told so.
fn cancel_booking(context: &mut Context<'_, '_>, id: ExchangeId) -> Applied {
    let mut exchange = super::exchange::load(context, id)?;
    let payer = AccountId::Party(exchange.receiver);
    release(context, payer, id, exchange.price)?;
    if exchange.provider_statement.is_some() {
        exchange.funding = Funding::Issued;
        exchange.price = Points::ZERO;
        context.put(&keys::exchange(id), &exchange);
        context.emit(Event::Exchange(ExchangeEvent::BookingRepriced {
            exchange: id,
            price: Points::ZERO,
            guaranteed: true,
        }));
        return Ok(());
    }
    super::exchange::places::leave(context, &exchange);
    // An agreed booking has no open question; one about the same listing is another's.
    if exchange.status == ExchangeStatus::Requested {
        super::exchange::close_request(context, &exchange);
    }
    exchange.status = ExchangeStatus::Cancelled;
    exchange.changed_at = context.time;
    context.put(&keys::exchange(id), &exchange);
    context.emit(Event::Exchange(ExchangeEvent::ExchangeCancelled {
        exchange: id,
        by: None,
        late: false,
    }));
    Ok(())
}

/// The service was given, so its provider is paid: by the community's guarantee instead.
fn guarantee(context: &mut Context<'_, '_>, id: TransferId, exchange: ExchangeId) -> Applied {
    let mut transfer = require_pending(context, id)?;
    let payer = transfer.payer;
    for leg in transfer.legs.iter_mut().filter(|leg| leg.account == payer) {
        let mut books = context.get(&keys::account(payer)).unwrap_or_default();
        books.pending = books
            .pending
            .minus(leg.amount)
            .ok_or(Rejection::AmountInvalid)?;
        forget_claim(&mut books, id);
        context.put(&keys::account(payer), &books);
        let mut issuance = load(context, AccountId::Issuance);
        add(&mut issuance.pending, leg.amount)?;
        context.put(&keys::account(AccountId::Issuance), &issuance);
        leg.account = AccountId::Issuance;
    }
    transfer.payer = AccountId::Issuance;
    context.put(&keys::transfer(id), &transfer);
    let mut record: Exchange = super::exchange::load(context, exchange)?;
    record.funding = Funding::Issued;
    record.price = Points::ZERO;
    context.put(&keys::exchange(exchange), &record);
    context.emit(Event::Points(PointsEvent::TransferGuaranteed {
        transfer: id,
    }));
    Ok(())
}
