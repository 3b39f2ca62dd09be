//! The person, or the sponsor, ends a redemption that was not given yet.

use crate::{
    apply::Context,
    event::RedemptionEvent,
    ids::{PartyId, RedemptionId},
    operation::redemption::CancelRedemption,
    rejection::Rejection,
    rules::Applied,
    state::{
        bank::{Entry, Redemption, RedemptionStatus},
        keys,
    },
};

const OPEN: [RedemptionStatus; 2] = [RedemptionStatus::Queued, RedemptionStatus::Reserved];

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &CancelRedemption) -> Applied {
    let id = command.redemption;
    let kept = super::load(context, id, &OPEN)?;
    if ![kept.0.person, kept.1.sponsor].contains(&context.actor) {
        return Err(Rejection::RedemptionOfAnotherParty);
    }
    cancel(context, id, kept, context.actor)
}

/// One side leaves the ledger: what was not given is not any more.
pub(in crate::rules) fn for_leaver(
    context: &mut Context<'_, '_>,
    id: RedemptionId,
    leaver: PartyId,
) -> Applied {
    let redemption = context.get(&keys::redemption(id));
    let redemption = redemption.ok_or(Rejection::RedemptionUnknown)?;
    let entry = context.get(&keys::entry(redemption.entry));
    let entry = entry.ok_or(Rejection::EntryUnknown)?;
    if ![redemption.person, entry.sponsor].contains(&leaver) {
        return Err(Rejection::CommitmentsInvalid);
    }
    if OPEN.contains(&redemption.status) {
        cancel(context, id, (redemption, entry), leaver)?;
    }
    Ok(())
}

fn cancel(
    context: &mut Context<'_, '_>,
    id: RedemptionId,
    kept: (Redemption, Entry),
    by: PartyId,
) -> Applied {
    super::give_back(context, id, kept, RedemptionStatus::Cancelled)?;
    let by = Some(by);
    context.emit(RedemptionEvent::RedemptionCancelled { redemption: id, by }.into());
    Ok(())
}
