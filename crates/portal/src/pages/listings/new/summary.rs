//! The last step: everything again, in one sentence and in a list.

use ledger::operation::listing::ListingKind;

use super::{AppState, Error, ListingDraft, Page};
use crate::pages::listings::{code, place_words};
use crate::view::{categories, windows};

/// A draft in words.
pub(super) struct Summary {
    pub(super) sentence: String,
    pub(super) category: String,
    pub(super) title: String,
    pub(super) when: String,
    pub(super) duration: String,
    pub(super) place: String,
    /// For whom, or for how many at the same time.
    pub(super) whom: String,
    pub(super) description: String,
    pub(super) until: String,
}

pub(super) async fn of(
    state: &AppState,
    page: &Page,
    draft: &ListingDraft,
) -> Result<Summary, Error> {
    let t = page.t;
    let category = categories::name(t, draft.category);
    let when = windows::windows(t, &draft.windows);
    let duration = page.duration(u64::from(draft.minutes));
    let place = place_words(state, page, draft.place).await?;
    let whom = match draft.kind {
        ListingKind::Need => t.get(&format!("for-whom-{}", draft.text.for_whom)),
        ListingKind::Offer => t
            .say("new-capacity-choice")
            .set("count", u32::from(draft.capacity))
            .to_string(),
    };
    let sentence = t
        .say(&format!("new-sentence-{}", code(draft.kind)))
        .set("category", &*category)
        .set("title", &*draft.text.title)
        .set("when", &*when)
        .set("duration", &*duration)
        .set("place", &*place)
        .to_string();
    Ok(Summary {
        sentence,
        category,
        title: draft.text.title.clone(),
        when,
        duration,
        place,
        whom,
        description: draft.text.description.clone(),
        until: page.moment(draft.expires_at.0),
    })
}
