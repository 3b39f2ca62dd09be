//! The organiser's list: who has a place, who came, who gets points. For those without a phone and
//! from the paper list.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, ActivityId, PartyId,
    operation::activity::{AwardPoints, CheckInPeople, CorrectAttendance, MarkAbsent},
    state::activities::{Activity, ActivityStatus, PlaceStatus},
    state::keys,
};

use super::{Hand, find, hand_of, show::is_listed, words_of};
use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::pages::listings::name_of;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected, view};

#[derive(Template)]
#[template(path = "activities/people.html")]
struct PeoplePage {
    page: Page,
    id: String,
    title: String,
    people: Vec<Person>,
    acts: Vec<&'static str>,
    errors: FieldErrors,
}

struct Person {
    id: String,
    name: String,
    word: &'static str,
    tone: &'static str,
    awarded: bool,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    view::html(&filled(&state, page, &id, FieldErrors::default()).await?)
}

/// Ticked names and one of the buttons; nothing else that a form could send counts.
pub(crate) async fn act(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<BTreeMap<String, String>>,
) -> Result<Response, Error> {
    let ((activity, record), me) = (find(&state, &id)?, page.actor()?);
    if hand_of(&state, me, activity, &record) == Hand::Guest {
        return Err(Error::not_found());
    }
    let mut errors = FieldErrors::default();
    let people = ticked(&state, activity, &form);
    let act = form.get("act").map_or("", String::as_str);
    if people.is_empty() {
        errors.add("people", page.t.get("activity-nobody-ticked"));
        return view::html_again(&filled(&state, page, &id, errors).await?);
    }
    let (action, notice): (Action, _) = match act {
        "came" => (CheckInPeople { activity, people }.into(), "activity-noted"),
        "absent" => (MarkAbsent { activity, people }.into(), "activity-noted"),
        "correct" => (
            CorrectAttendance { activity, people }.into(),
            "activity-noted",
        ),
        "award" => (AwardPoints { activity, people }.into(), "activity-awarded"),
        _ => return Err(Error::not_found()),
    };
    match state.desk.act(me, action).await {
        Ok(_) => {
            let path = LocalPath::parse(&format!("/activities/{activity}/people"));
            Ok(see_other_with_notice(&path, notice, page.tls()))
        }
        Err(error) => {
            errors.add("people", rejected::sentence(page.t, error)?);
            view::html_again(&filled(&state, page, &id, errors).await?)
        }
    }
}

/// The people of this activity whose boxes were ticked.
fn ticked(state: &AppState, activity: ActivityId, form: &BTreeMap<String, String>) -> Vec<PartyId> {
    let named = form.keys().filter_map(|name| name.strip_prefix("person-"));
    let people = named.filter_map(PartyId::from_hex);
    people
        .filter(|person| is_listed(state, activity, *person))
        .collect()
}

async fn filled(
    state: &AppState,
    page: Page,
    id: &str,
    errors: FieldErrors,
) -> Result<PeoplePage, Error> {
    let ((id, activity), me) = (find(state, id)?, page.actor()?);
    let hand = hand_of(state, me, id, &activity);
    if hand == Hand::Guest {
        return Err(Error::not_found());
    }
    let head = state.desk.gateway.head().state;
    let mut people = Vec::new();
    for place in state.desk.projections.sign_ups(id).await? {
        let (tone, word) = match place.status {
            PlaceStatus::Taken => ("calm", "activity-person-taken"),
            PlaceStatus::Waiting => ("wait", "activity-person-waiting"),
            PlaceStatus::Came => ("good", "activity-person-came"),
            PlaceStatus::Absent => ("bad", "activity-person-absent"),
            PlaceStatus::Left => continue,
        };
        let record = head.get(&keys::sign_up(id, place.person));
        people.push(Person {
            id: place.person.to_string(),
            name: name_of(state, &page, place.person).await?,
            awarded: record.is_some_and(|record| record.awarded),
            word,
            tone,
        });
    }
    Ok(PeoplePage {
        id: id.to_string(),
        title: words_of(state, &page, id).await?.0.title,
        people,
        acts: acts(&activity, hand),
        errors,
        page,
    })
}

fn acts(activity: &Activity, hand: Hand) -> Vec<&'static str> {
    let is_mine = hand == Hand::Organiser;
    match activity.status {
        ActivityStatus::Open if is_mine => vec!["came", "correct"],
        ActivityStatus::Open => vec!["came"],
        ActivityStatus::Held if is_mine => vec!["came", "absent", "correct"],
        ActivityStatus::Held => vec!["came"],
        ActivityStatus::Reported if is_mine && activity.points.is_positive() => vec!["award"],
        _ => Vec::new(),
    }
}
