//! Things done together (W-05): look around, sign up, come, and for organisers the whole course.

use ledger::{
    ActivityId, Hash, PartyId, Timestamp,
    authority::Right,
    operation::identity::{Role, Scope},
    operation::listing::Place,
    state::{activities::Activity, keys},
    time::MINUTE_MS,
};

use crate::content::ListingText;
use crate::pages::listings::{hut_name, missing_words};
use crate::pages::loans;
use crate::view::statuses::Status;
use crate::{AppState, Error, Page};

pub(crate) mod act;
pub(crate) mod browse;
pub(crate) mod code;
mod form;
pub(crate) mod new;
pub(crate) mod people;
pub(crate) mod show;

/// The activity that an address names, as the ledger has it now.
fn find(state: &AppState, id: &str) -> Result<(ActivityId, Activity), Error> {
    let id = ActivityId::from_hex(id).ok_or_else(Error::not_found)?;
    let found = state.desk.gateway.head().state.get(&keys::activity(id));
    Ok((id, found.ok_or_else(Error::not_found)?))
}

/// What somebody is to an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hand {
    /// Holds it.
    Organiser,
    /// Helps there, keeps its hut, or works for its area: may say who came.
    Staff,
    /// May come.
    Guest,
}

fn hand_of(state: &AppState, me: PartyId, id: ActivityId, activity: &Activity) -> Hand {
    if activity.organiser == me {
        return Hand::Organiser;
    }
    let desk = &state.desk;
    let keeps = matches!(activity.place, Place::Hut(hut) if loans::keeps(state, me, hut));
    let helps = desk.holds_in(me, Role::Volunteer, Scope::Activity(id));
    if keeps || helps || desk.has_right(me, Right::Tend, activity.area) {
        Hand::Staff
    } else {
        Hand::Guest
    }
}

fn end_of(activity: &Activity) -> Timestamp {
    activity
        .start
        .plus_ms(u64::from(activity.minutes) * MINUTE_MS)
}

/// The name of an activity, or a sentence in its place when it was taken down.
pub(crate) fn title_of(state: &AppState, page: &Page, content: &Hash) -> String {
    let text: Option<ListingText> = state.desk.words(content);
    text.map_or_else(|| missing_words(state, page, content), |text| text.title)
}

/// Name and description, or a sentence in their place when they were taken down.
async fn words_of(
    state: &AppState,
    page: &Page,
    id: ActivityId,
) -> Result<(ListingText, Option<String>), Error> {
    let row = state.desk.projections.activity(id).await?;
    let row = row.ok_or_else(Error::not_found)?;
    let text = state.desk.words(&row.content.hash);
    let text = text.unwrap_or_else(|| ListingText {
        title: missing_words(state, page, &row.content.hash),
        ..ListingText::default()
    });
    let report = row.report.and_then(|hash| state.desk.words(&hash));
    Ok((text, report.map(|report: ListingText| report.description)))
}

/// Where it takes place, in words.
async fn place_words(state: &AppState, page: &Page, place: Place) -> Result<String, Error> {
    Ok(match place {
        Place::Hut(hut) => hut_name(state, page, hut).await?,
        Place::Remote => page.t.get("activity-place-remote"),
        Place::Home | Place::Agreed => page.t.get("activity-place-told"),
    })
}

/// Where an activity stands.
const fn status_of(activity: &Activity, now: Timestamp) -> Status {
    use ledger::state::activities::ActivityStatus as Is;
    let (tone, word) = match activity.status {
        Is::Planned => ("wait", "activity-planned"),
        Is::Open if now.0 >= activity.start.0 => ("good", "activity-running"),
        Is::Open if activity.taken >= activity.capacity => ("wait", "activity-full"),
        Is::Open => ("good", "activity-open"),
        Is::Held => ("calm", "activity-held"),
        Is::Reported => ("calm", "activity-reported"),
        Is::Cancelled => ("bad", "activity-cancelled"),
        Is::Lapsed => ("calm", "activity-lapsed"),
    };
    Status { tone, word }
}
