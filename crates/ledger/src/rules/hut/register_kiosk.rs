//! An administrator registers the key with which a kiosk signs what it notes offline.

use crate::{
    apply::Context,
    authority::Right,
    event::HutEvent,
    hash::Hash,
    ids::KioskId,
    operation::hut::RegisterKiosk,
    rules::{Applied, require_right},
    state::{huts::Kiosk, keys},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RegisterKiosk) -> Applied {
    let community = super::load(context, command.hut)?.community;
    require_right(context, Right::InstallKiosk, community)?;
    let id = KioskId::derive(context.operation, context.position);
    let kiosk = Kiosk {
        hut: command.hut,
        key: command.key,
        revoked: false,
        next: 0,
        last: Hash::ZERO,
        last_at: context.time,
    };
    context.put(&keys::kiosk(id), &kiosk);
    context.emit(HutEvent::KioskRegistered { kiosk: id }.into());
    Ok(())
}
