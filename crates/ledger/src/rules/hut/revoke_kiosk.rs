//! An administrator makes a kiosk's key unusable: what it noted and nobody merged is lost.

use crate::{
    apply::Context,
    authority::Right,
    event::HutEvent,
    operation::hut::RevokeKiosk,
    rules::{Applied, require_right},
    state::keys,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &RevokeKiosk) -> Applied {
    let mut kiosk = super::load_kiosk(context, command.kiosk)?;
    let community = super::load(context, kiosk.hut)?.community;
    require_right(context, Right::InstallKiosk, community)?;
    kiosk.revoked = true;
    context.put(&keys::kiosk(command.kiosk), &kiosk);
    let kiosk = command.kiosk;
    context.emit(HutEvent::KioskRevoked { kiosk }.into());
    Ok(())
}
