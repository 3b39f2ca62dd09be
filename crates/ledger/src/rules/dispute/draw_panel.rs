//! The ledger draws three residents by the blocks before: nobody chooses their judges.

use crate::{
    apply::Context,
    domains,
    event::DisputeEvent,
    hash::Hash,
    ids::{CaseId, PartyId},
    operation::dispute::DrawPanel,
    rejection::Rejection,
    rules::Applied,
    state::{
        disputes::{Case, CaseStatus, PanelSeat, PoolMember},
        keys,
    },
};

/// The most chairs that one draw looks at.
const LOOKS_MAX: u32 = 256;

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &DrawPanel) -> Applied {
    let id = command.case;
    let mut case = super::load(context, id, CaseStatus::Appealed)?;
    let wanted = super::PANEL_SEATS.saturating_sub(case.panel.len());
    if wanted == 0 {
        return Err(Rejection::CaseStateWrong);
    }
    let members = draw(context, id, &case, wanted);
    if members.len() < wanted {
        return Err(Rejection::PanelPoolTooSmall);
    }
    let seats = members.iter().map(|person| PanelSeat {
        person: *person,
        for_claim: None,
    });
    case.panel.extend(seats);
    context.put(&keys::case(id), &case);
    context.emit(DisputeEvent::PanelDrawn { case: id, members }.into());
    Ok(())
}

/// Looks at chairs in an order that follows from the dispute and from all headers before this
/// block, which nobody knew when the dispute was filed.
fn draw(context: &Context<'_, '_>, id: CaseId, case: &Case, wanted: usize) -> Vec<PartyId> {
    let size = context.get(&keys::pool_size(case.area)).unwrap_or(0);
    let history = context.get(&keys::history()).unwrap_or_default();
    let seed = Hash::of(&[domains::PANEL, &id.0, &crate::encode(&history)]);
    let start = number(&seed).checked_rem(u64::from(size)).unwrap_or(0);
    let mut members = Vec::new();
    for look in 0..size.min(LOOKS_MAX) {
        if members.len() == wanted {
            break;
        }
        let chair = start.saturating_add(u64::from(look));
        let chair = chair.checked_rem(u64::from(size)).unwrap_or(0);
        let chair = u32::try_from(chair).unwrap_or(u32::MAX);
        let member = context.get(&keys::pool_chair(case.area, chair));
        if let Some(member) = member.filter(|member| is_eligible(context, case, member)) {
            members.push(member.person);
        }
    }
    members
}

fn number(seed: &Hash) -> u64 {
    let first = seed.0.first_chunk::<8>();
    first.map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// Neither a side, nor the one who answered, nor a neighbour of a side, nor anybody twice.
fn is_eligible(context: &Context<'_, '_>, case: &Case, member: &PoolMember) -> bool {
    let person = member.person;
    let is_neighbour = |side: PartyId| {
        let place = context.get(&keys::pool_chair_of(side));
        let other = place.and_then(|(area, chair)| context.get(&keys::pool_chair(area, chair)));
        other.is_some_and(|other| other.building.is_some() && other.building == member.building)
    };
    let sides = case.respondent.into_iter().chain([case.filed_by]);
    let is_known = case.is_side(person)
        || case.answered_by == Some(person)
        || case.recused.contains(&person)
        || case.panel.iter().any(|seat| seat.person == person);
    !is_known && !sides.into_iter().any(is_neighbour) && context.active_party(person).is_ok()
}
