//! What the steps offer to choose from.

use ledger::{Timestamp, area::AreaLevel};

use crate::forms::Choice;
use crate::i18n::Language;
use crate::pages::listings::{community_of, district_of, hut_text};
use crate::view::windows::{DayPart, midnight};
use crate::{AppState, Error, Page};

/// How many days ahead a time can be proposed.
pub(super) const DAYS_AHEAD: u32 = 14;
const CAPACITY_CHOICES: u16 = 10;

/// Today and the next days, by the ledger's time.
pub(super) fn days(page: &Page) -> Vec<Choice> {
    let today = Timestamp(page.now_ms).china_day();
    (today..today + DAYS_AHEAD)
        .map(|day| Choice::new(day, page.day(midnight(day).0)))
        .collect()
}

pub(super) fn parts(page: &Page) -> Vec<Choice> {
    DayPart::ALL
        .map(|part| Choice::new(part.code(), part.words(page.t)))
        .to_vec()
}

/// Without a hut in the district, none is offered.
pub(super) async fn places(state: &AppState, page: &Page) -> Result<Vec<Choice>, Error> {
    let t = page.t;
    let mut places = vec![
        Choice::new("home", t.get("place-home")).hint(t.get("new-home-hint")),
        Choice::new("agreed", t.get("place-agreed")).hint(t.get("new-agreed-hint")),
        Choice::new("remote", t.get("place-remote")),
    ];
    if !huts(state, page).await?.is_empty() {
        places.insert(1, Choice::new("hut", t.get("place-hut")));
    }
    Ok(places)
}

/// The district's huts by subdistrict, the reader's own first.
pub(crate) async fn huts(
    state: &AppState,
    page: &Page,
) -> Result<Vec<(String, Vec<Choice>)>, Error> {
    let home = community_of(state, page.actor()?)?;
    let all = state.desk.projections.huts(district_of(home)).await?;
    let mut subdistricts: Vec<_> = state
        .areas
        .all()
        .filter(|area| area.code.level() == Some(AreaLevel::Subdistrict))
        .collect();
    subdistricts.sort_by_key(|area| !home.is_within(area.code));
    let mut groups = Vec::new();
    for subdistrict in subdistricts {
        let choices: Vec<Choice> = all
            .iter()
            .filter(|hut| hut.community.is_within(subdistrict.code))
            .filter_map(|hut| Some((hut, hut_text(state, hut)?)))
            .map(|(hut, text)| match page.language {
                Language::Chinese => Choice::new(hut.hut, text.name_zh),
                Language::English => Choice::new(hut.hut, text.name_en),
            })
            .collect();
        if !choices.is_empty() {
            groups.push((subdistrict.name(page.language).to_owned(), choices));
        }
    }
    Ok(groups)
}

pub(super) fn beneficiaries(page: &Page) -> Vec<Choice> {
    BENEFICIARIES
        .map(|code| Choice::new(code, page.t.get(&format!("for-whom-{code}"))))
        .to_vec()
}

/// For whom a need can be; the codes stand in the public content.
pub(super) const BENEFICIARIES: [&str; 3] = ["self", "family", "neighbour"];

/// How many services a week somebody wants at most; the first choice sets no limit.
pub(super) fn per_week(page: &Page) -> Vec<Choice> {
    let any = Choice::new("", page.t.get("new-per-week-any"));
    let counts = (1..=CAPACITY_CHOICES).map(|count| {
        let sentence = page.t.say("new-per-week-choice");
        Choice::new(count, sentence.set("count", u32::from(count)))
    });
    std::iter::once(any).chain(counts).collect()
}

pub(super) fn capacities(page: &Page) -> Vec<Choice> {
    (1..=CAPACITY_CHOICES)
        .map(|count| {
            let sentence = page.t.say("new-capacity-choice");
            Choice::new(count, sentence.set("count", u32::from(count)))
        })
        .collect()
}
