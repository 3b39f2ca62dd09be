//! An organisation puts a service, or goods that were donated, into the catalogue of a community.

use crate::{
    apply::Context,
    area::AreaLevel,
    event::RedemptionEvent,
    ids::EntryId,
    operation::redemption::{KEEP_MS, PublishEntry, STOCK_MAX},
    rejection::Rejection,
    rules::{Applied, identity::require_content, require_area},
    state::{
        bank::{Entry, EntryKind},
        keys,
        records::PartyKind,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &PublishEntry) -> Applied {
    let sponsor = context.party(context.actor)?;
    if !matches!(sponsor.kind, PartyKind::Organisation { .. }) {
        return Err(Rejection::RoleMissing);
    }
    require_area(context, command.community, &[AreaLevel::Community])?;
    if !command.community.is_within(sponsor.area) {
        return Err(Rejection::AreaInvalid);
    }
    if !command.price.is_positive() {
        return Err(Rejection::AmountInvalid);
    }
    let goods = context.pack_for(command.community).spending.goods;
    if !(1..=STOCK_MAX).contains(&command.stock)
        || command.budget < command.price
        || !KEEP_MS.contains(&command.keep_ms)
        || command.kind == EntryKind::DonatedGoods && !goods
    {
        return Err(Rejection::EntryInvalid);
    }
    require_content(&command.content)?;
    let id = EntryId::derive(context.operation, context.position);
    let entry = Entry {
        sponsor: context.actor,
        community: command.community,
        kind: command.kind,
        price: command.price,
        stock: command.stock,
        budget: command.budget,
        keep_ms: command.keep_ms,
        content: command.content,
        closed: false,
    };
    context.put(&keys::entry(id), &entry);
    context.emit(RedemptionEvent::EntryPublished { entry: id }.into());
    Ok(())
}
