//! Needs and offers of the sample district.

use super::{Moment, parse};
use ledger::{
    AreaCode, CategoryCode, Timestamp, Window, operation::listing::ListingKind, time::DAY_MS,
};
use serde::{Deserialize, Deserializer};

/// Where the service happens; a hut by its key.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum Place {
    /// At the home of the one who needs it.
    Home,
    /// At this hut.
    Hut(String),
    /// Where both agree.
    Agreed,
    /// By phone or online.
    Remote,
}

impl TryFrom<String> for Place {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match (text.as_str(), text.strip_prefix("hut:")) {
            ("home", _) => Ok(Self::Home),
            ("agreed", _) => Ok(Self::Agreed),
            ("remote", _) => Ok(Self::Remote),
            (_, Some(hut)) => Ok(Self::Hut(hut.to_owned())),
            _ => Err(format!("{text} is not a place")),
        }
    }
}

/// Some hours of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "(i32, u8, u8)")]
pub(crate) struct DayWindow {
    /// When it begins.
    pub(crate) from: Moment,
    /// When it ends.
    pub(crate) to: Moment,
}

impl From<(i32, u8, u8)> for DayWindow {
    fn from((day, from, to): (i32, u8, u8)) -> Self {
        let at = |hour| Moment {
            day,
            hour,
            minute: 0,
        };
        Self {
            from: at(from),
            to: at(to),
        }
    }
}

/// A need or an offer of somebody.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SampleListing {
    /// Stable key.
    pub(crate) key: String,
    /// Need or offer.
    #[serde(deserialize_with = "kind")]
    pub(crate) kind: ListingKind,
    /// The person or organisation.
    pub(crate) by: String,
    /// Where an organisation publishes it; a person publishes at home.
    #[serde(default, deserialize_with = "parse::optional_area")]
    pub(crate) area: Option<AreaCode>,
    /// What kind of help.
    #[serde(deserialize_with = "parse::category")]
    pub(crate) category: CategoryCode,
    /// A short heading.
    pub(crate) title: String,
    /// One to three sentences.
    pub(crate) description: String,
    /// How long it takes.
    pub(crate) minutes: u16,
    /// Where it happens.
    pub(crate) place: Place,
    /// When it suits; none means any time.
    #[serde(default)]
    pub(crate) windows: Vec<DayWindow>,
    /// How many at the same time.
    pub(crate) capacity: u16,
    /// When it was published.
    pub(crate) published: Moment,
    /// How many days after today it closes by itself.
    pub(crate) expires_in_days: u16,
}

impl SampleListing {
    /// The windows in ledger time, given the midnight that begins today.
    pub(crate) fn windows_at(&self, midnight: Timestamp) -> Vec<Window> {
        let windows = self.windows.iter();
        windows
            .map(|window| Window {
                start: window.from.at(midnight),
                end: window.to.at(midnight),
            })
            .collect()
    }

    /// When it closes by itself, in ledger time.
    pub(crate) fn expires_at(&self, midnight: Timestamp) -> Timestamp {
        midnight.plus_ms(u64::from(self.expires_in_days).saturating_mul(DAY_MS))
    }
}

fn kind<'de, D: Deserializer<'de>>(cell: D) -> Result<ListingKind, D::Error> {
    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        Need,
        Offer,
    }
    Ok(match Kind::deserialize(cell)? {
        Kind::Need => ListingKind::Need,
        Kind::Offer => ListingKind::Offer,
    })
}
