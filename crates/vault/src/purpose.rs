//! The purpose register: why a field may be read, on which basis, by whom, and how long it stays.

use crate::{Field, VaultError};

/// A reason to read personal data. The list is closed; [`REGISTER`] describes each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Purpose {
    /// The person looks at, exports or corrects what is held about them.
    OwnData,
    /// A clerk checks at the counter who somebody is.
    IdentityCheck,
    /// A clerk helps a person who came or called.
    CounterService,
    /// A rule on age is checked.
    AgeRule,
    /// Two matched sides find each other for an agreed service.
    ServiceMeeting,
    /// The office sends a notice to a phone.
    Notice,
    /// Neighbours see the name that a person chose to show.
    ShownToNeighbours,
}

/// What makes a purpose lawful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The person's own right to know and decide.
    OwnRight,
    /// A duty by law.
    LegalDuty,
    /// Needed to perform what the person asked for.
    ServiceRequested,
    /// A consent for this purpose and this receiver.
    Consent,
    /// The person published it.
    PublishedByOwner,
}

/// How long data is kept for a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    /// Until the identity is erased.
    WhileEnrolled,
    /// This many days after the purpose ended, at most.
    DaysAfterEnd(u32),
}

/// Who may read for a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderKind {
    /// The person in question.
    Own,
    /// Staff of the home office.
    Office,
    /// Another natural person.
    Person,
    /// Staff of another organisation.
    Organisation,
}

/// One line of the register.
#[derive(Clone, Copy, Debug)]
pub struct PurposeEntry {
    /// The purpose it describes.
    pub purpose: Purpose,
    /// What makes it lawful.
    pub basis: Basis,
    /// The articles that say so.
    pub legal_source: &'static str,
    /// How long the data is kept.
    pub retention: Retention,
    /// Who answers for it: a role, never a person.
    pub owner: &'static str,
    /// The fields it covers.
    pub fields: &'static [Field],
    /// Who may read.
    pub readers: &'static [ReaderKind],
}

/// Every purpose with its basis, retention, owner, fields and readers.
pub const REGISTER: [PurposeEntry; 7] = [
    PurposeEntry {
        purpose: Purpose::OwnData,
        basis: Basis::OwnRight,
        legal_source: "PIPL 44-47",
        retention: Retention::WhileEnrolled,
        owner: "identity-office",
        fields: &Field::ALL,
        readers: &[ReaderKind::Own],
    },
    PurposeEntry {
        purpose: Purpose::IdentityCheck,
        basis: Basis::LegalDuty,
        legal_source: "PIPL 13(1)(3), 28-29; Cybersecurity Law 24; \
                       Volunteer Service Regulations 19",
        retention: Retention::WhileEnrolled,
        owner: "identity-office",
        fields: &[
            Field::Name,
            Field::IdNumber,
            Field::RegistrationCode,
            Field::BirthDate,
        ],
        readers: &[ReaderKind::Office],
    },
    PurposeEntry {
        purpose: Purpose::CounterService,
        basis: Basis::ServiceRequested,
        legal_source: "PIPL 13(1)(2)",
        retention: Retention::WhileEnrolled,
        owner: "service-counter",
        fields: &[
            Field::Name,
            Field::Phone,
            Field::Address,
            Field::MemberNumber,
            Field::RegistrationCode,
            Field::Nickname,
        ],
        readers: &[ReaderKind::Office],
    },
    PurposeEntry {
        purpose: Purpose::AgeRule,
        basis: Basis::LegalDuty,
        legal_source: "PIPL 13(1)(3), 31; Law on the Protection of Minors 72",
        retention: Retention::WhileEnrolled,
        owner: "identity-office",
        fields: &[Field::BirthDate],
        readers: &[ReaderKind::Office],
    },
    PurposeEntry {
        purpose: Purpose::ServiceMeeting,
        basis: Basis::Consent,
        legal_source: "PIPL 13(1)(1), 23",
        retention: Retention::DaysAfterEnd(30),
        owner: "service-counter",
        fields: &[Field::Name, Field::Phone, Field::Address],
        readers: &[ReaderKind::Person, ReaderKind::Organisation],
    },
    PurposeEntry {
        purpose: Purpose::Notice,
        basis: Basis::Consent,
        legal_source: "PIPL 13(1)(1)",
        retention: Retention::WhileEnrolled,
        owner: "service-counter",
        fields: &[Field::Phone],
        readers: &[ReaderKind::Office],
    },
    PurposeEntry {
        purpose: Purpose::ShownToNeighbours,
        basis: Basis::PublishedByOwner,
        legal_source: "PIPL 13(1)(6), 27",
        retention: Retention::WhileEnrolled,
        owner: "identity-office",
        fields: &[Field::Nickname],
        readers: &[
            ReaderKind::Own,
            ReaderKind::Office,
            ReaderKind::Person,
            ReaderKind::Organisation,
        ],
    },
];

impl Purpose {
    /// The stable code in the store, the access log and exports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OwnData => "own_data",
            Self::IdentityCheck => "identity_check",
            Self::CounterService => "counter_service",
            Self::AgeRule => "age_rule",
            Self::ServiceMeeting => "service_meeting",
            Self::Notice => "notice",
            Self::ShownToNeighbours => "shown_to_neighbours",
        }
    }

    /// Its line of the register.
    pub const fn entry(self) -> &'static PurposeEntry {
        // The register stands in the order of the enum, which a test holds.
        &REGISTER[self as usize]
    }

    /// Finds the purpose with this code.
    pub fn from_code(code: &str) -> Result<Self, VaultError> {
        REGISTER
            .iter()
            .map(|entry| entry.purpose)
            .find(|purpose| purpose.code() == code)
            .ok_or(VaultError::UnknownCode)
    }
}

impl Basis {
    /// The stable code in the access log and exports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OwnRight => "own_right",
            Self::LegalDuty => "legal_duty",
            Self::ServiceRequested => "service_requested",
            Self::Consent => "consent",
            Self::PublishedByOwner => "published_by_owner",
        }
    }

    pub(crate) fn from_code(code: &str) -> Result<Self, VaultError> {
        let all = [
            Self::OwnRight,
            Self::LegalDuty,
            Self::ServiceRequested,
            Self::Consent,
            Self::PublishedByOwner,
        ];
        all.into_iter()
            .find(|basis| basis.code() == code)
            .ok_or(VaultError::UnknownCode)
    }
}
