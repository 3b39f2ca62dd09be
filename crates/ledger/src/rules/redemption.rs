//! The catalogue (W-06): reserve, consume, settle; and a queue while the reserve is too low.

pub mod admit_queued;
pub mod cancel;
pub mod close_entry;
pub mod consume;
pub mod expire;
pub mod publish_entry;
pub mod reserve;
pub mod withdraw_consumption;

mod cover;

use crate::{
    apply::Context,
    event::RedemptionEvent,
    ids::RedemptionId,
    operation::RedemptionAction,
    rejection::Rejection,
    rules::{Applied, bank},
    state::{
        accounts::Claim,
        bank::{Entry, Redemption, RedemptionStatus},
        keys,
    },
};

/// Hands an action of this family to its rule.
pub(crate) fn apply_action(context: &mut Context<'_, '_>, action: &RedemptionAction) -> Applied {
    match action {
        RedemptionAction::PublishEntry(command) => publish_entry::apply(context, command),
        RedemptionAction::CloseEntry(command) => close_entry::apply(context, command),
        RedemptionAction::ReserveRedemption(command) => reserve::apply(context, command),
        RedemptionAction::CancelRedemption(command) => cancel::apply(context, command),
        RedemptionAction::ConsumeRedemption(command) => consume::apply(context, command),
        RedemptionAction::WithdrawConsumption(command) => {
            withdraw_consumption::apply(context, command)
        }
        RedemptionAction::ExpireRedemption(command) => expire::apply(context, command),
        RedemptionAction::AdmitQueued(command) => admit_queued::apply(context, command),
    }
}

/// A redemption in one of these states, and its entry.
fn load(
    context: &Context<'_, '_>,
    id: RedemptionId,
    states: &[RedemptionStatus],
) -> Result<(Redemption, Entry), Rejection> {
    let redemption = context
        .get(&keys::redemption(id))
        .ok_or(Rejection::RedemptionUnknown)?;
    if !states.contains(&redemption.status) {
        return Err(Rejection::RedemptionStateWrong);
    }
    let entry = context
        .get(&keys::entry(redemption.entry))
        .ok_or(Rejection::EntryUnknown)?;
    Ok((redemption, entry))
}

/// Moves a redemption to a state, stamped with block time.
fn set_status(
    context: &mut Context<'_, '_>,
    id: RedemptionId,
    redemption: &mut Redemption,
    status: RedemptionStatus,
) {
    redemption.status = status;
    redemption.changed_at = context.time;
    context.put(&keys::redemption(id), redemption);
}

/// Gives back what was kept: points, piece and budget.
fn give_back(
    context: &mut Context<'_, '_>,
    id: RedemptionId,
    (mut redemption, mut entry): (Redemption, Entry),
    status: RedemptionStatus,
) -> Applied {
    let claim = Claim::Redemption(id);
    bank::free(context, redemption.payer, claim, redemption.price)?;
    if redemption.status == RedemptionStatus::Reserved {
        cover::uncount(context, &entry, &redemption);
    }
    restock(context, &redemption, &mut entry)?;
    set_status(context, id, &mut redemption, status);
    Ok(())
}

fn restock(context: &mut Context<'_, '_>, redemption: &Redemption, entry: &mut Entry) -> Applied {
    entry.stock = entry.stock.saturating_add(1);
    entry.budget = entry
        .budget
        .plus(redemption.price)
        .ok_or(Rejection::AmountInvalid)?;
    context.put(&keys::entry(redemption.entry), entry);
    Ok(())
}

/// Ends a redemption because the points behind it were taken back.
pub(super) fn end(context: &mut Context<'_, '_>, id: RedemptionId) -> Applied {
    let kept = load(
        context,
        id,
        &[RedemptionStatus::Queued, RedemptionStatus::Reserved],
    )?;
    give_back(context, id, kept, RedemptionStatus::Cancelled)?;
    context.emit(
        RedemptionEvent::RedemptionCancelled {
            redemption: id,
            by: None,
        }
        .into(),
    );
    Ok(())
}
