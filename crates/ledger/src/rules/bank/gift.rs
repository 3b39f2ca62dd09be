//! A gift from one person to another: offered, accepted, and final after the cool-off (W-06).

use crate::{
    apply::Context,
    event::PointsEvent,
    ids::{GiftId, PartyId},
    rejection::Rejection,
    rules::Applied,
    state::{
        accounts::{AccountId, Claim, TransferStatus},
        bank::{Gift, GiftStatus},
        keys,
        records::PartyKind,
    },
};

/// A gift that waits for its receiver or can still be taken back.
pub(super) fn load_open(context: &Context<'_, '_>, id: GiftId) -> Result<Gift, Rejection> {
    let gift = context.get(&keys::gift(id)).ok_or(Rejection::GiftUnknown)?;
    if gift.status == GiftStatus::Ended {
        return Err(Rejection::GiftStateWrong);
    }
    Ok(gift)
}

/// A person, not an organisation, whose account is open.
pub(in crate::rules) fn require_person(context: &Context<'_, '_>, person: PartyId) -> Applied {
    match context.party(person)?.kind {
        PartyKind::Person { .. } => super::require_open(context, person),
        PartyKind::Organisation { .. } => Err(Rejection::NotAPerson),
    }
}

/// Ends a gift: what was promised for it, or has moved and can still be taken back, is the giver's.
pub(super) fn end(context: &mut Context<'_, '_>, id: GiftId, mut gift: Gift) -> Applied {
    match gift.transfer {
        None => {
            let giver = AccountId::Party(gift.giver);
            super::free(context, giver, Claim::Gift(id), gift.amount)?;
        }
        Some(transfer) => {
            if is_final(context, &gift) {
                return Err(Rejection::WithdrawalTooLate);
            }
            super::reverse(context, transfer)?;
        }
    }
    let key = keys::gifts_of_day(gift.giver, gift.offered_at.china_day());
    let given = context.get(&key).unwrap_or_default();
    match given.minus(gift.amount) {
        Some(rest) if rest.is_positive() => context.put(&key, &rest),
        Some(_) | None => context.remove(&key),
    }
    gift.status = GiftStatus::Ended;
    context.put(&keys::gift(id), &gift);
    Ok(())
}

/// One side leaves the ledger: what is not final goes back to the giver.
pub(in crate::rules) fn for_leaver(
    context: &mut Context<'_, '_>,
    id: GiftId,
    leaver: PartyId,
) -> Applied {
    let gift = context.get(&keys::gift(id)).ok_or(Rejection::GiftUnknown)?;
    let gives = gift.giver == leaver;
    if !gives && gift.receiver != leaver {
        return Err(Rejection::CommitmentsInvalid);
    }
    if gift.status == GiftStatus::Ended || is_final(context, &gift) {
        return Ok(());
    }
    end(context, id, gift)?;
    context.emit(match gives {
        true => PointsEvent::GiftWithdrawn {
            gift: id,
            by: Some(leaver),
        }
        .into(),
        false => PointsEvent::GiftDeclined { gift: id }.into(),
    });
    Ok(())
}

fn is_final(context: &Context<'_, '_>, gift: &Gift) -> bool {
    let movement = gift
        .transfer
        .and_then(|transfer| context.get(&keys::transfer(transfer)));
    movement.is_some_and(|movement| {
        movement.status != TransferStatus::Pending || context.time > movement.settles_at
    })
}

/// Ends a gift because the points behind it were taken back.
pub(super) fn give_up(context: &mut Context<'_, '_>, id: GiftId) -> Applied {
    let gift = load_open(context, id)?;
    end(context, id, gift)?;
    context.emit(PointsEvent::GiftWithdrawn { gift: id, by: None }.into());
    Ok(())
}
