//! The days of a thing as a calendar of four weeks, and which of them are free.

use ledger::{
    Timestamp,
    operation::loan::{DAYS_AHEAD_MAX, RESERVATIONS_MAX},
};
use projections::items::{Item, Loan};

use crate::forms::Choice;
use crate::view::windows::midnight;
use crate::{AppState, Error, Page};

/// Days shown at a glance, and weeks begin on Monday.
const DAYS_SHOWN: u32 = 28;
/// 1 January 1970 was a Thursday.
const FIRST_WEEKDAY: u32 = 3;

/// What is taken of a thing's days.
pub(super) struct Days {
    today: u32,
    taken: Vec<(u32, u32)>,
    is_full: bool,
    longest: u8,
}

/// One day of the calendar.
pub(super) struct Cell {
    pub(super) number: String,
    /// For who does not see the cell: the day in full.
    pub(super) day: String,
    /// `past`, `free` or `taken`.
    pub(super) kind: &'static str,
}

impl Days {
    pub(super) async fn of(state: &AppState, item: &Item) -> Result<Self, Error> {
        let today = state.desk.now().china_day();
        let loans = state.desk.projections.item_calendar(item.item).await?;
        let live = loans.len();
        Ok(Self {
            today,
            taken: loans.iter().map(|loan| span(loan, today)).collect(),
            is_full: live >= RESERVATIONS_MAX,
            longest: item.terms.loan_days,
        })
    }

    pub(super) fn is_free(&self, day: u32) -> bool {
        !self.is_full
            && !self
                .taken
                .iter()
                .any(|(from, last)| *from <= day && day <= *last)
    }

    /// The weeks from this one on, Monday first.
    pub(super) fn weeks(&self, page: &Page) -> Vec<Vec<Cell>> {
        let monday = self.today - (self.today + FIRST_WEEKDAY) % 7;
        let days: Vec<u32> = (monday..monday + DAYS_SHOWN).collect();
        let cell = |day: &u32| Cell {
            number: day_of_month(*day).to_string(),
            day: page.day(midnight(*day).0),
            kind: match *day {
                day if day < self.today => "past",
                day if self.is_free(day) => "free",
                _ => "taken",
            },
        };
        days.chunks(7)
            .map(|week| week.iter().map(cell).collect())
            .collect()
    }

    /// The days on which a loan can begin.
    pub(super) fn beginnings(&self, page: &Page) -> Vec<Choice> {
        (self.today..=self.today + DAYS_AHEAD_MAX)
            .filter(|day| self.is_free(*day))
            .map(|day| Choice::new(day, page.day(midnight(day).0)))
            .collect()
    }

    /// For how many days.
    pub(super) fn lengths(&self, page: &Page) -> Vec<Choice> {
        (1..=self.longest)
            .map(|days| Choice::new(days, page.t.say("item-days").set("days", u32::from(days))))
            .collect()
    }
}

/// A loan that is late takes today as well.
fn span(loan: &Loan, today: u32) -> (u32, u32) {
    let is_out = loan.handed_over_at.is_some();
    (
        loan.from_day,
        if is_out {
            loan.last_day.max(today)
        } else {
            loan.last_day
        },
    )
}

fn day_of_month(day: u32) -> i8 {
    let noon = midnight(day).plus_ms(12 * ledger::time::HOUR_MS);
    crate::view::format::day_of_month(Timestamp(noon.0).0)
}
