//! Values of every encoded type, drawn from a seed: as varied as the type allows, not as the rules.
//!
//! The macros name every field and every variant, so that a new one does not compile until it is
//! part of the format's test.

mod events;
mod operations;
mod random;
mod records;
mod sharing;

pub(crate) use random::Random;

use ledger::{
    ActivityId, AreaCode, AttestationId, CaseId, CategoryCode, ChangeId, CheckInCode, EntryId,
    ExchangeId, GiftId, Hash, HouseholdId, HutId, ItemId, KeyIndex, KioskId, ListingId, LoanId,
    NetworkId, OperationId, PartyId, Points, ProposalId, RedemptionId, Salt, Timestamp, TransferId,
    ValidatorKey, ValidatorSet,
};

/// A type of which any number of values can be drawn.
pub(crate) trait Generate {
    fn generate(random: &mut Random) -> Self;
}

macro_rules! structs {
    ($($name:path { $($field:ident),* $(,)? })+) => {
        $(impl $crate::generate::Generate for $name {
            fn generate(random: &mut $crate::generate::Random) -> Self {
                Self { $($field: $crate::generate::Generate::generate(random)),* }
            }
        })+
    };
}
pub(crate) use structs;

/// `Variant`, `Variant(x)` or `Variant { field }`; the match makes the list complete.
macro_rules! enums {
    ($($name:path {
        $($variant:ident $(($($item:ident),+))? $({ $($field:ident),+ $(,)? })?),+ $(,)?
    })+) => {
        $(impl $crate::generate::Generate for $name {
            fn generate(random: &mut $crate::generate::Random) -> Self {
                let draws: &[fn(&mut $crate::generate::Random) -> Self] = &[$(|_random| {
                    $($(let $item = $crate::generate::Generate::generate(_random);)+)?
                    $($(let $field = $crate::generate::Generate::generate(_random);)+)?
                    Self::$variant $(($($item),+))? $({ $($field),+ })?
                }),+];
                let draw = random.pick(draws).expect("an enum has a variant");
                let value = draw(random);
                match &value {
                    $(Self::$variant $(($($item),+))? $({ $($field),+ })? => {
                        $($(let _ = $item;)+)?
                        $($(let _ = $field;)+)?
                    })+
                }
                value
            }
        })+
    };
}
pub(crate) use enums;

macro_rules! numbers {
    ($($number:ty)+) => {
        $(impl Generate for $number {
            /// Small numbers and large ones, and both ends of the range.
            fn generate(random: &mut Random) -> Self {
                match random.below(8) {
                    0 => Self::MIN,
                    1 => Self::MAX,
                    2..=4 => Self::from_le_bytes(random.bytes()),
                    _ => Self::try_from(random.below(100)).unwrap_or_default(),
                }
            }
        })+
    };
}

numbers!(u8 u16 u32 u64 i64);

macro_rules! wrapped {
    ($($name:ident)+) => {
        $(impl Generate for $name {
            fn generate(random: &mut Random) -> Self {
                Self(Generate::generate(random))
            }
        })+
    };
}

wrapped!(ItemId LoanId ActivityId KioskId);
wrapped!(NetworkId OperationId PartyId ProposalId ListingId ExchangeId TransferId HutId Hash);
wrapped!(ChangeId ValidatorKey);
wrapped!(AttestationId CaseId);
wrapped!(CheckInCode Salt);
wrapped!(GiftId EntryId RedemptionId HouseholdId);
wrapped!(KeyIndex Timestamp Points AreaCode CategoryCode);

impl Generate for String {
    /// Short words, the empty one among them.
    fn generate(random: &mut Random) -> Self {
        (0..random.below(8))
            .map(|_| random.pick(&['a', '7', '.', '水']).copied().unwrap_or('a'))
            .collect()
    }
}

impl<const N: usize> Generate for [u8; N] {
    fn generate(random: &mut Random) -> Self {
        random.bytes()
    }
}

impl Generate for [PartyId; 2] {
    fn generate(random: &mut Random) -> Self {
        [Generate::generate(random), Generate::generate(random)]
    }
}

impl Generate for bool {
    fn generate(random: &mut Random) -> Self {
        random.chance(50)
    }
}

impl<T: Generate> Generate for Option<T> {
    fn generate(random: &mut Random) -> Self {
        random.chance(50).then(|| T::generate(random))
    }
}

impl<A: Generate, B: Generate> Generate for (A, B) {
    fn generate(random: &mut Random) -> Self {
        (A::generate(random), B::generate(random))
    }
}

impl<T: Generate> Generate for Vec<T> {
    fn generate(random: &mut Random) -> Self {
        (0..random.below(5)).map(|_| T::generate(random)).collect()
    }
}

impl Generate for ValidatorSet {
    fn generate(random: &mut Random) -> Self {
        Self::new(Generate::generate(random))
    }
}
