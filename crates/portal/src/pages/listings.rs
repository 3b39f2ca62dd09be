//! Needs and offers: publish one, look around, see who fits, and ask.

use ledger::{
    AreaCode, Hash, HutId, ListingId, PartyId,
    operation::{
        content::TakedownReason,
        identity::IdentityLevel,
        listing::{ListingKind, MINUTES_MAX, Place},
    },
    rule_pack::RulePack,
    state::{keys, records::PartyKind},
};
use projections::listings::Listing;

use crate::content::{ListingText, PlaceText};
use crate::forms::Choice;
use crate::i18n::Language;
use crate::{AppState, Error, Page};

pub(crate) mod ask;
pub(crate) mod browse;
mod card;
mod circle;
pub(crate) mod close;
pub(crate) mod found;
mod hours;
pub(crate) mod new;
pub(crate) mod show;
pub(crate) mod waiting;

/// How long services can be, for a choice.
pub(crate) fn lengths(page: &Page) -> Vec<Choice> {
    (1..=MINUTES_MAX / 30)
        .map(|half_hours| half_hours * 30)
        .map(|minutes| Choice::new(minutes, page.duration(u64::from(minutes))))
        .collect()
}

/// The tariff and caps in force.
pub(crate) fn pack(state: &AppState) -> RulePack {
    let ledger = state.desk.gateway.head().state;
    ledger
        .get(&keys::rule_pack())
        .unwrap_or_else(RulePack::chancheng)
}

/// The community of a resident whose document was checked; for others these pages do not exist.
pub(crate) fn community_of(state: &AppState, person: PartyId) -> Result<AreaCode, Error> {
    let record = state.desk.gateway.head().state.get(&keys::party(person));
    match record.map(|record| (record.kind, record.area)) {
        Some((PartyKind::Person { level, .. }, area))
            if level >= IdentityLevel::RealNameChecked =>
        {
            Ok(area)
        }
        Some(_) | None => Err(Error::forbidden()),
    }
}

/// A listing that an address names.
async fn find(state: &AppState, id: &str) -> Result<Listing, Error> {
    let id = ListingId::from_hex(id).ok_or_else(Error::not_found)?;
    let found = state.desk.projections.listing(id).await?;
    found.ok_or_else(Error::not_found)
}

/// What stands where words should: why they were taken down, or that they are not here.
pub(crate) fn missing_words(state: &AppState, page: &Page, content: &Hash) -> String {
    page.t.get(match state.desk.takedown(content) {
        Some(takedown) => match takedown.reason {
            TakedownReason::Privacy => "taken-down-privacy",
            TakedownReason::Abuse => "taken-down-abuse",
            TakedownReason::Deception => "taken-down-deception",
            TakedownReason::Unlawful => "taken-down-unlawful",
        },
        None => "words-missing",
    })
}

/// The words of a listing, or a sentence in their place when they were taken down.
pub(crate) fn text_of(state: &AppState, page: &Page, listing: &Listing) -> ListingText {
    let text = state.desk.listing_text(&listing.content.hash);
    text.unwrap_or_else(|| ListingText {
        title: missing_words(state, page, &listing.content.hash),
        description: String::new(),
        ..ListingText::default()
    })
}

/// The title of a listing that stands somewhere else.
async fn find_text(state: &AppState, page: &Page, id: ListingId) -> Result<String, Error> {
    let found = state.desk.projections.listing(id).await?;
    let found = found.ok_or_else(Error::not_found)?;
    Ok(text_of(state, page, &found).title)
}

/// The shown name of somebody who may have left.
pub(crate) async fn name_of(
    state: &AppState,
    page: &Page,
    party: PartyId,
) -> Result<String, Error> {
    let name = state.desk.name(party, page.language).await?;
    Ok(name.unwrap_or_else(|| page.t.get("listing-nameless")))
}

/// Where it happens, in words.
pub(crate) async fn place_words(
    state: &AppState,
    page: &Page,
    place: Place,
) -> Result<String, Error> {
    Ok(match place {
        Place::Home => page.t.get("place-home"),
        Place::Agreed => page.t.get("place-agreed"),
        Place::Remote => page.t.get("place-remote"),
        Place::Hut(hut) => hut_name(state, page, hut).await?,
    })
}

pub(crate) async fn hut_name(state: &AppState, page: &Page, hut: HutId) -> Result<String, Error> {
    let found = state.desk.projections.hut(hut).await?;
    let text = found.and_then(|hut| hut_text(state, &hut));
    Ok(text.map_or_else(
        || page.t.get("place-hut"),
        |text| match page.language {
            Language::Chinese => text.name_zh,
            Language::English => text.name_en,
        },
    ))
}

pub(crate) fn hut_text(state: &AppState, hut: &projections::huts::Hut) -> Option<PlaceText> {
    state.desk.words(&hut.content.hash)
}

/// The district, for looking further than one's own community.
pub(crate) fn district_of(area: AreaCode) -> AreaCode {
    std::iter::successors(Some(area), |area| area.parent())
        .last()
        .unwrap_or(area)
}

/// Where the list of a kind is.
pub(crate) const fn list_path(kind: ListingKind) -> &'static str {
    match kind {
        ListingKind::Need => "/needs",
        ListingKind::Offer => "/offers",
    }
}

/// The end of keys that differ between needs and offers.
const fn code(kind: ListingKind) -> &'static str {
    match kind {
        ListingKind::Need => "need",
        ListingKind::Offer => "offer",
    }
}
