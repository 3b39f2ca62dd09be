//! What became of the network's own affairs: its validators and the version of its rules.

use crate::{
    hash::Hash,
    ids::{ChangeId, PartyId, ValidatorKey},
};

super::family! {
    /// What became of the network's own affairs.
    MembershipEvent in Membership;
    /// An organisation said which validator is its server.
    SeatClaimed = "seat_claimed" {
        /// The validator.
        key: ValidatorKey,
        /// The organisation.
        organisation: PartyId,
    }
    /// A change of the network was proposed.
    ChangeProposed = "change_proposed" {
        /// Its id.
        change: ChangeId,
    }
    /// An organisation whose server votes approved a change.
    ChangeApproved = "change_approved" {
        /// Its id.
        change: ChangeId,
        /// By whom.
        by: PartyId,
    }
    /// A change was taken back by whoever proposed it.
    ChangeWithdrawn = "change_withdrawn" {
        /// Its id.
        change: ChangeId,
    }
    /// Another set of validators takes over at the end of the epoch.
    ValidatorsChanged = "validators_changed" {
        /// By which change.
        change: ChangeId,
        /// Hash of the next set.
        next: Hash,
    }
    /// Another version of the rules takes over at a height.
    UpgradeScheduled = "upgrade_scheduled" {
        /// By which change.
        change: ChangeId,
        /// The version.
        version: u32,
        /// The first height that it rules.
        height: u64,
    }
}
