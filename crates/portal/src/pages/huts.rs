//! Sharing huts: the home of each for everybody, and the desk of its keepers (W-07).

use ledger::{
    AreaCode, HutId, PartyId,
    operation::identity::Scope,
    state::{huts::HutDay, keys},
};
use projections::huts::Hut;

use crate::content::PlaceText;
use crate::i18n::Language;
use crate::pages::{listings, loans};
use crate::{AppState, Error, Page};

pub(crate) mod act;
pub(crate) mod browse;
pub(crate) mod desk;
pub(crate) mod labels;
pub(crate) mod map;
pub(crate) mod show;
pub(crate) mod stocktake;
pub(crate) mod things;
pub(crate) mod visits;

/// What a hut says of itself, in the reader's language.
pub(crate) struct Words {
    pub(crate) name: String,
    pub(crate) about: String,
    pub(crate) address: String,
    pub(crate) hours: String,
}

/// The hut that an address names.
async fn find(state: &AppState, id: &str) -> Result<Hut, Error> {
    let id = HutId::from_hex(id).ok_or_else(Error::not_found)?;
    let found = state.desk.projections.hut(id).await?;
    found.ok_or_else(Error::not_found)
}

/// The hut of an address, if the reader keeps it; for anybody else its desk is not there.
async fn find_kept(state: &AppState, page: &Page, id: &str) -> Result<(Hut, PartyId), Error> {
    let (hut, me) = (find(state, id).await?, page.actor()?);
    if loans::keeps(state, me, hut.hut) {
        Ok((hut, me))
    } else {
        Err(Error::forbidden())
    }
}

/// The huts that somebody keeps.
async fn kept_by(state: &AppState, party: PartyId) -> Result<Vec<HutId>, Error> {
    let rows = state.desk.projections.roles_of(party).await?;
    let huts = rows.into_iter().filter_map(|row| match row.scope {
        Scope::Hut(hut) => Some(hut),
        _ => None,
    });
    Ok(huts
        .filter(|hut| loans::keeps(state, party, *hut))
        .collect())
}

fn words(state: &AppState, page: &Page, hut: &Hut) -> Words {
    let text = listings::hut_text(state, hut).unwrap_or_else(|| PlaceText {
        name_zh: page.t.get("place-hut"),
        name_en: page.t.get("place-hut"),
        ..PlaceText::default()
    });
    match page.language {
        Language::Chinese => Words {
            name: text.name_zh,
            about: text.about_zh,
            address: text.address_zh,
            hours: text.hours_zh,
        },
        Language::English => Words {
            name: text.name_en,
            about: text.about_en,
            address: text.address_en,
            hours: text.hours_en,
        },
    }
}

/// Doors, keepers and stock as the ledger has them now.
fn day(state: &AppState, hut: HutId) -> HutDay {
    let ledger = state.desk.gateway.head().state;
    ledger.get(&keys::hut_day(hut)).unwrap_or_default()
}

/// The district of this office.
fn district(state: &AppState) -> Option<AreaCode> {
    let mut areas = state.areas.all();
    areas.next().map(|area| listings::district_of(area.code))
}
