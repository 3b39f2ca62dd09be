//! Things that people lend and give (W-04): the thing itself.

pub mod change;
pub mod give;
pub mod list;
pub mod pause;
pub mod recall;
pub mod resume;
pub mod take;

use crate::{
    apply::Context,
    category::{Family, category},
    ids::ItemId,
    operation::{
        ItemAction,
        identity::IdentityLevel,
        item::{DEPOSIT_MAX, ItemTerms, LOAN_DAYS_MAX},
    },
    points::Points,
    rejection::Rejection,
    rules::Applied,
    state::{
        keys,
        records::{Party, PartyKind},
        sharing::{Item, Whereabouts},
    },
};

/// Hands an action of this family to its rule.
pub(super) fn apply_action(context: &mut Context<'_, '_>, action: &ItemAction) -> Applied {
    match action {
        ItemAction::ListItem(command) => list::apply(context, command),
        ItemAction::ChangeItem(command) => change::apply(context, command),
        ItemAction::PauseItem(command) => pause::apply(context, command),
        ItemAction::ResumeItem(command) => resume::apply(context, command),
        ItemAction::RecallItem(command) => recall::apply(context, command),
        ItemAction::GiveItem(command) => give::apply(context, command),
        ItemAction::TakeItem(command) => take::apply(context, command),
    }
}

pub(super) fn load(context: &Context<'_, '_>, id: ItemId) -> Result<Item, Rejection> {
    context.get(&keys::item(id)).ok_or(Rejection::ItemUnknown)
}

/// A thing of the actor's.
fn load_own(context: &Context<'_, '_>, id: ItemId) -> Result<Item, Rejection> {
    let item = load(context, id)?;
    if item.owner == context.actor {
        Ok(item)
    } else {
        Err(Rejection::ItemOfAnotherParty)
    }
}

/// A person whose real name was checked, or an organisation.
pub(super) fn require_verified(context: &Context<'_, '_>) -> Result<Party, Rejection> {
    let party = context
        .get(&keys::party(context.actor))
        .ok_or(Rejection::ActorUnknown)?;
    match party.kind {
        PartyKind::Person { level, .. } if level < IdentityLevel::RealNameChecked => {
            Err(Rejection::LevelTooLow)
        }
        PartyKind::Person { .. } | PartyKind::Organisation { .. } => Ok(party),
    }
}

fn check_terms(context: &Context<'_, '_>, terms: &ItemTerms) -> Applied {
    let category = category(terms.category).ok_or(Rejection::CategoryUnknown)?;
    if category.family != Family::Item {
        return Err(Rejection::CategoryDoesNotFit);
    }
    if terms.deposit < Points::ZERO || terms.deposit > DEPOSIT_MAX {
        return Err(Rejection::DepositInvalid);
    }
    if terms.loan_days == 0 || terms.loan_days > LOAN_DAYS_MAX {
        return Err(Rejection::DaysInvalid);
    }
    if let Some(hut) = terms.hut {
        context.get(&keys::hut(hut)).ok_or(Rejection::HutUnknown)?;
    }
    crate::rules::identity::require_content(&terms.content)
}

/// Puts a thing somewhere else; the stock of a hut follows. The caller writes the thing.
pub(super) fn move_to(context: &mut Context<'_, '_>, item: &mut Item, place: Whereabouts) {
    if let Whereabouts::Hut(hut) = item.place {
        super::hut::change_day(context, hut, |day| day.stock = day.stock.saturating_sub(1));
    }
    if let Whereabouts::Hut(hut) = place {
        super::hut::change_day(context, hut, |day| day.stock = day.stock.saturating_add(1));
    }
    item.place = place;
}
