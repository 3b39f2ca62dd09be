//! Judges what was filled in, step by step, and makes a draft of it.

use ledger::{
    HutId, Timestamp, Window,
    operation::listing::{ListingKind, MINUTES_MAX, Place},
    time::DAY_MS,
};

use super::choices::{self, BENEFICIARIES, DAYS_AHEAD};
use super::form::Step;
use super::{AppState, DraftForm, Error, FieldErrors, ListingDraft, Page};
use crate::content::ListingText;
use crate::pages::listings::{community_of, pack};
use crate::view::categories;
use crate::view::windows::DayPart;

const TITLE_CHARACTERS_MIN: usize = 2;
const TITLE_CHARACTERS_MAX: usize = 60;
const DESCRIPTION_CHARACTERS_MAX: usize = 500;
const CAPACITY_MAX: u16 = 100;
const PER_WEEK_MAX: u16 = 50;
/// How long a need or an offer without times stays open.
const NEED_OPEN_MS: u64 = 30 * DAY_MS;
const OFFER_OPEN_MS: u64 = 90 * DAY_MS;

/// The first of the steps up to this one that has a mistake, with the complaints about it.
pub(super) async fn first_wrong_step(
    state: &AppState,
    page: &Page,
    kind: ListingKind,
    form: &DraftForm,
    last: Step,
    errors: &mut FieldErrors,
) -> Result<Option<Step>, Error> {
    for step in Step::ALL.into_iter().filter(|step| *step <= last) {
        match step {
            Step::What => what(page, form, errors),
            Step::When => when(state, page, form, errors),
            Step::Where => place(state, page, kind, form, errors).await?,
            Step::Check => {}
        }
        if !errors.is_empty() {
            return Ok(Some(step));
        }
    }
    Ok(None)
}

/// The listing that the form describes, or complaints and nothing.
pub(super) async fn draft(
    state: &AppState,
    page: &Page,
    kind: ListingKind,
    form: &DraftForm,
    errors: &mut FieldErrors,
) -> Result<Option<ListingDraft>, Error> {
    let wrong = first_wrong_step(state, page, kind, form, Step::Check, errors).await?;
    if wrong.is_some() {
        return Ok(None);
    }
    let now = Timestamp(page.now_ms);
    let windows = windows(form, now);
    let (Some(category), Ok(minutes), Some(place)) =
        (category(form), form.minutes.parse(), parse_place(form))
    else {
        return Ok(None);
    };
    let open_ms = match kind {
        ListingKind::Need => NEED_OPEN_MS,
        ListingKind::Offer => OFFER_OPEN_MS,
    };
    let last = windows.iter().map(|window| window.end).max();
    let is_need = kind == ListingKind::Need;
    Ok(Some(ListingDraft {
        kind,
        category,
        area: community_of(state, page.actor()?)?,
        place,
        windows,
        minutes,
        capacity: if is_need {
            1
        } else {
            capacity(form).unwrap_or(1)
        },
        expires_at: last.unwrap_or_else(|| now.plus_ms(open_ms)),
        text: ListingText {
            title: form.title.trim().to_owned(),
            description: form.description.trim().to_owned(),
            for_whom: if is_need {
                form.for_whom.clone()
            } else {
                String::new()
            },
            languages: form.languages(),
            per_week: if is_need { None } else { per_week(form) },
            over_sixty: is_need && !form.over_sixty.is_empty(),
        },
    }))
}

fn what(page: &Page, form: &DraftForm, errors: &mut FieldErrors) {
    let t = page.t;
    if form.category == "other" && form.other.is_empty() {
        errors.add("other", t.get("new-other-error"));
    } else if category(form).is_none() {
        errors.add("category", t.get("new-category-error"));
    }
    let characters = form.title.trim().chars().count();
    if characters < TITLE_CHARACTERS_MIN {
        errors.add("title", t.get("new-title-short"));
    } else if characters > TITLE_CHARACTERS_MAX {
        errors.add("title", t.get("new-title-long"));
    }
}

fn category(form: &DraftForm) -> Option<ledger::CategoryCode> {
    match form.category.as_str() {
        "other" => categories::parse(&form.other),
        code => categories::parse(code),
    }
}

fn when(state: &AppState, page: &Page, form: &DraftForm, errors: &mut FieldErrors) {
    let t = page.t;
    match form.when.as_str() {
        "any" => {}
        "times" => times(page, form, errors),
        _ => errors.add("when", t.get("new-when-error")),
    }
    let minutes: Option<u16> = form.minutes.parse().ok();
    if !minutes.is_some_and(|minutes| pack(state).minutes_fit(minutes, MINUTES_MAX)) {
        errors.add("minutes", t.get("rejection-minutes_invalid"));
    }
}

fn times(page: &Page, form: &DraftForm, errors: &mut FieldErrors) {
    let t = page.t;
    let mut count = 0;
    for row in form.rows() {
        match (row.day.is_empty(), row.part.is_empty()) {
            (true, true) => {}
            (true, false) => errors.add(row.day_field, t.get("new-day-error")),
            (false, true) => errors.add(row.part_field, t.get("new-part-error")),
            (false, false) => match window(row.day, row.part, Timestamp(page.now_ms)) {
                Some(_) => count += 1,
                None => errors.add(row.part_field, t.get("new-time-passed")),
            },
        }
    }
    if count == 0 && errors.is_empty() {
        errors.add("day1", t.get("new-times-error"));
    }
}

/// The proposed times in their order, each once.
fn windows(form: &DraftForm, now: Timestamp) -> Vec<Window> {
    if form.when != "times" {
        return Vec::new();
    }
    let mut windows: Vec<Window> = form
        .rows()
        .into_iter()
        .filter_map(|row| window(row.day, row.part, now))
        .collect();
    windows.sort_unstable();
    windows.dedup();
    windows
}

/// A time that is not over and not too far ahead.
fn window(day: &str, part: &str, now: Timestamp) -> Option<Window> {
    let today = now.china_day();
    let day = day.parse().ok().filter(|day| *day < today + DAYS_AHEAD)?;
    let window = DayPart::from_code(part)?.on(day);
    (now < window.end).then_some(window)
}

async fn place(
    state: &AppState,
    page: &Page,
    kind: ListingKind,
    form: &DraftForm,
    errors: &mut FieldErrors,
) -> Result<(), Error> {
    let t = page.t;
    match parse_place(form) {
        Some(Place::Hut(hut)) if state.desk.projections.hut(hut).await?.is_some() => {}
        Some(Place::Home | Place::Agreed | Place::Remote) => {}
        // Where the district has no hut, there is no list of them to complain about.
        Some(Place::Hut(_)) | None if form.place == "hut" => {
            let has_huts = !choices::huts(state, page).await?.is_empty();
            let field = if has_huts { "hut" } else { "place" };
            errors.add(field, t.get("new-hut-error"));
        }
        Some(Place::Hut(_)) | None => errors.add("place", t.get("new-place-error")),
    }
    if kind == ListingKind::Need && !BENEFICIARIES.contains(&form.for_whom.as_str()) {
        errors.add("for_whom", t.get("new-for-whom-error"));
    }
    if kind == ListingKind::Offer && capacity(form).is_none() {
        errors.add("capacity", t.get("rejection-capacity_invalid"));
    }
    if !form.per_week.is_empty() && per_week(form).is_none() {
        errors.add("per_week", t.get("rejection-capacity_invalid"));
    }
    if kind == ListingKind::Need
        && !form.over_sixty.is_empty()
        && !state
            .desk
            .is_over_sixty(page.actor()?, page.wall_ms)
            .await?
    {
        errors.add("over_sixty", t.get("new-over-sixty-error"));
    }
    if form.description.trim().chars().count() > DESCRIPTION_CHARACTERS_MAX {
        errors.add("description", t.get("new-description-long"));
    }
    Ok(())
}

fn parse_place(form: &DraftForm) -> Option<Place> {
    match form.place.as_str() {
        "home" => Some(Place::Home),
        "agreed" => Some(Place::Agreed),
        "remote" => Some(Place::Remote),
        "hut" => HutId::from_hex(&form.hut).map(Place::Hut),
        _ => None,
    }
}

fn capacity(form: &DraftForm) -> Option<u16> {
    let count = form.capacity.parse().ok()?;
    (1..=CAPACITY_MAX).contains(&count).then_some(count)
}

/// How many a week; nothing where any number is meant.
fn per_week(form: &DraftForm) -> Option<u16> {
    let count = form.per_week.parse().ok()?;
    (1..=PER_WEEK_MAX).contains(&count).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::time::HOUR_MS;

    #[test]
    fn a_time_is_proposed_until_it_is_over() {
        // 2026-11-24, 10 o'clock in China.
        let now = Timestamp(20_781 * DAY_MS + 2 * HOUR_MS);
        assert!(window("20781", "morning", now).is_some());
        assert!(window("20781", "morning", now.plus_ms(2 * HOUR_MS)).is_none());
        assert!(window("20794", "evening", now).is_some());
        assert!(window("20795", "evening", now).is_none(), "too far ahead");
        assert!(window("tomorrow", "evening", now).is_none());
    }

    #[test]
    fn times_are_sorted_and_said_once() {
        let form = DraftForm {
            when: "times".to_owned(),
            day1: "20783".to_owned(),
            part1: "evening".to_owned(),
            day2: "20782".to_owned(),
            part2: "morning".to_owned(),
            day3: "20783".to_owned(),
            part3: "evening".to_owned(),
            ..DraftForm::default()
        };
        let found = windows(&form, Timestamp(20_781 * DAY_MS));
        assert_eq!(found.len(), 2);
        assert!(found[0].start < found[1].start);
        let any = DraftForm {
            when: "any".to_owned(),
            ..form
        };
        assert!(windows(&any, Timestamp(0)).is_empty());
    }
}
