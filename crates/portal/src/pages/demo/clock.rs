//! The clock of a demonstration: a visitor of ten minutes sees what next week brings.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::{DateTime, Weekday};
use jiff::{Span, Timestamp, ToSpan as _, tz::Offset};
use ledger::{Action, operation::ClockAction, operation::clock::AdvanceClock};
use serde::Deserialize;

use crate::extract::Form;
use crate::forms::Choice;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, view};

const SHANGHAI: Offset = Offset::constant(8);
/// When an office opens: where "the start of" a day, week or month leads.
const MORNING: i8 = 9;

/// How far to go, as the form names it.
const STEPS: [(&str, Step); 7] = [
    ("ten-minutes", Step::Minutes(10)),
    ("hour", Step::Minutes(60)),
    ("day", Step::Minutes(24 * 60)),
    ("three-days", Step::Minutes(3 * 24 * 60)),
    ("tomorrow", Step::To(tomorrow)),
    ("next-week", Step::To(next_monday)),
    ("next-month", Step::To(next_month)),
];

#[derive(Clone, Copy)]
enum Step {
    Minutes(u64),
    /// To the morning of the day that this finds.
    To(fn(DateTime) -> Option<DateTime>),
}

#[derive(Template)]
#[template(path = "demo/clock.html")]
struct ClockPage {
    page: Page,
    steps: Vec<Choice>,
}

#[derive(Deserialize)]
pub(crate) struct ClockForm {
    #[serde(default)]
    step: String,
}

pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    let label = |(name, step): (&'static str, Step)| {
        let arrival = page.now_ms.saturating_add(length_ms(step, page.now_ms)?);
        let word = page.t.get(&format!("clock-step-{name}"));
        Some(Choice::new(name, word).hint(page.moment(arrival)))
    };
    let steps = STEPS.into_iter().filter_map(label).collect();
    view::html(&ClockPage { page, steps })
}

/// The office signs: the clock is a fact of the ledger, the same for everybody.
pub(crate) async fn advance(
    State(state): State<AppState>,
    page: Page,
    Form(form): Form<ClockForm>,
) -> Result<Response, Error> {
    let step = STEPS.into_iter().find(|(name, _)| *name == form.step);
    let by_ms = step.and_then(|(_, step)| length_ms(step, page.now_ms));
    let by_ms = by_ms.ok_or_else(|| Error::invalid("step", "clock-step-error"))?;
    let action = Action::Clock(ClockAction::AdvanceClock(AdvanceClock { by_ms }));
    state.desk.act(state.desk.office, action).await?;
    let path = LocalPath::parse("/demo/clock");
    Ok(see_other_with_notice(&path, "clock-moved", page.tls()))
}

fn length_ms(step: Step, now_ms: u64) -> Option<u64> {
    match step {
        Step::Minutes(minutes) => Some(minutes * 60_000),
        Step::To(day) => {
            let now = i64::try_from(now_ms).ok()?;
            let today = SHANGHAI.to_datetime(Timestamp::from_millisecond(now).ok()?);
            let arrival = day(today)?.date().at(MORNING, 0, 0, 0);
            let arrival = SHANGHAI.to_timestamp(arrival).ok()?.as_millisecond();
            u64::try_from(arrival.checked_sub(now)?).ok()
        }
    }
}

fn tomorrow(today: DateTime) -> Option<DateTime> {
    later(today, 1.day())
}

fn next_monday(today: DateTime) -> Option<DateTime> {
    let since = i64::from(today.weekday().since(Weekday::Monday));
    later(today, (7 - since).days())
}

fn next_month(today: DateTime) -> Option<DateTime> {
    later(today.first_of_month(), 1.month())
}

fn later(day: DateTime, span: Span) -> Option<DateTime> {
    day.checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-23 15:00 in Shanghai, a Monday.
    const MONDAY_MS: u64 = 1_795_417_200_000;
    const HOUR_MS: u64 = 3_600_000;

    #[test]
    fn steps_to_a_day_arrive_in_its_morning() {
        let hours = |step| length_ms(step, MONDAY_MS).map(|ms| ms / HOUR_MS);
        assert_eq!(hours(Step::To(tomorrow)), Some(18));
        assert_eq!(hours(Step::To(next_monday)), Some(7 * 24 - 6));
        assert_eq!(hours(Step::To(next_month)), Some(8 * 24 - 6));
    }

    #[test]
    fn the_day_is_that_of_shanghai() {
        // 23:00 UTC on Sunday is Monday, 7:00 there: the next morning is Tuesday's.
        let early = MONDAY_MS - 8 * HOUR_MS;
        assert_eq!(length_ms(Step::To(tomorrow), early), Some(26 * HOUR_MS));
    }
}
