//! What offices did for the points bank.

use crate::{
    area::AreaCode,
    hash::Hash,
    ids::{PartyId, TransferId},
};

super::family! {
    /// What offices did for the points bank.
    PointsOfficeEvent in PointsOffice;
    /// A community will keep a pack.
    RulePackAdopted = "rule_pack_adopted" {
        /// Which community.
        community: AreaCode,
        /// The hash of the pack's bytes.
        pack: Hash,
    }
    /// A standing was recorded.
    StandingRecorded = "standing_recorded" {
        /// Of whom.
        person: PartyId,
    }
    /// The reserve was filled.
    ReserveFunded = "reserve_funded" {
        /// The movement.
        transfer: TransferId,
    }
    /// Points were granted.
    PointsGranted = "points_granted" {
        /// To whom.
        person: PartyId,
        /// The movement.
        transfer: TransferId,
    }
    /// An account was closed.
    AccountClosed = "account_closed" {
        /// Whose.
        person: PartyId,
    }
}
