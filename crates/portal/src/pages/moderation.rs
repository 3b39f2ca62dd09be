//! What others wrote or photographed: reported by anybody, looked at by a named person, taken down
//! by two, and looked at again when its author asks.

use ledger::{
    AreaCode, ExchangeId, Hash, ItemId, ListingId, PartyId,
    operation::{content::TakedownReason, identity::Role},
    state::keys,
};
use vault::Topic;

use crate::content::{ItemText, ListingText, RatingText};
use crate::desk::{order::commitment, party};
use crate::pages::listings::missing_words;
use crate::{AppState, Error, Page};

pub(crate) mod mine;
pub(crate) mod queue;
pub(crate) mod report;

/// Who may take content down together with a second person.
const DECIDERS: [Role; 3] = [Role::Administrator, Role::Supervisor, Role::Leader];

/// Why content is reported, which is also why it is taken down.
const GROUNDS: [(&str, TakedownReason); 4] = [
    ("privacy", TakedownReason::Privacy),
    ("abuse", TakedownReason::Abuse),
    ("deception", TakedownReason::Deception),
    ("unlawful", TakedownReason::Unlawful),
];

/// Something that can be reported.
struct Found {
    content: Hash,
    owner: PartyId,
    area: AreaCode,
}

/// What an address names, if the reader sees it where it is shown.
async fn find(state: &AppState, page: &Page, (kind, id): (&str, &str)) -> Result<Found, Error> {
    let found = match kind {
        "listing" => listing(state, id).await?,
        "item" | "photo" => item(state, kind, id).await?,
        "rating" => rating(state, page, id)?,
        "message" => message(state, page, id).await?,
        _ => None,
    };
    found.ok_or_else(Error::not_found)
}

async fn listing(state: &AppState, id: &str) -> Result<Option<Found>, Error> {
    let Some(id) = ListingId::from_hex(id) else {
        return Ok(None);
    };
    let row = state.desk.projections.listing(id).await?;
    Ok(row.map(|row| Found {
        content: row.content.hash,
        owner: row.owner,
        area: row.area,
    }))
}

async fn item(state: &AppState, kind: &str, id: &str) -> Result<Option<Found>, Error> {
    let Some(id) = ItemId::from_hex(id) else {
        return Ok(None);
    };
    let Some(row) = state.desk.projections.item(id).await? else {
        return Ok(None);
    };
    let text: Option<ItemText> = state.desk.words(&row.terms.content.hash);
    let photo = text.and_then(|text| Hash::from_hex(text.photo.as_deref()?));
    let content = match kind {
        "photo" => photo,
        _ => Some(row.terms.content.hash),
    };
    Ok(content.map(|content| Found {
        content,
        owner: row.owner,
        area: row.area,
    }))
}

/// What the other side of an exchange said about the reader, once it is open.
fn rating(state: &AppState, page: &Page, id: &str) -> Result<Option<Found>, Error> {
    let me = page.actor()?;
    let Some(id) = ExchangeId::from_hex(id) else {
        return Ok(None);
    };
    let ledger = state.desk.gateway.head().state;
    let exchange = ledger.get(&keys::exchange(id));
    let Some(other) = exchange.and_then(|exchange| exchange.other_side(me)) else {
        return Ok(None);
    };
    let rating = ledger.get(&keys::rating(id, other));
    let words = rating
        .and_then(|one| one.opened)
        .and_then(|one| one.rating.words);
    let area = ledger.get(&keys::party(me)).map(|record| record.area);
    Ok(words.zip(area).map(|(words, area)| Found {
        content: words.hash,
        owner: other,
        area,
    }))
}

/// A message of the other side: the exchange and the message, joined by a dash.
async fn message(state: &AppState, page: &Page, id: &str) -> Result<Option<Found>, Error> {
    let me = page.actor()?;
    let Some((exchange, letter)) = id.split_once('-') else {
        return Ok(None);
    };
    let Some(exchange) = ExchangeId::from_hex(exchange) else {
        return Ok(None);
    };
    let ledger = state.desk.gateway.head().state;
    let record = ledger.get(&keys::exchange(exchange));
    if record.and_then(|record| record.other_side(me)).is_none() {
        return Ok(None);
    }
    let area = ledger.get(&keys::party(me)).map(|record| record.area);
    let letters = state.desk.vault.letters(Topic::Talk, &exchange.0).await?;
    let found = letters
        .iter()
        .find(|one| crate::pages::exchanges::talk::letter_id(one) == letter);
    let found = found.filter(|one| party(one.author) != me);
    Ok(found.zip(area).map(|(one, area)| Found {
        content: commitment(one),
        owner: party(one.author),
        area,
    }))
}

/// The words as whoever decides reads them.
async fn words(
    state: &AppState,
    page: &Page,
    (kind, thing): (&str, &[u8]),
    content: Hash,
) -> Result<String, Error> {
    let desk = &state.desk;
    let text = match kind {
        "item" => desk
            .words::<ItemText>(&content)
            .map(|text| format!("{} {}", text.title, text.description)),
        "rating" => desk.words::<RatingText>(&content).map(|text| text.words),
        "message" => {
            let thing = thing.get(..16).unwrap_or_default();
            let letters = desk.vault.letters(Topic::Talk, thing).await?;
            let found = letters.into_iter().find(|one| commitment(one) == content);
            found.map(|one| one.words)
        }
        "photo" => Some(page.t.get("moderation-photo")),
        _ => desk
            .words::<ListingText>(&content)
            .map(|text| format!("{} {}", text.title, text.description)),
    };
    Ok(text.unwrap_or_else(|| missing_words(state, page, &content)))
}

/// Whether somebody may decide about content of an area.
fn decides(state: &AppState, me: PartyId, area: AreaCode) -> bool {
    DECIDERS
        .into_iter()
        .any(|role| state.desk.holds(me, role, area))
}
