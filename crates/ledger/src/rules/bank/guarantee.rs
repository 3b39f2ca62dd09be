//! What happens when points that were promised are taken back: the newest promises go first, what
//! was served is paid by the community, and so is what nobody can give up any more.

use crate::{
    apply::Context,
    event::{ExchangeEvent, PointsEvent},
    ids::{ExchangeId, TransferId},
    points::Points,
    rejection::Rejection,
    rules::{Applied, exchange as exchanges, loan, redemption},
    state::{
        accounts::{Account, AccountId, Cause, Claim},
        keys,
        records::{Exchange, ExchangeStatus, Funding},
    },
};

/// Gives up the newest promises of an account until it can keep the rest; what no promise covers is
/// the community's to bear: nobody's withdrawal fails because of what others did with the points.
pub(super) fn give_up_promises(context: &mut Context<'_, '_>, account: AccountId) -> Applied {
    if account == AccountId::Issuance {
        return Ok(());
    }
    loop {
        let books = super::load(context, account);
        let available = books.available().ok_or(Rejection::AmountInvalid)?;
        if available >= Points::ZERO {
            return Ok(());
        }
        let newest = books
            .claims
            .iter()
            .rev()
            .find(|claim| can_be_given_up(**claim));
        match newest {
            Some(Claim::Booking(exchange)) => cancel_booking(context, *exchange)?,
            Some(Claim::Deposit(id)) => loan::lose_deposit(context, *id)?,
            Some(Claim::Gift(gift)) => super::gift::give_up(context, *gift)?,
            Some(Claim::Redemption(id)) => redemption::end(context, *id)?,
            Some(Claim::Transfer(id)) => give_up_transfer(context, *id)?,
            Some(Claim::Cooling(_) | Claim::Frozen { .. }) | None => {
                return cover(context, account, &books, available);
            }
        }
    }
}

/// What cools off or is frozen is not promised to anybody.
const fn can_be_given_up(claim: Claim) -> bool {
    !matches!(claim, Claim::Cooling(_) | Claim::Frozen { .. })
}

/// What was given in return is not undone: its giver is paid all the same.
fn give_up_transfer(context: &mut Context<'_, '_>, id: TransferId) -> Applied {
    match super::require_pending(context, id)?.cause {
        Cause::Service(exchange) => guarantee(context, id, Some(exchange)),
        Cause::Redemption(_) => guarantee(context, id, None),
        Cause::Gift(gift) => super::gift::give_up(context, gift),
        Cause::Donation
        | Cause::Deposit(_)
        | Cause::Activity(_)
        | Cause::Grant(_)
        | Cause::Contribution(_)
        | Cause::Dissolution(_)
        | Cause::Legacy(_)
        | Cause::Expiry
        | Cause::Funding
        | Cause::Guarantee
        | Cause::Correction(_) => super::reverse(context, id),
    }
}

/// The community pays what an account is short of, at once.
fn cover(
    context: &mut Context<'_, '_>,
    account: AccountId,
    books: &Account,
    available: Points,
) -> Applied {
    // What is frozen shrinks first: a freeze keeps points in place, it does not make any.
    if let Some(Claim::Frozen { case, amount }) = books
        .claims
        .iter()
        .rev()
        .find(|claim| matches!(claim, Claim::Frozen { .. }))
        .copied()
    {
        super::unfreeze(context, account, case)?;
        let left = amount.plus(available).ok_or(Rejection::AmountInvalid)?;
        super::freeze(context, account, case, left)?;
        return give_up_promises(context, account);
    }
    let short = Points::ZERO
        .minus(available)
        .ok_or(Rejection::AmountInvalid)?;
    let id = free_id(context, account)?;
    let payer = AccountId::Issuance;
    let legs = super::pair(payer, account, short)?;
    super::movement::post_final(context, id, Cause::Guarantee, payer, legs)
}

fn free_id(context: &Context<'_, '_>, account: AccountId) -> Result<TransferId, Rejection> {
    let account = crate::encode(&account);
    let of_round =
        |round| TransferId::of_guarantee(context.operation, context.position, &account, round);
    (0..=u8::MAX)
        .map(of_round)
        .find(|id| context.get(&keys::transfer(*id)).is_none())
        .ok_or(Rejection::AmountInvalid)
}

/// Ends a booking whose points are gone: the points go back, both sides are told. One that its
/// provider says to have served goes on, to be paid by the community's guarantee; they are told so.
fn cancel_booking(context: &mut Context<'_, '_>, id: ExchangeId) -> Applied {
    let mut exchange = exchanges::load(context, id)?;
    super::release(context, exchange.payer, id, exchange.price)?;
    if exchange.provider_statement.is_some() {
        exchange.funding = Funding::Issued;
        exchange.price = Points::ZERO;
        context.put(&keys::exchange(id), &exchange);
        context.emit(
            ExchangeEvent::BookingRepriced {
                exchange: id,
                price: Points::ZERO,
                guaranteed: true,
            }
            .into(),
        );
        return Ok(());
    }
    exchanges::places::leave(context, &exchange);
    // An agreed booking has no open question; one about the same listing is another's.
    if exchange.status == ExchangeStatus::Requested {
        exchanges::close_request(context, &exchange);
    }
    exchange.status = ExchangeStatus::Cancelled;
    exchange.changed_at = context.time;
    context.put(&keys::exchange(id), &exchange);
    context.emit(
        ExchangeEvent::ExchangeCancelled {
            exchange: id,
            by: None,
            late: false,
        }
        .into(),
    );
    Ok(())
}

/// The service was given, so its provider is paid: by the community's guarantee instead.
fn guarantee(
    context: &mut Context<'_, '_>,
    id: TransferId,
    exchange: Option<ExchangeId>,
) -> Applied {
    let mut transfer = super::require_pending(context, id)?;
    let payer = transfer.payer;
    for leg in transfer.legs.iter_mut().filter(|leg| leg.account == payer) {
        let mut books = super::load(context, payer);
        books.pending = books
            .pending
            .minus(leg.amount)
            .ok_or(Rejection::AmountInvalid)?;
        super::movement::forget_claim(&mut books, id);
        context.put(&keys::account(payer), &books);
        let mut issuance = super::load(context, AccountId::Issuance);
        super::add(&mut issuance.pending, leg.amount)?;
        context.put(&keys::account(AccountId::Issuance), &issuance);
        leg.account = AccountId::Issuance;
    }
    transfer.payer = AccountId::Issuance;
    context.put(&keys::transfer(id), &transfer);
    if let Some(id) = exchange {
        let mut record: Exchange = exchanges::load(context, id)?;
        record.funding = Funding::Issued;
        record.price = Points::ZERO;
        context.put(&keys::exchange(id), &record);
    }
    context.emit(PointsEvent::TransferGuaranteed { transfer: id }.into());
    Ok(())
}
