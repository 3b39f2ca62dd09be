//! Who agrees on blocks, and by which version of the rules: proposed by one organisation whose
//! server votes, decided by more than two thirds of them.

use crate::{
    domains,
    ids::{ChangeId, NetworkId, PartyId, ValidatorKey},
    signature::{PublicKey, Signature, verifies},
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// The most characters of an address of a [`Seat`].
pub const ADDRESS_CHARACTERS_MAX: usize = 200;

/// A server that may vote, and the organisation behind it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct Seat {
    /// The organisation that answers for it.
    pub organisation: PartyId,
    /// The key that signs its votes.
    pub key: ValidatorKey,
    /// Where other servers reach it, for example `192.0.2.1:7400`.
    pub address: String,
    /// Where its pages are; empty when it has none.
    pub portal: String,
    /// The validator key's signature over all of the above: who names a key must hold it.
    #[serde(skip)]
    pub proof: Signature,
}

impl Seat {
    /// What [`Seat::proof`] signs.
    #[must_use]
    pub fn signing_bytes(&self, network: NetworkId) -> Vec<u8> {
        let words = crate::encode(&(&self.address, &self.portal));
        let parts: [&[u8]; 5] = [
            domains::SEAT,
            &network.0,
            &self.organisation.0,
            &self.key.0,
            &words,
        ];
        parts.concat()
    }

    /// Whether the validator key itself says all this.
    #[must_use]
    pub fn is_proven(&self, network: NetworkId) -> bool {
        let key = PublicKey::Ed25519(self.key.0);
        verifies(&key, &self.signing_bytes(network), &self.proof)
    }
}

/// An organisation says which of the validators is its server, or where that server is now.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ClaimSeat {
    /// The seat, in the actor's name.
    pub seat: Seat,
}

/// Proposes to add a server, to remove one, or both at once: with both, a key is rotated or a
/// machine replaced without ever counting twice. Counts as the proposer's approval.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ProposeMembership {
    /// Who comes.
    pub add: Option<Seat>,
    /// Who goes.
    pub remove: Option<ValidatorKey>,
}

/// Proposes that another version of the rules runs from a height on. Counts as the proposer's
/// approval.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ProposeUpgrade {
    /// The version.
    pub version: u32,
    /// The first height that it rules.
    pub height: u64,
}

/// Approves a change in the name of an organisation whose server votes.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ApproveChange {
    /// Which.
    pub change: ChangeId,
}

/// Takes one's own proposal back before it was decided.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct WithdrawChange {
    /// Which.
    pub change: ChangeId,
}

super::family! {
    /// Who agrees on blocks, and by which rules.
    MembershipAction in Membership;
    /// Says which validator is the actor's server.
    ClaimSeat = "claim_seat",
    /// Proposes to add, remove or replace a validator.
    ProposeMembership = "propose_membership",
    /// Proposes another version of the rules.
    ProposeUpgrade = "propose_upgrade",
    /// Approves a change.
    ApproveChange = "approve_change",
    /// Takes one's own proposal back.
    WithdrawChange = "withdraw_change",
}
