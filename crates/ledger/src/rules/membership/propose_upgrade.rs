//! A validator's organisation proposes that another version of the rules runs from a height on.

use crate::{
    apply::Context,
    operation::membership::ProposeUpgrade,
    rejection::Rejection,
    rules::Applied,
    state::{keys, membership::NetworkAffair},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &ProposeUpgrade) -> Applied {
    super::require_voice(context)?;
    require_later(context, command.version, command.height)?;
    let affair = NetworkAffair::Upgrade {
        version: command.version,
        height: command.height,
    };
    super::propose(context, affair)
}

/// The next version, at a height that has not come, while no other upgrade is due.
pub(super) fn require_later(context: &Context<'_, '_>, version: u32, height: u64) -> Applied {
    let due = context.get(&keys::upgrade());
    if due.is_some_and(|upgrade| upgrade.height >= context.height) || height <= context.height {
        return Err(Rejection::UpgradeHeightInvalid);
    }
    if Some(version) == context.rules_version().checked_add(1) {
        Ok(())
    } else {
        Err(Rejection::UpgradeVersionInvalid)
    }
}
