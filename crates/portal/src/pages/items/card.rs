//! A thing as a card in a list.

use ledger::AreaCode;
use projections::items::Item;

use super::{distance_word, place_words, status_of, text_of};
use crate::view::{categories, statuses::Status};
use crate::{AppState, Error, Page};

/// One card, in words.
pub(crate) struct Card {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) category: String,
    /// The address of its photo.
    pub(crate) photo: Option<String>,
    pub(crate) status: Status,
    pub(crate) place: String,
    /// How far, and where.
    pub(crate) area: String,
}

impl Card {
    pub(crate) async fn of(
        state: &AppState,
        page: &Page,
        item: &Item,
        home: AreaCode,
    ) -> Result<Self, Error> {
        let text = text_of(state, page, item);
        let calendar = state.desk.projections.item_calendar(item.item).await?;
        let area = state.areas.name(item.area, page.language);
        let distance = page.t.get(distance_word(home, item.area));
        Ok(Self {
            href: format!("/items/{}", item.item),
            title: text.title,
            category: categories::name(page.t, item.terms.category),
            photo: text.photo.map(|hash| format!("/photos/{hash}")),
            status: status_of(item, &calendar, state.desk.now().china_day()),
            place: place_words(state, page, item).await?,
            area: format!("{area} · {distance}"),
        })
    }
}
