//! Who may propose a match or bear witness: somebody in office where the receiver lives.

use crate::{
    apply::Context,
    area::AreaCode,
    authority::Right,
    ids::HutId,
    operation::identity::{Role, Scope},
    rejection::Rejection,
    rules::{Applied, require_right},
    state::keys,
};

/// A community worker over the area, or the keeper of a hut that stands in it.
pub(super) fn require_official(
    context: &Context<'_, '_>,
    area: AreaCode,
    hut: Option<HutId>,
) -> Applied {
    let Some(id) = hut else {
        return require_right(context, Right::Witness, area);
    };
    let hut = context.get(&keys::hut(id)).ok_or(Rejection::HutUnknown)?;
    let grant = context.get(&keys::role(context.actor, Role::HutKeeper, Scope::Hut(id)));
    let keeps = grant.is_some_and(|grant| grant.until.is_none_or(|until| until >= context.time));
    if !keeps {
        Err(Rejection::RoleMissing)
    } else if area.is_within(hut.community) {
        Ok(())
    } else {
        Err(Rejection::AreaInvalid)
    }
}
