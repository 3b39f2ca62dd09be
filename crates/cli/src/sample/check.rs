//! Every key names one row, and whatever a row names is there.

use super::{Deed, Place, Sample, SampleError};
use ledger::AreaCode;
use std::collections::BTreeSet;

/// The keys of one table.
struct Keys<'a> {
    table: &'static str,
    keys: BTreeSet<&'a str>,
}

impl<'a> Keys<'a> {
    fn of(
        table: &'static str,
        keys: impl Iterator<Item = &'a String>,
    ) -> Result<Self, SampleError> {
        let mut known = BTreeSet::new();
        for key in keys {
            if !known.insert(key.as_str()) {
                let key = key.clone();
                return Err(SampleError::Repeated { table, key });
            }
        }
        Ok(Self { table, keys: known })
    }

    fn require(&self, row: &str, key: &str) -> Result<(), SampleError> {
        if self.keys.contains(key) {
            return Ok(());
        }
        Err(unknown(self.table, row, key))
    }
}

fn unknown(table: &'static str, row: &str, key: &str) -> SampleError {
    SampleError::Unknown {
        table,
        row: row.to_owned(),
        key: key.to_owned(),
    }
}

/// Refuses repeated keys, references that lead nowhere, and history that is out of order.
pub(super) fn check_sample(sample: &Sample) -> Result<(), SampleError> {
    let huts = Keys::of("huts", sample.huts.iter().map(|hut| &hut.key))?;
    let organisations = sample.organisations.iter().map(|row| &row.key);
    let organisations = Keys::of("organisations", organisations)?;
    let people = sample.people.iter().map(|row| &row.key);
    let employers = sample.organisations.iter().map(|row| &row.key);
    let parties = Keys::of("parties", people.chain(employers))?;
    check_areas(sample)?;
    for person in &sample.people {
        if let Some(key) = &person.works_for {
            organisations.require(&person.key, key)?;
        }
        if let Some(key) = &person.hut {
            huts.require(&person.key, key)?;
        }
    }
    for listing in &sample.listings {
        parties.require(&listing.key, &listing.by)?;
        if let Place::Hut(hut) = &listing.place {
            huts.require(&listing.key, hut)?;
        }
    }
    Keys::of("items", sample.items.iter().map(|row| &row.key))?;
    for item in &sample.items {
        parties.require(&item.key, &item.by)?;
        if let Some(hut) = &item.hut {
            huts.require(&item.key, hut)?;
        }
    }
    Keys::of("gifts", sample.gifts.iter().map(|row| &row.key))?;
    for gift in &sample.gifts {
        organisations.require(&gift.key, &gift.by)?;
    }
    Keys::of("activities", sample.activities.iter().map(|row| &row.key))?;
    for activity in &sample.activities {
        parties.require(&activity.key, &activity.by)?;
        if let Some(hut) = &activity.hut {
            huts.require(&activity.key, hut)?;
        }
        for person in &activity.sign_ups {
            parties.require(&activity.key, person)?;
        }
    }
    check_history(sample, &parties)
}

fn check_areas(sample: &Sample) -> Result<(), SampleError> {
    let known: BTreeSet<AreaCode> = sample.divisions.iter().map(|row| row.code).collect();
    let huts = sample.huts.iter().map(|row| (&row.key, row.community));
    let organisations = sample.organisations.iter().map(|row| (&row.key, row.area));
    let people = sample.people.iter().map(|row| (&row.key, row.community));
    let own = sample.listings.iter();
    let own = own.filter_map(|row| Some((&row.key, row.area?)));
    let parents = sample.divisions.iter();
    let parents = parents.filter_map(|row| Some((&row.name.zh, row.parent?)));
    let gifts = sample.gifts.iter().map(|row| (&row.key, row.community));
    let activities = sample.activities.iter();
    let activities = activities.map(|row| (&row.key, row.community));
    let named = huts.chain(organisations).chain(people).chain(gifts);
    let named = named.chain(activities);
    for (row, area) in named.chain(own).chain(parents) {
        if !known.contains(&area) {
            return Err(unknown("areas", row, &area.to_string()));
        }
    }
    Ok(())
}

fn check_history(sample: &Sample, parties: &Keys<'_>) -> Result<(), SampleError> {
    let listings = Keys::of("listings", sample.listings.iter().map(|row| &row.key))?;
    let mut begun = BTreeSet::new();
    let mut before = None;
    for event in &sample.history {
        let exchange = event.exchange.as_str();
        if before > Some(event.at) {
            let exchange = exchange.to_owned();
            return Err(SampleError::OutOfOrder { exchange });
        }
        before = Some(event.at);
        parties.require(exchange, &event.by)?;
        let Deed::Request {
            listing,
            own_listing,
            ..
        } = &event.deed
        else {
            if begun.contains(exchange) {
                continue;
            }
            return Err(unknown("requests", "the history", exchange));
        };
        for key in std::iter::once(listing).chain(own_listing) {
            listings.require(exchange, key)?;
        }
        if !begun.insert(exchange) {
            let (table, key) = ("requests", exchange.to_owned());
            return Err(SampleError::Repeated { table, key });
        }
    }
    Ok(())
}
