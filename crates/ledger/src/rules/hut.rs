//! The working day of a sharing hut (W-07): doors, shifts, shelves, stocktake and kiosks.

pub mod begin_shift;
pub mod close;
pub mod deposit;
pub mod end_shift;
pub mod find;
pub mod kiosk_entry;
pub mod merge_statements;
pub mod open;
pub mod receive;
pub mod register_kiosk;
pub mod revoke_kiosk;
pub mod send;
pub mod take_stock;
pub mod withdraw;

use crate::{
    apply::Context,
    ids::{HutId, KioskId},
    operation::{
        HutAction,
        identity::{Role, Scope},
    },
    rejection::Rejection,
    rules::Applied,
    state::{
        huts::{HutDay, Kiosk},
        keys,
        records::Hut,
    },
};

/// Hands an action of this family to its rule.
pub(super) fn apply_action(context: &mut Context<'_, '_>, action: &HutAction) -> Applied {
    match action {
        HutAction::BeginShift(command) => begin_shift::apply(context, command),
        HutAction::EndShift(command) => end_shift::apply(context, command),
        HutAction::OpenHut(command) => open::apply(context, command),
        HutAction::CloseHut(command) => close::apply(context, command),
        HutAction::DepositItem(command) => deposit::apply(context, command),
        HutAction::WithdrawItem(command) => withdraw::apply(context, command),
        HutAction::SendItem(command) => send::apply(context, command),
        HutAction::ReceiveItem(command) => receive::apply(context, command),
        HutAction::TakeStock(command) => take_stock::apply(context, command),
        HutAction::FindItem(command) => find::apply(context, command),
        HutAction::RegisterKiosk(command) => register_kiosk::apply(context, command),
        HutAction::RevokeKiosk(command) => revoke_kiosk::apply(context, command),
        HutAction::MergeStatements(command) => merge_statements::apply(context, command),
    }
}

fn load(context: &Context<'_, '_>, id: HutId) -> Result<Hut, Rejection> {
    context.get(&keys::hut(id)).ok_or(Rejection::HutUnknown)
}

/// A kiosk whose key may be used.
fn load_kiosk(context: &Context<'_, '_>, id: KioskId) -> Result<Kiosk, Rejection> {
    let kiosk = context.get(&keys::kiosk(id));
    kiosk
        .filter(|kiosk| !kiosk.revoked)
        .ok_or(Rejection::KioskUnknown)
}

fn day_of(context: &Context<'_, '_>, id: HutId) -> HutDay {
    context.get(&keys::hut_day(id)).unwrap_or_default()
}

/// Changes what a hut is like now.
pub(super) fn change_day(
    context: &mut Context<'_, '_>,
    id: HutId,
    change: impl FnOnce(&mut HutDay),
) {
    let mut day = day_of(context, id);
    change(&mut day);
    context.put(&keys::hut_day(id), &day);
}

/// Whether the actor keeps this hut.
pub(super) fn is_keeper(context: &Context<'_, '_>, id: HutId) -> bool {
    let key = keys::role(context.actor, Role::HutKeeper, Scope::Hut(id));
    let grant = context.get(&key);
    grant.is_some_and(|grant| grant.until.is_none_or(|until| until >= context.time))
}

fn require_keeper(context: &Context<'_, '_>, id: HutId) -> Applied {
    load(context, id)?;
    if is_keeper(context, id) {
        Ok(())
    } else {
        Err(Rejection::RoleMissing)
    }
}

/// A keeper of the hut who is in charge now: whoever moves its things.
pub(super) fn require_on_duty(context: &Context<'_, '_>, id: HutId) -> Applied {
    require_keeper(context, id)?;
    if day_of(context, id).on_duty.contains(&context.actor) {
        Ok(())
    } else {
        Err(Rejection::NotOnDuty)
    }
}
