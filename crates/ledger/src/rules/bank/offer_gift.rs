//! A person offers points to a relative, a neighbour in hardship, or whom else the pack allows.

use super::gift::require_person;
use crate::{
    apply::Context,
    event::PointsEvent,
    ids::{GiftId, PartyId},
    operation::points::OfferGift,
    points::Points,
    rejection::Rejection,
    rule_pack::Gifts,
    rules::Applied,
    state::{
        accounts::{AccountId, Claim},
        bank::{Gift, GiftStatus},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &OfferGift) -> Applied {
    let (giver, receiver, amount) = (context.actor, command.receiver, command.amount);
    require_person(context, giver)?;
    require_person(context, receiver)?;
    if giver == receiver {
        return Err(Rejection::SelfService);
    }
    if !amount.is_positive() {
        return Err(Rejection::AmountInvalid);
    }
    let gifts = context.pack_for(context.party(giver)?.area).gifts;
    if !may_receive(context, &gifts, receiver) {
        return Err(Rejection::GiftNotAllowed);
    }
    count(context, &gifts, amount)?;
    let account = AccountId::Party(giver);
    if super::load(context, account).free() < amount {
        return Err(Rejection::BalanceTooLow);
    }
    let id = GiftId::derive(context.operation, context.position);
    super::promise(context, account, Claim::Gift(id), amount)?;
    let gift = Gift {
        giver,
        receiver,
        amount,
        offered_at: context.time,
        status: GiftStatus::Offered,
        transfer: None,
    };
    context.put(&keys::gift(id), &gift);
    context.emit(
        PointsEvent::GiftOffered {
            gift: id,
            giver,
            receiver,
            amount,
        }
        .into(),
    );
    Ok(())
}

fn may_receive(context: &Context<'_, '_>, gifts: &Gifts, receiver: PartyId) -> bool {
    let household = |person| context.get(&keys::household_of(person));
    let shares_household = || {
        let own = household(context.actor);
        own.is_some() && own == household(receiver)
    };
    let is_beneficiary = || {
        let legacy = context
            .get(&keys::legacy(context.actor))
            .unwrap_or_default();
        legacy.beneficiary == Some(receiver)
    };
    gifts.to_anyone
        || gifts.to_family && (shares_household() || is_beneficiary())
        || gifts.to_hardship && super::standing_of(context, receiver).in_hardship
}

/// Counts what the actor gives today.
fn count(context: &mut Context<'_, '_>, gifts: &Gifts, amount: Points) -> Applied {
    let key = keys::gifts_of_day(context.actor, context.time.china_day());
    let mut given = context.get(&key).unwrap_or_default();
    super::add(&mut given, amount)?;
    if given > gifts.day_max {
        return Err(Rejection::GiftLimitReached);
    }
    context.put(&key, &given);
    Ok(())
}
