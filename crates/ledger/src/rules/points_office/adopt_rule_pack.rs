//! A community adopts a rule pack from a moment on; what started before stays as it was.

use super::require_approved;
use crate::{
    apply::Context,
    area::AreaLevel,
    authority::Right,
    event::PointsOfficeEvent,
    hash::Hash,
    operation::points_office::AdoptRulePack,
    rejection::Rejection,
    rules::{Applied, require_area},
    state::{bank::Adoption, keys},
};

/// How many packs of a community are known: the longest agreed service began under the fourth last.
const ADOPTIONS_MAX: usize = 32;

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &AdoptRulePack) -> Applied {
    let community = command.community;
    require_area(context, community, &[AreaLevel::Community])?;
    require_approved(context, Right::AdoptRulePack, community)?;
    let (pack, effective_at) = (&command.pack, command.effective_at);
    // An hour is worth the same in every community, or a switch would change what was earned.
    let is_alike = pack.points_per_hour == context.pack().points_per_hour;
    if pack.check().is_err() || !is_alike {
        return Err(Rejection::PackInvalid);
    }
    if effective_at < context.time || effective_at < pack.effective_from {
        return Err(Rejection::TimeInThePast);
    }
    let key = keys::adoptions(community);
    let mut adoptions = context.get(&key).unwrap_or_default();
    if adoptions
        .last()
        .is_some_and(|last| effective_at <= last.effective_at)
    {
        return Err(Rejection::AdoptionOutOfOrder);
    }
    if adoptions.len() >= ADOPTIONS_MAX {
        adoptions.remove(0);
    }
    let hash = Hash::of(&[&crate::encode(pack)]);
    adoptions.push(Adoption {
        effective_at,
        pack: hash,
    });
    context.put(&keys::adopted_pack(&hash), pack);
    context.put(&key, &adoptions);
    context.emit(
        PointsOfficeEvent::RulePackAdopted {
            community,
            pack: hash,
        }
        .into(),
    );
    Ok(())
}
