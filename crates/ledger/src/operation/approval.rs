//! The rule of two persons: one proposes an action that concerns people or points, another one
//! approves exactly that action, and only then it happens.

use crate::{
    Action, domains,
    hash::Hash,
    ids::ProposalId,
    operation::APPROVAL_TAG,
    time::{DAY_MS, Timestamp},
};
use borsh::{BorshDeserialize, BorshSerialize, io};
use serde::Serialize;

/// The longest time a proposal waits for its second person, in milliseconds.
pub const PROPOSAL_MS_MAX: u64 = 14 * DAY_MS;

/// An action that waits for, or has, the word of a second person; never one about proposals.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, Serialize)]
#[serde(transparent)]
pub struct Payload(Box<Action>);

impl Payload {
    /// An action to propose or to approve; `None` for one about proposals.
    #[must_use]
    pub fn new(action: Action) -> Option<Self> {
        let is_about_proposals = matches!(action, Action::Approval(_));
        (!is_about_proposals).then(|| Self(Box::new(action)))
    }

    /// What is to happen.
    #[must_use]
    pub fn action(&self) -> &Action {
        &self.0
    }

    /// What the ledger remembers of it until it is approved.
    #[must_use]
    pub fn digest(&self) -> Hash {
        Hash::of(&[domains::PROPOSAL, &crate::encode(self)])
    }
}

impl BorshDeserialize for Payload {
    /// Refuses a proposal within a proposal before it reads it: bytes from outside must not decide
    /// how deep the decoder goes.
    fn deserialize_reader<R: io::Read>(reader: &mut R) -> io::Result<Self> {
        let family = u8::deserialize_reader(reader)?;
        if family == APPROVAL_TAG {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let action = <Action as borsh::de::EnumExt>::deserialize_variant(reader, family)?;
        Ok(Self(Box::new(action)))
    }
}

/// Puts an action before a second person. By a person who may do it alone but for this rule.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ProposeAction {
    /// What should happen.
    pub action: Payload,
    /// Until when it may be approved; at most [`PROPOSAL_MS_MAX`] ahead.
    pub expires_at: Timestamp,
}

/// Agrees to a proposal, as another person who may do the same: the action happens at once, in the
/// name of whoever proposed it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ApproveAction {
    /// Which proposal.
    pub proposal: ProposalId,
    /// What was proposed, word for word: nobody approves what they have not seen.
    pub action: Payload,
}

/// Takes one's own proposal back.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct WithdrawProposal {
    /// Which one.
    pub proposal: ProposalId,
}

/// Ends a proposal whose time is over. Anyone may state that it is due.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
pub struct ExpireProposal {
    /// Which one.
    pub proposal: ProposalId,
}

super::family! {
    /// What needs two persons.
    ApprovalAction in Approval;
    /// Puts an action before a second person.
    ProposeAction = "propose_action",
    /// Agrees to a proposal, which happens at once.
    ApproveAction = "approve_action",
    /// Takes one's own proposal back.
    WithdrawProposal = "withdraw_proposal",
    /// Ends a proposal whose time is over.
    ExpireProposal = "expire_proposal",
}
