//! How ids, amounts and keys look in JSON: as the text that people see elsewhere. Operations and
//! events derive the rest from their declarations.

use crate::{
    area::AreaCode,
    hash::Hash,
    ids::{
        ActivityId, AttestationId, CaseId, ChangeId, CheckInCode, EntryId, ExchangeId, GiftId,
        HouseholdId, HutId, ItemId, KioskId, ListingId, LoanId, NetworkId, OperationId, PartyId,
        ProposalId, RedemptionId, Salt, TransferId, ValidatorKey,
    },
    points::Points,
    signature::{PublicKey, Signature},
    state::accounts::AccountId,
};
use serde::{Serialize, Serializer};

macro_rules! shown_as_text {
    ($($name:ty)+) => {
        $(impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        })+
    };
}

shown_as_text! {
    AreaCode Hash Points
    ActivityId AttestationId CaseId ChangeId CheckInCode EntryId ExchangeId GiftId HouseholdId
    HutId ItemId KioskId ListingId LoanId NetworkId OperationId PartyId ProposalId RedemptionId
    Salt TransferId ValidatorKey
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Ed25519(bytes) => {
                serializer.collect_str(&format_args!("ed25519:{}", Hash(*bytes)))
            }
        }
    }
}

impl Serialize for Signature {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self:?}"))
    }
}

impl Serialize for AccountId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Issuance => serializer.serialize_str("issuance"),
            Self::Party(party) => serializer.collect_str(&format_args!("party:{party}")),
            Self::Pool(area) => serializer.collect_str(&format_args!("pool:{area}")),
            Self::Honour(party) => serializer.collect_str(&format_args!("honour:{party}")),
            Self::Grant(party) => serializer.collect_str(&format_args!("grant:{party}")),
            Self::Household(id) => serializer.collect_str(&format_args!("household:{id}")),
            Self::Sponsor(party) => serializer.collect_str(&format_args!("sponsor:{party}")),
            Self::Reserve(area) => serializer.collect_str(&format_args!("reserve:{area}")),
        }
    }
}
