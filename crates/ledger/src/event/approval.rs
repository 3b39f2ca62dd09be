//! What became of actions that need two persons.

use crate::ids::{PartyId, ProposalId};

super::family! {
    /// What became of actions that need two persons.
    ApprovalEvent in Approval;
    /// An action waits for a second person.
    ActionProposed = "action_proposed" {
        /// Its id.
        proposal: ProposalId,
    }
    /// A second person agreed; what follows in this operation is what was proposed.
    ActionApproved = "action_approved" {
        /// Its id.
        proposal: ProposalId,
        /// In whose name it happens.
        proposed_by: PartyId,
    }
    /// Whoever proposed it took it back.
    ProposalWithdrawn = "proposal_withdrawn" {
        /// Its id.
        proposal: ProposalId,
    }
    /// Nobody approved it in time.
    ProposalExpired = "proposal_expired" {
        /// Its id.
        proposal: ProposalId,
    }
}
