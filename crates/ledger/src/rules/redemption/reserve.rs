//! A resident reserves something of the catalogue, or waits until the reserve covers it.

use super::cover;
use crate::{
    apply::Context,
    event::RedemptionEvent,
    ids::{EntryId, PartyId, RedemptionId},
    operation::redemption::ReserveRedemption,
    rejection::Rejection,
    rules::{
        Applied,
        bank::{self, gift::require_person},
    },
    state::{
        accounts::{AccountId, Claim},
        bank::{Entry, EntryKind, Redemption, RedemptionStatus},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ReserveRedemption) -> Applied {
    let person = context.actor;
    require_person(context, person)?;
    let mut entry = context
        .get(&keys::entry(command.entry))
        .ok_or(Rejection::EntryUnknown)?;
    if entry.closed || entry.stock == 0 || entry.budget < entry.price {
        return Err(Rejection::EntryClosed);
    }
    if context.party(person)?.area != entry.community {
        return Err(Rejection::AreaInvalid);
    }
    let payer = payer_of(context, person, &entry)?;
    let id = RedemptionId::derive(context.operation, context.position);
    bank::promise(context, payer, Claim::Redemption(id), entry.price)?;
    entry.stock = entry.stock.saturating_sub(1);
    entry.budget = entry
        .budget
        .minus(entry.price)
        .ok_or(Rejection::AmountInvalid)?;
    context.put(&keys::entry(command.entry), &entry);
    keep(context, id, (command.entry, &entry), payer)
}

/// Who pays, if the community's pack lets this person redeem this.
fn payer_of(
    context: &Context<'_, '_>,
    person: PartyId,
    entry: &Entry,
) -> Result<AccountId, Rejection> {
    let spending = context.pack_for(entry.community).spending;
    let served = context.get(&keys::served_minutes(person)).unwrap_or(0);
    if served < spending.served_minutes_min {
        return Err(Rejection::HoursTooFew);
    }
    match entry.kind {
        EntryKind::Service => bank::choose_payer(context, person, entry.price),
        EntryKind::DonatedGoods if spending.goods => {
            bank::choose_payer_for_goods(context, person, entry.price)
        }
        EntryKind::DonatedGoods => Err(Rejection::EntryInvalid),
    }
}

/// Reserves at once, or at the end of the queue: nobody passes those who wait.
fn keep(
    context: &mut Context<'_, '_>,
    id: RedemptionId,
    (entry_id, entry): (EntryId, &Entry),
    payer: AccountId,
) -> Applied {
    let (person, price, community) = (context.actor, entry.price, entry.community);
    let mut queue = context
        .get(&keys::redemption_queue(community))
        .unwrap_or_default();
    let pack = context.pack_for(community);
    let is_covered = queue.next == queue.end && cover::covers(context, community, &pack, price)?;
    let (status, event) = if is_covered {
        cover::count(context, community, price)?;
        let event = RedemptionEvent::RedemptionReserved {
            redemption: id,
            person,
            payer,
            price,
        };
        (RedemptionStatus::Reserved, event)
    } else {
        context.put(&keys::queued_redemption(community, queue.end), &id);
        queue.end = queue.end.saturating_add(1);
        context.put(&keys::redemption_queue(community), &queue);
        let event = RedemptionEvent::RedemptionQueued {
            redemption: id,
            person,
            payer,
            price,
        };
        (RedemptionStatus::Queued, event)
    };
    let redemption = Redemption {
        entry: entry_id,
        person,
        payer,
        price,
        status,
        changed_at: context.time,
        transfer: None,
    };
    context.put(&keys::redemption(id), &redemption);
    context.emit(event.into());
    Ok(())
}
