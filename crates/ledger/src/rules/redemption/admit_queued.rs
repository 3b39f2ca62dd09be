//! What waits in a community's queue is reserved, oldest first, as far as the reserve goes.

use super::cover;
use crate::{
    apply::Context,
    area::AreaCode,
    event::RedemptionEvent,
    ids::RedemptionId,
    operation::redemption::{ADMITTED_AT_ONCE_MAX, AdmitQueued},
    rejection::Rejection,
    rules::Applied,
    state::{bank::RedemptionStatus, keys},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AdmitQueued) -> Applied {
    let community = command.community;
    let mut queue = context
        .get(&keys::redemption_queue(community))
        .unwrap_or_default();
    if queue.next == queue.end {
        return Err(Rejection::NotDue);
    }
    let before = queue.next;
    let mut count = 0_u32;
    while queue.next < queue.end && queue.next.saturating_sub(before) < ADMITTED_AT_ONCE_MAX.into()
    {
        let place = keys::queued_redemption(community, queue.next);
        if let Some(id) = context.get(&place) {
            match admit(context, community, id)? {
                Admitted::Reserved => count = count.saturating_add(1),
                Admitted::Gone => {}
                Admitted::NotCovered => break,
            }
        }
        context.remove(&place);
        queue.next = queue.next.saturating_add(1);
    }
    if queue.next == before {
        return Err(Rejection::ReserveTooLow);
    }
    context.put(&keys::redemption_queue(community), &queue);
    context.emit(RedemptionEvent::QueueAdmitted { community, count }.into());
    Ok(())
}

enum Admitted {
    Reserved,
    /// Cancelled while it waited.
    Gone,
    NotCovered,
}

fn admit(
    context: &mut Context<'_, '_>,
    community: AreaCode,
    id: RedemptionId,
) -> Result<Admitted, Rejection> {
    let Ok((mut redemption, _)) = super::load(context, id, &[RedemptionStatus::Queued]) else {
        return Ok(Admitted::Gone);
    };
    let pack = context.pack_for(community);
    if !cover::covers(context, community, &pack, redemption.price)? {
        return Ok(Admitted::NotCovered);
    }
    cover::count(context, community, redemption.price)?;
    super::set_status(context, id, &mut redemption, RedemptionStatus::Reserved);
    context.emit(
        RedemptionEvent::RedemptionReserved {
            redemption: id,
            person: redemption.person,
            payer: redemption.payer,
            price: redemption.price,
        }
        .into(),
    );
    Ok(Admitted::Reserved)
}
