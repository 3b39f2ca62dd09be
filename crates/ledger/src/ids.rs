//! Opaque identifiers: newtypes over bytes, shown as hexadecimal, never derived from a person.

use crate::{domains, hash::Hash};
use borsh::{BorshDeserialize, BorshSerialize};
use std::{cmp::Ordering, fmt};

macro_rules! opaque_id {
    ($(#[$doc:meta])* $name:ident, $size:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Default, BorshSerialize, BorshDeserialize)]
        pub struct $name(pub [u8; $size]);

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                compare(&self.0, &other.0)
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl $name {
            /// Parses the hexadecimal form.
            #[must_use]
            pub fn from_hex(text: &str) -> Option<Self> {
                bytes_from_hex(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hex(&self.0, formatter)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, formatter)
            }
        }
    };
}

opaque_id!(
    /// A network: the hash of its genesis description.
    NetworkId, 32
);
opaque_id!(
    /// An operation: the hash of the bytes its signature covers.
    OperationId, 32
);
opaque_id!(
    /// A person or an organisation; random, so that it says nothing about either.
    PartyId, 16
);
opaque_id!(
    /// A published need or offer.
    ListingId, 16
);
opaque_id!(
    /// One agreed service between two parties.
    ExchangeId, 16
);
opaque_id!(
    /// One movement of points.
    TransferId, 16
);
opaque_id!(
    /// An action that waits for a second person.
    ProposalId, 16
);
opaque_id!(
    /// A proposed change of the network itself.
    ChangeId, 16
);
opaque_id!(
    /// The Ed25519 key with which a server votes on blocks.
    ValidatorKey, 32
);
opaque_id!(
    /// A fact that an organisation attested about a person.
    AttestationId, 16
);
opaque_id!(
    /// A dispute.
    CaseId, 16
);
opaque_id!(
    /// A sharing hut; random.
    HutId, 16
);
opaque_id!(
    /// A thing that is lent or given.
    ItemId, 16
);
opaque_id!(
    /// One loan of one thing.
    LoanId, 16
);
opaque_id!(
    /// An activity or a group session.
    ActivityId, 16
);
opaque_id!(
    /// A kiosk of a hut.
    KioskId, 16
);
opaque_id!(
    /// The one-time code that one side shows the other at the door; random.
    CheckInCode, 16
);
opaque_id!(
    /// What makes a commitment unguessable; random.
    Salt, 32
);
opaque_id!(
    /// A gift of points from one person to another.
    GiftId, 16
);
opaque_id!(
    /// Something that a sponsor gives for points.
    EntryId, 16
);
opaque_id!(
    /// One person's claim to something of the catalogue.
    RedemptionId, 16
);
opaque_id!(
    /// A household: persons who share an account.
    HouseholdId, 16
);

macro_rules! derived_id {
    ($name:ident, $kind:literal) => {
        impl $name {
            /// The id created by the action at `position` of an operation.
            #[must_use]
            pub fn derive(operation: OperationId, position: u32) -> Self {
                Self(derive($kind, operation, position))
            }
        }
    };
}

derived_id!(ListingId, b"listing");
derived_id!(ExchangeId, b"exchange");
derived_id!(TransferId, b"transfer");
derived_id!(ProposalId, b"proposal");
derived_id!(ChangeId, b"change");
derived_id!(AttestationId, b"attestation");
derived_id!(CaseId, b"case");
derived_id!(ItemId, b"item");
derived_id!(LoanId, b"loan");
derived_id!(ActivityId, b"activity");
derived_id!(KioskId, b"kiosk");

impl LoanId {
    /// The loan that begins with a hand-over at a kiosk: one for each statement.
    #[must_use]
    pub fn of_statement(statement: Hash) -> Self {
        Self(derive(b"kiosk loan", OperationId(statement.0), 0))
    }
}

derived_id!(GiftId, b"gift");
derived_id!(EntryId, b"entry");
derived_id!(RedemptionId, b"redemption");
derived_id!(HouseholdId, b"household");

impl TransferId {
    /// The id of a movement by which the community makes good what an action left uncovered on an
    /// account: one action may uncover several, and one of them more than once.
    #[must_use]
    pub fn of_guarantee(operation: OperationId, position: u32, account: &[u8], round: u8) -> Self {
        let kind = [b"guarantee", account, &[round]].concat();
        Self(derive(&kind, operation, position))
    }
}

fn derive(kind: &[u8], operation: OperationId, position: u32) -> [u8; 16] {
    let full = Hash::of(&[
        domains::DERIVED_ID,
        kind,
        &operation.0,
        &position.to_le_bytes(),
    ]);
    let mut short = [0; 16];
    for (to, from) in short.iter_mut().zip(full.0) {
        *to = from;
    }
    short
}

/// The position of a public key in the ledger's key registry: four bytes instead of thirty-two.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Default,
    BorshSerialize,
    BorshDeserialize,
    serde::Serialize,
)]
pub struct KeyIndex(pub u32);

/// The order of the bytes. Random ids differ in the first eight, which is a comparison of two
/// numbers: trees of ids compare all the time.
pub(crate) fn compare<const SIZE: usize>(left: &[u8; SIZE], right: &[u8; SIZE]) -> Ordering {
    let first = |id: &[u8; SIZE]| id.first_chunk().map(|first| u64::from_be_bytes(*first));
    first(left).cmp(&first(right)).then_with(|| left.cmp(right))
}

pub(crate) fn write_hex(bytes: &[u8], formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes
        .iter()
        .try_for_each(|byte| write!(formatter, "{byte:02x}"))
}

pub(crate) fn bytes_from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N.checked_mul(2)? || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let [high, low] = pair else { return None };
        let high = char::from(*high).to_digit(16)?;
        let low = char::from(*low).to_digit(16)?;
        *byte = u8::try_from(high.checked_mul(16)?.checked_add(low)?).ok()?;
    }
    Some(bytes)
}
