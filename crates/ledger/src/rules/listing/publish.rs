//! A verified person, or an organisation, publishes a need or an offer (A-07, C-06).

use crate::{
    apply::Context,
    area::AreaLevel,
    category::category,
    event::{Event, ListingEvent},
    ids::ListingId,
    operation::{
        identity::IdentityLevel,
        listing::{LISTING_MS_MAX, ListingKind, MINUTES_MAX, Place, PublishListing, WINDOWS_MAX},
    },
    rejection::Rejection,
    rules::{Applied, require_area},
    state::{
        keys,
        records::{Listing, PartyKind},
    },
    time::Window,
};

/// The most exchanges of one listing at the same time.
const CAPACITY_MAX: u16 = 10_000;

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &PublishListing) -> Applied {
    check_owner(context, command)?;
    check_what(context, command)?;
    check_when(context, command)?;
    let id = ListingId::derive(context.operation, context.position);
    let listing = Listing {
        kind: command.kind,
        owner: context.actor,
        category: command.category,
        area: command.area,
        capacity: command.capacity,
        running: 0,
        closed: false,
        expires_at: command.expires_at,
    };
    context.put(&keys::listing(id), &listing);
    context.emit(Event::Listing(ListingEvent::ListingPublished {
        listing: id,
    }));
    Ok(())
}

/// A person whose real name was checked publishes in their own community; an organisation
/// anywhere within its own area.
fn check_owner(context: &Context<'_, '_>, command: &PublishListing) -> Applied {
    let party = context
        .get(&keys::party(context.actor))
        .ok_or(Rejection::ActorUnknown)?;
    match party.kind {
        PartyKind::Person { level, .. } => {
            if level < IdentityLevel::RealNameChecked {
                return Err(Rejection::LevelTooLow);
            }
            if command.area != party.area {
                return Err(Rejection::AreaInvalid);
            }
            require_area(context, command.area, &[AreaLevel::Community])
        }
        PartyKind::Organisation { .. } if command.area.is_within(party.area) => {
            let levels = [
                AreaLevel::District,
                AreaLevel::Subdistrict,
                AreaLevel::Community,
            ];
            require_area(context, command.area, &levels)
        }
        PartyKind::Organisation { .. } => Err(Rejection::AreaInvalid),
    }
}

fn check_what(context: &Context<'_, '_>, command: &PublishListing) -> Applied {
    category(command.category).ok_or(Rejection::CategoryUnknown)?;
    if command.kind == ListingKind::Offer {
        super::require_licence_at(context, context.actor, command.category, context.time)?;
    }
    if command.capacity == 0 || command.capacity > CAPACITY_MAX {
        return Err(Rejection::CapacityInvalid);
    }
    let pack = context.pack_for(command.area);
    if !pack.minutes_fit(command.minutes, MINUTES_MAX) {
        return Err(Rejection::MinutesInvalid);
    }
    if let Place::Hut(hut) = command.place {
        context.get(&keys::hut(hut)).ok_or(Rejection::HutUnknown)?;
    }
    crate::rules::identity::require_content(&command.content)
}

fn check_when(context: &Context<'_, '_>, command: &PublishListing) -> Applied {
    if command.windows.len() > WINDOWS_MAX || !command.windows.iter().all(Window::is_valid) {
        return Err(Rejection::WindowsInvalid);
    }
    let latest = context.time.plus_ms(LISTING_MS_MAX);
    if command.expires_at <= context.time || command.expires_at > latest {
        return Err(Rejection::ExpiryInvalid);
    }
    Ok(())
}
