//! Stable words under which enums stand in columns.

use ledger::{
    authority,
    ids::{ActivityId, HutId, LoanId, PartyId},
    operation::{
        identity::{IdentityLevel, Role, Scope},
        listing::{ListingKind, Place},
    },
    signature::Custody,
    state::{
        accounts::TransferStatus,
        records::{ExchangeStatus, Funding},
        sharing::Whereabouts,
    },
};

/// An enum that is a word in a column.
pub(crate) trait Word: Sized {
    fn word(self) -> &'static str;
    fn from_word(word: &str) -> Option<Self>;
}

macro_rules! words {
    ($name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $crate::codes::Word for $name {
            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use words;

/// The same for a type of this crate, which lists its variants besides.
macro_rules! listed_words {
    ($name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        $crate::codes::words!($name { $($variant = $word),+ });

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }
    };
}
pub(crate) use listed_words;

words!(ListingKind { Need = "need", Offer = "offer" });
words!(Custody { Device = "device", Custodial = "custodial", Assisted = "assisted" });
words!(IdentityLevel {
    PhoneChecked = "phone_checked",
    RealNameChecked = "real_name_checked",
    Endorsed = "endorsed",
});

impl Word for Role {
    fn word(self) -> &'static str {
        authority::word(self)
    }

    fn from_word(word: &str) -> Option<Self> {
        let mut charters = authority::CHARTERS.iter();
        let charter = charters.find(|charter| charter.word == word)?;
        Some(charter.role)
    }
}

words!(Funding { Issued = "issued", Paid = "paid" });
words!(ExchangeStatus {
    Requested = "requested",
    Accepted = "accepted",
    Completed = "completed",
    Declined = "declined",
    Withdrawn = "withdrawn",
    Cancelled = "cancelled",
    NoShow = "no_show",
    Expired = "expired",
    Invited = "invited",
    Contested = "contested",
    Lapsed = "lapsed",
    Stopped = "stopped",
});
words!(TransferStatus {
    Pending = "pending",
    Settled = "settled",
    Reversed = "reversed",
    Corrected = "corrected",
});

/// `area:440604`, `organisation:<hex>`, `hut:<hex>` or `activity:<hex>`.
pub(crate) fn scope_text(scope: Scope) -> String {
    match scope {
        Scope::Area(area) => format!("area:{area}"),
        Scope::Organisation(party) => format!("organisation:{party}"),
        Scope::Hut(hut) => format!("hut:{hut}"),
        Scope::Activity(activity) => format!("activity:{activity}"),
    }
}

pub(crate) fn scope_from(text: &str) -> Option<Scope> {
    let (kind, id) = text.split_once(':')?;
    match kind {
        "area" => id
            .parse()
            .ok()
            .map(|code| Scope::Area(ledger::AreaCode(code))),
        "organisation" => PartyId::from_hex(id).map(Scope::Organisation),
        "hut" => HutId::from_hex(id).map(Scope::Hut),
        "activity" => ActivityId::from_hex(id).map(Scope::Activity),
        _ => None,
    }
}

/// `home`, `agreed`, `remote` or `hut:<hex>`.
pub(crate) fn place_text(place: Place) -> String {
    match place {
        Place::Home => "home".to_owned(),
        Place::Agreed => "agreed".to_owned(),
        Place::Remote => "remote".to_owned(),
        Place::Hut(hut) => format!("hut:{hut}"),
    }
}

pub(crate) fn place_from(text: &str) -> Option<Place> {
    match text {
        "home" => Some(Place::Home),
        "agreed" => Some(Place::Agreed),
        "remote" => Some(Place::Remote),
        _ => HutId::from_hex(text.strip_prefix("hut:")?).map(Place::Hut),
    }
}

/// `owner`, `lost`, `borrower:<loan>`, or `hut:`, `transit:` and `missing:` with the hut.
pub(crate) fn whereabouts_text(place: Whereabouts) -> String {
    match place {
        Whereabouts::Owner => "owner".to_owned(),
        Whereabouts::Hut(hut) => format!("hut:{hut}"),
        Whereabouts::Borrower(loan) => format!("borrower:{loan}"),
        Whereabouts::Transit(hut) => format!("transit:{hut}"),
        Whereabouts::Missing(hut) => format!("missing:{hut}"),
        Whereabouts::Lost => "lost".to_owned(),
    }
}

pub(crate) fn whereabouts_from(text: &str) -> Option<Whereabouts> {
    let (kind, id) = text.split_once(':').unwrap_or((text, ""));
    match kind {
        "owner" => Some(Whereabouts::Owner),
        "lost" => Some(Whereabouts::Lost),
        "borrower" => LoanId::from_hex(id).map(Whereabouts::Borrower),
        "hut" => HutId::from_hex(id).map(Whereabouts::Hut),
        "transit" => HutId::from_hex(id).map(Whereabouts::Transit),
        "missing" => HutId::from_hex(id).map(Whereabouts::Missing),
        _ => None,
    }
}
