//! What an organiser fills in, from a day that suits to the papers, and what is wrong with it.

use jiff::civil::Date;
use ledger::{
    AreaCode, Points, Timestamp,
    operation::{
        activity::{Ages, Papers, PlanActivity},
        listing::{ContentRef, Place},
    },
    time::{DAY_MS, HOUR_MS, MINUTE_MS},
};
use projections::huts::Hut;
use serde::Deserialize;

use super::act::papers_of;
use crate::content::ListingText;
use crate::forms::{Choice, FieldErrors};
use crate::pages::listings::hut_name;
use crate::view::{categories, format, windows::midnight};
use crate::{AppState, Error, Page, typed};

const DAYS_AHEAD: u32 = 60;
const LENGTHS: [u16; 7] = [30, 60, 90, 120, 180, 240, 480];
const HALF_HOURS: std::ops::RangeInclusive<u16> = 14..=43;
const TITLE_CHARACTERS_MAX: usize = 40;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PlanForm {
    pub(super) category: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) day: String,
    pub(super) time: String,
    pub(super) minutes: String,
    pub(super) place: String,
    pub(super) capacity: String,
    pub(super) ages: String,
    pub(super) points: String,
    pub(super) risk: String,
    pub(super) policy: String,
    pub(super) until: String,
    pub(super) licence: String,
}

/// What can be chosen.
pub(crate) struct Choices {
    pub(super) categories: Vec<(String, Vec<Choice>)>,
    pub(super) days: Vec<Choice>,
    pub(super) times: Vec<Choice>,
    pub(super) lengths: Vec<Choice>,
    pub(super) places: Vec<Choice>,
    pub(super) ages: Vec<Choice>,
}

impl Choices {
    pub(super) async fn of(state: &AppState, page: &Page, home: AreaCode) -> Result<Self, Error> {
        let t = page.t;
        let today = state.desk.now().china_day();
        let days = (today..today + DAYS_AHEAD)
            .map(|day| Choice::new(day, format::day(t, midnight(day).0)));
        let times = HALF_HOURS.map(|half| {
            let at = midnight(today).plus_ms(u64::from(half) * HOUR_MS / 2);
            Choice::new(half, format::time(t, at.0))
        });
        let mut places = vec![
            Choice::new("agreed", t.get("activity-place-told")),
            Choice::new("remote", t.get("activity-place-remote")),
        ];
        for hut in huts(state, home).await? {
            let name = hut_name(state, page, hut.hut).await?;
            places.insert(0, Choice::new(hut.hut, name));
        }
        Ok(Self {
            categories: categories::groups_of_activities(t),
            days: days.collect(),
            times: times.collect(),
            lengths: LENGTHS
                .map(|minutes| Choice::new(minutes, page.duration(u64::from(minutes))))
                .to_vec(),
            places,
            ages: [
                ("adults", "activity-ages-adults"),
                ("eight", "activity-ages-eight"),
            ]
            .map(|(code, word)| Choice::new(code, t.get(word)))
            .to_vec(),
        })
    }
}

async fn huts(state: &AppState, home: AreaCode) -> Result<Vec<Hut>, Error> {
    Ok(state.desk.projections.huts(home).await?)
}

impl PlanForm {
    pub(super) fn fresh(today: u32) -> Self {
        Self {
            day: (today + 7).to_string(),
            time: "19".to_owned(),
            minutes: "60".to_owned(),
            capacity: "20".to_owned(),
            ages: "adults".to_owned(),
            ..Self::default()
        }
    }

    /// The plan, or complaints and nothing; its code commitment is put in afterwards.
    pub(super) async fn judge(
        &self,
        state: &AppState,
        page: &Page,
        home: AreaCode,
        errors: &mut FieldErrors,
    ) -> Result<Option<PlanActivity>, Error> {
        let t = page.t;
        let category = categories::parse(&self.category);
        if category.is_none() {
            errors.add("category", t.get("activity-category-error"));
        }
        let title = typed::plain(&self.title);
        if title.is_empty() || title.chars().count() > TITLE_CHARACTERS_MAX {
            errors.add("title", t.get("activity-title-error"));
        }
        let start = self.start();
        if start.is_none_or(|start| start <= state.desk.now()) {
            errors.add("day", t.get("activity-day-error"));
        }
        let capacity = self
            .capacity
            .trim()
            .parse()
            .ok()
            .filter(|people| *people > 0);
        if capacity.is_none() {
            errors.add("capacity", t.get("activity-capacity-error"));
        }
        let place = self.place(state, home).await?;
        if place.is_none() {
            errors.add("place", t.get("activity-place-error"));
        }
        let points = match self.points.trim() {
            "" => Some(Points::ZERO),
            typed => typed::points(typed),
        };
        if points.is_none() {
            errors.add("points", t.get("donate-malformed"));
        }
        let papers = self.papers(state, page, errors)?;
        let minutes = self.minutes.parse().ok();
        let (true, Some(category), Some(start), Some(capacity), Some(place), Some(points)) =
            (errors.is_empty(), category, start, capacity, place, points)
        else {
            return Ok(None);
        };
        Ok(Some(PlanActivity {
            category,
            content: self.content(state, title)?,
            area: home,
            place,
            start,
            minutes: minutes.unwrap_or(LENGTHS[1]),
            capacity,
            risk: self.risk == "on",
            licensed: papers.licence.is_some(),
            papers,
            ages: if self.ages == "eight" {
                Ages::FromEight
            } else {
                Ages::Adults
            },
            points,
            codes: ledger::Hash::ZERO,
        }))
    }

    fn content(&self, state: &AppState, title: String) -> Result<ContentRef, Error> {
        let text = ListingText {
            title,
            description: self.description.trim().to_owned(),
            ..ListingText::default()
        };
        state.desk.content.put(&text).map_err(Error::internal)
    }

    fn papers(
        &self,
        state: &AppState,
        page: &Page,
        errors: &mut FieldErrors,
    ) -> Result<Papers, Error> {
        let until = day_end(&self.until);
        if !self.policy.trim().is_empty() && until.is_none() {
            errors.add("until", page.t.get("activity-until-error"));
        }
        papers_of(state, (&self.policy, until), &self.licence)
    }

    fn start(&self) -> Option<Timestamp> {
        let day: u32 = self.day.parse().ok()?;
        let half: u16 = self.time.parse().ok()?;
        let half = HALF_HOURS.contains(&half).then_some(half)?;
        // No typed number reaches past the year 9999.
        let day = (day < 3_000_000).then_some(day)?;
        Some(midnight(day).plus_ms(u64::from(half) * 30 * MINUTE_MS))
    }

    async fn place(&self, state: &AppState, home: AreaCode) -> Result<Option<Place>, Error> {
        Ok(match self.place.as_str() {
            "agreed" => Some(Place::Agreed),
            "remote" => Some(Place::Remote),
            other => huts(state, home)
                .await?
                .into_iter()
                .find(|hut| hut.hut.to_string() == other)
                .map(|hut| Place::Hut(hut.hut)),
        })
    }
}

/// The end of a day that a date field sent.
pub(super) fn day_end(typed: &str) -> Option<Timestamp> {
    let date: Date = typed.trim().parse().ok()?;
    let days = date.since(Date::constant(1970, 1, 1)).ok()?.get_days();
    let day = u32::try_from(days).ok()?;
    Some(midnight(day).plus_ms(DAY_MS).minus_ms(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_holds_to_the_end_of_its_last_day_in_china() {
        let end = day_end("2026-11-24").unwrap();
        assert_eq!(end.china_day(), Timestamp(end.0 + 1).china_day() - 1);
        assert_eq!(day_end("tomorrow"), None);
        assert_eq!(day_end("1969-01-01"), None);
    }

    #[test]
    fn a_start_is_on_the_half_hour_of_a_day() {
        let form = PlanForm::fresh(20_000);
        let start = form.start().unwrap();
        assert_eq!(start.china_day(), 20_007);
        let night = PlanForm {
            time: "3".to_owned(),
            ..form
        };
        assert_eq!(night.start(), None);
    }
}
