//! The home of a hut, for everybody: open or not, who is there, its hours, what is on the shelves,
//! and the wishes and offers of its community.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::state::activities::ActivityStatus;
use projections::{Page as Part, activities::ActivityFilter, huts::Hut, items::ItemFilter};

use super::{Words, day, find, words};
use crate::extract::Path;
use crate::pages::{activities, items, listings, loans};
use crate::view::categories;
use crate::{AppState, Error, Page, view};

const THINGS_MAX: u32 = 24;
const EVENTS_MAX: u32 = 12;

#[derive(Template)]
#[template(path = "huts/show.html")]
struct HutPage {
    page: Page,
    id: String,
    words: Words,
    area: String,
    is_open: bool,
    /// Since when the doors are as they are.
    since: Option<String>,
    /// Who is in charge, for members; a visitor only learns whether anybody is.
    keepers: Vec<String>,
    is_kept: bool,
    stock: u32,
    things: Vec<Thing>,
    /// Address, name and time of each.
    activities: Vec<(String, String, String)>,
    is_keeper: bool,
}

struct Thing {
    href: String,
    title: String,
    category: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let hut = find(&state, &id).await?;
    let now = day(&state, hut.hut);
    let doors = state.desk.projections.hut_doors(hut.hut).await?;
    let mut keepers = Vec::new();
    if page.reader.is_some() {
        for keeper in &now.on_duty {
            keepers.push(listings::name_of(&state, &page, *keeper).await?);
        }
    }
    let me = page.reader.is_some().then(|| page.actor()).transpose()?;
    view::html(&HutPage {
        id: hut.hut.to_string(),
        words: words(&state, &page, &hut),
        area: state.areas.name(hut.community, page.language),
        is_open: now.open,
        since: doors.map(|doors| page.moment(doors.changed_at.0)),
        keepers,
        is_kept: !now.on_duty.is_empty(),
        stock: now.stock,
        things: things(&state, &page, &hut).await?,
        activities: activities(&state, &page, &hut).await?,
        is_keeper: me.is_some_and(|me| loans::keeps(&state, me, hut.hut)),
        page,
    })
}

async fn things(state: &AppState, page: &Page, hut: &Hut) -> Result<Vec<Thing>, Error> {
    let filter = ItemFilter {
        hut: Some(hut.hut),
        ..ItemFilter::default()
    };
    let found = state
        .desk
        .projections
        .items(&filter, Part::first(THINGS_MAX));
    let things = found.await?.into_iter().map(|item| Thing {
        href: format!("/items/{}", item.item),
        title: items::text_of(state, page, &item).title,
        category: categories::name(page.t, item.terms.category),
    });
    Ok(things.collect())
}

/// What is on in the community from now on, and when; the soonest first.
async fn activities(
    state: &AppState,
    page: &Page,
    hut: &Hut,
) -> Result<Vec<(String, String, String)>, Error> {
    let now = state.desk.now();
    let filter = ActivityFilter {
        area: Some(hut.community),
        after: Some(now),
        ..ActivityFilter::default()
    };
    let part = Part::first(EVENTS_MAX);
    let mut found = state.desk.projections.activities(&filter, part).await?;
    found.retain(|activity| activity.place == ledger::operation::listing::Place::Hut(hut.hut));
    found.retain(|activity| activity.status == ActivityStatus::Open);
    found.sort_by_key(|activity| activity.start);
    let mut lines = Vec::new();
    for activity in found {
        let title = activities::title_of(state, page, &activity.content.hash);
        let href = format!("/activities/{}", activity.activity);
        lines.push((href, title, page.moment(activity.start.0)));
    }
    Ok(lines)
}

/// Who is there now, as far as the reader may know it.
pub(crate) fn keeper_words(page: &Page, is_kept: bool, keepers: &[String]) -> String {
    match (is_kept, keepers) {
        (false, _) => page.t.get("hut-keeper-none"),
        (true, []) => page.t.get("hut-keeper-some"),
        (true, names) => names.join(" · "),
    }
}
