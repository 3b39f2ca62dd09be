//! One activity: what it is, whether there is a place, and what the reader can do about it now.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    ActivityId, PartyId, Timestamp,
    category::{Family, category},
    operation::activity::{Ages, CHECK_IN_EARLY_MS},
    state::{
        activities::{Activity, ActivityStatus, PlaceStatus},
        keys,
    },
};

use super::{Hand, end_of, find, hand_of, place_words, status_of, words_of};
use crate::extract::{Path, Query};
use crate::forms::FieldErrors;
use crate::pages::listings::name_of;
use crate::told::amount;
use crate::view::{categories, statuses::Status};
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "activities/show.html")]
pub(super) struct ShowPage {
    page: Page,
    id: String,
    title: String,
    description: String,
    report: Option<String>,
    status: Status,
    facts: Vec<(String, String)>,
    /// Where the reader's own place stands, in a word and a tone.
    mine: Option<Status>,
    /// How many wait before the reader, the reader included.
    turn: Option<usize>,
    /// What can be pressed: the word of the act, in the order of the buttons.
    acts: Vec<&'static str>,
    asks_code: bool,
    code: String,
    /// The organiser's forms: papers, report, calling off, an incident.
    forms: Vec<&'static str>,
    shows_people: bool,
    shows_code: bool,
    errors: FieldErrors,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct ShowParams {
    /// What the organiser's screen shows; read by the phone's camera.
    code: String,
}

impl ShowPage {
    fn has(&self, form: &str) -> bool {
        self.forms.contains(&form)
    }
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Query(params): Query<ShowParams>,
) -> Result<Response, Error> {
    let shown = filled(&state, page, &id, (params.code, FieldErrors::default()));
    view::html(&shown.await?)
}

pub(super) async fn filled(
    state: &AppState,
    page: Page,
    id: &str,
    (code, errors): (String, FieldErrors),
) -> Result<ShowPage, Error> {
    let ((id, activity), me) = (find(state, id)?, page.actor()?);
    let hand = hand_of(state, me, id, &activity);
    if activity.status == ActivityStatus::Planned && hand == Hand::Guest {
        return Err(Error::not_found());
    }
    let (text, report) = words_of(state, &page, id).await?;
    let place = state.desk.gateway.head().state.get(&keys::sign_up(id, me));
    let place = place.map(|place| place.status);
    let now = state.desk.now();
    let waits = activity.waitlist.iter().position(|person| *person == me);
    let is_door = is_door_open(&activity, now);
    Ok(ShowPage {
        title: text.title,
        description: text.description,
        report,
        status: status_of(&activity, now),
        facts: facts(state, &page, &activity).await?,
        mine: place.and_then(of_place),
        turn: waits.map(|before| before + 1),
        acts: acts(&activity, hand, place, now),
        asks_code: is_door && place == Some(PlaceStatus::Taken),
        code,
        forms: forms(&activity, hand, place),
        shows_people: hand != Hand::Guest,
        shows_code: hand != Hand::Guest && is_door,
        id: id.to_string(),
        errors,
        page,
    })
}

/// From half an hour before the start until half an hour after the end.
fn is_door_open(activity: &Activity, now: Timestamp) -> bool {
    let opens = activity.start.minus_ms(CHECK_IN_EARLY_MS);
    let closes = end_of(activity).plus_ms(CHECK_IN_EARLY_MS);
    activity.status == ActivityStatus::Open && opens <= now && now < closes
}

fn of_place(status: PlaceStatus) -> Option<Status> {
    let (tone, word) = match status {
        PlaceStatus::Taken => ("good", "activity-mine-taken"),
        PlaceStatus::Waiting => ("wait", "activity-mine-waiting"),
        PlaceStatus::Came => ("good", "activity-mine-came"),
        PlaceStatus::Absent => ("bad", "activity-mine-absent"),
        PlaceStatus::Left => return None,
    };
    Some(Status { tone, word })
}

/// The buttons that make sense now; the rules decide in the end.
fn acts(
    activity: &Activity,
    hand: Hand,
    place: Option<PlaceStatus>,
    now: Timestamp,
) -> Vec<&'static str> {
    let is_over = end_of(activity) <= now;
    let has_place = matches!(place, Some(PlaceStatus::Taken | PlaceStatus::Waiting));
    let is_skill = category(activity.category).is_some_and(|row| row.family == Family::Skill);
    let came = place == Some(PlaceStatus::Came);
    let takes_place =
        activity.status == ActivityStatus::Held || activity.status == ActivityStatus::Reported;
    let mut acts = Vec::new();
    match (hand, activity.status) {
        (Hand::Organiser, ActivityStatus::Planned) => acts.push("open"),
        (Hand::Organiser, ActivityStatus::Open) if is_over => acts.push("hold"),
        (Hand::Guest | Hand::Staff, ActivityStatus::Open) if now < activity.start => {
            acts.push(if has_place { "leave" } else { "sign-up" });
        }
        _ => {}
    }
    let may_confirm = came || hand == Hand::Staff;
    if is_skill && takes_place && may_confirm && !activity.confirmed && activity.attended > 0 {
        acts.push("confirm");
    }
    acts
}

fn forms(activity: &Activity, hand: Hand, place: Option<PlaceStatus>) -> Vec<&'static str> {
    let mut forms = Vec::new();
    let is_coming = matches!(
        activity.status,
        ActivityStatus::Planned | ActivityStatus::Open
    );
    if hand == Hand::Organiser && activity.status == ActivityStatus::Planned {
        forms.push("papers");
    }
    if hand == Hand::Organiser && activity.status == ActivityStatus::Held {
        forms.push("report");
    }
    if hand != Hand::Guest && is_coming {
        forms.push("cancel");
    }
    let was_there = hand != Hand::Guest || place == Some(PlaceStatus::Came);
    if was_there && activity.status != ActivityStatus::Planned {
        forms.push("incident");
    }
    forms
}

async fn facts(
    state: &AppState,
    page: &Page,
    activity: &Activity,
) -> Result<Vec<(String, String)>, Error> {
    let t = page.t;
    let ages = match activity.ages {
        Ages::Adults => "activity-ages-adults",
        Ages::FromEight => "activity-ages-eight",
    };
    let places = t
        .say("activity-places")
        .set("taken", usize::from(activity.taken))
        .set("capacity", usize::from(activity.capacity));
    let mut facts = vec![
        (t.get("activity-when"), page.moment(activity.start.0)),
        (
            t.get("activity-length"),
            page.duration(u64::from(activity.minutes)),
        ),
        (
            t.get("activity-where"),
            place_words(state, page, activity.place).await?,
        ),
        (
            t.get("activity-kind"),
            categories::name(t, activity.category),
        ),
        (
            t.get("activity-by"),
            name_of(state, page, activity.organiser).await?,
        ),
        (t.get("activity-room"), places.to_string()),
        (t.get("activity-who"), t.get(ages)),
    ];
    if activity.points.is_positive() {
        let points = amount(t, activity.points);
        facts.push((t.get("activity-points"), points));
    }
    if activity.risk {
        let word = if activity.papers.policy.is_some() {
            "activity-insured"
        } else {
            "activity-uninsured"
        };
        facts.push((t.get("activity-insurance"), t.get(word)));
    }
    Ok(facts)
}

/// Who the organiser's list names, for other modules of this room.
pub(super) fn is_listed(state: &AppState, id: ActivityId, person: PartyId) -> bool {
    let place = state
        .desk
        .gateway
        .head()
        .state
        .get(&keys::sign_up(id, person));
    place.is_some()
}
