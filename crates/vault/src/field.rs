//! The personal fields: a closed list, each with its class, so that none is added in passing.

use crate::VaultError;

/// A personal value that the vault can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Field {
    /// The legal name, or the registered name of an organisation.
    Name,
    /// The citizen ID number.
    IdNumber,
    /// The registration code of an organisation.
    RegistrationCode,
    /// The date of birth, taken from the ID number.
    BirthDate,
    /// The phone number.
    Phone,
    /// The postal address.
    Address,
    /// The number to sign in with.
    MemberNumber,
    /// What neighbours see: a short form at first, then whatever the owner chooses.
    Nickname,
}

/// How much care a field asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldClass {
    /// Shown to neighbours by its owner's choice.
    Shown,
    /// Personal.
    Personal,
    /// Personal and sensitive: a duty by law or a separate consent, never in lists or searches.
    Sensitive,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::IdNumber,
        Self::RegistrationCode,
        Self::BirthDate,
        Self::Phone,
        Self::Address,
        Self::MemberNumber,
        Self::Nickname,
    ];

    /// The stable code in the store, the access log and exports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::IdNumber => "id_number",
            Self::RegistrationCode => "registration_code",
            Self::BirthDate => "birth_date",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::MemberNumber => "member_number",
            Self::Nickname => "nickname",
        }
    }

    /// How much care it asks for.
    pub const fn class(self) -> FieldClass {
        match self {
            Self::IdNumber => FieldClass::Sensitive,
            Self::Name | Self::RegistrationCode | Self::BirthDate => FieldClass::Personal,
            Self::Phone | Self::Address | Self::MemberNumber => FieldClass::Personal,
            Self::Nickname => FieldClass::Shown,
        }
    }

    /// Whether a document proves it, so that only the counter changes it.
    pub const fn is_proven(self) -> bool {
        !matches!(self, Self::Phone | Self::Address | Self::Nickname)
    }

    /// Finds the field with this code.
    pub fn from_code(code: &str) -> Result<Self, VaultError> {
        Self::ALL
            .into_iter()
            .find(|field| field.code() == code)
            .ok_or(VaultError::UnknownCode)
    }
}
