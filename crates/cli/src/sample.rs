//! The sample district of `linli demo`: areas, people, listings and a month of history, as data.

mod activities;
mod check;
mod error;
mod gifts;
mod history;
mod items;
mod listings;
mod moment;
mod parse;
mod people;
mod places;

#[cfg(test)]
mod tests;

pub(crate) use activities::SampleActivity;
pub(crate) use error::SampleError;
pub(crate) use gifts::SampleGift;
pub(crate) use history::{Deed, PastEvent, Step};
pub(crate) use items::SampleItem;
pub(crate) use listings::{Place, SampleListing};
pub(crate) use moment::Moment;
pub(crate) use people::{Person, SampleRole, SignIn};
pub(crate) use places::{Bilingual, Division, Hut, Organisation};

use ledger::AreaCode;
use std::collections::BTreeMap;

const DIVISIONS: &str = include_str!("../data/chancheng.csv");
const HUTS: &str = include_str!("../data/huts.toml");
const ORGANISATIONS: &str = include_str!("../data/organisations.toml");
const PEOPLE: &str = include_str!("../data/people.toml");
const LISTINGS: &str = include_str!("../data/listings.toml");
const ITEMS: &str = include_str!("../data/items.toml");
const ACTIVITIES: &str = include_str!("../data/activities.toml");
const GIFTS: &str = include_str!("../data/gifts.toml");
const HISTORY: &str = include_str!("../data/history.toml");

/// Everything that the demonstration needs, read and checked; keys stand for parties until the
/// demonstration registers them.
#[derive(Debug)]
pub(crate) struct Sample {
    /// The district, its subdistricts and town, and their communities.
    pub(crate) divisions: Vec<Division>,
    /// The sharing huts.
    pub(crate) huts: Vec<Hut>,
    /// The organisations; the first one is the founder.
    pub(crate) organisations: Vec<Organisation>,
    /// The people.
    pub(crate) people: Vec<Person>,
    /// Needs and offers.
    pub(crate) listings: Vec<SampleListing>,
    /// Things to lend.
    pub(crate) items: Vec<SampleItem>,
    /// What organisations give for points.
    pub(crate) gifts: Vec<SampleGift>,
    /// What is to come.
    pub(crate) activities: Vec<SampleActivity>,
    /// What happened, in order.
    pub(crate) history: Vec<PastEvent>,
}

impl Sample {
    /// Reads the tables that come with the program and checks every reference between them.
    pub(crate) fn load() -> Result<Self, SampleError> {
        let sample = Self {
            divisions: places::read_divisions(DIVISIONS)?,
            huts: parse::read_table("huts.toml", HUTS)?,
            organisations: parse::read_table("organisations.toml", ORGANISATIONS)?,
            people: people::read_people(PEOPLE)?,
            listings: parse::read_table("listings.toml", LISTINGS)?,
            items: parse::read_table("items.toml", ITEMS)?,
            gifts: parse::read_table("gifts.toml", GIFTS)?,
            activities: parse::read_table("activities.toml", ACTIVITIES)?,
            history: parse::read_table("history.toml", HISTORY)?,
        };
        check::check_sample(&sample)?;
        Ok(sample)
    }

    /// The people whose sign-ins are shown to a newcomer, in the order of the table.
    pub(crate) fn featured(&self) -> impl Iterator<Item = (&Person, &SignIn)> {
        self.people.iter().filter_map(|person| {
            let sign_in = person.sign_in.as_ref().filter(|sign_in| sign_in.featured)?;
            Some((person, sign_in))
        })
    }

    /// Where a person lives or an organisation works.
    pub(crate) fn areas(&self) -> BTreeMap<&str, AreaCode> {
        let organisations = self.organisations.iter();
        let people = self.people.iter();
        organisations
            .map(|organisation| (organisation.key.as_str(), organisation.area))
            .chain(people.map(|person| (person.key.as_str(), person.community)))
            .collect()
    }

    /// The area in which a listing is published: its own, or that of whoever publishes it.
    pub(crate) fn area_of(&self, listing: &SampleListing) -> Option<AreaCode> {
        listing
            .area
            .or_else(|| self.areas().get(listing.by.as_str()).copied())
    }

    /// Publications and history together, in the order in which they happened.
    pub(crate) fn timeline(&self) -> Vec<Step<'_>> {
        let published = self.listings.iter().map(Step::Publish);
        let mut steps: Vec<Step<'_>> = published
            .chain(self.history.iter().map(Step::Event))
            .collect();
        // The sort is stable: at one moment a listing is published before it is asked for.
        steps.sort_by_key(Step::at);
        steps
    }
}
