//! Proposals in the story language: `ann proposes adds-key zoe for bob`, `cat approves ann`.

use super::{Story, words};
use ledger::{
    Action, ProposalId,
    operation::approval::{
        ApproveAction, ExpireProposal, Payload, ProposeAction, WithdrawProposal,
    },
};

impl Story {
    /// The newest proposal of somebody, or of nobody.
    fn proposal(&self, name: &str) -> (ProposalId, Option<Action>) {
        let by = self.party(name);
        let newest = self.proposals.iter().rev().find(|(party, ..)| *party == by);
        newest.map_or((ProposalId::default(), None), |(_, id, action)| {
            (*id, Some(action.clone()))
        })
    }

    pub(super) fn approval_action(&self, actor: &str, verb: &str, rest: &[&str]) -> Option<Action> {
        let name = rest.first().copied().unwrap_or(actor);
        let payload = |action| Payload::new(action).expect("no proposal within a proposal");
        Some(match verb {
            "proposes" => {
                let (rest, ahead) = match rest {
                    [rest @ .., "until", ahead] => (rest, *ahead),
                    _ => (rest, "7d"),
                };
                Action::from(ProposeAction {
                    action: payload(self.action(actor, rest)),
                    expires_at: self.now().plus_ms(words::duration(ahead)),
                })
            }
            "approves" => {
                let (proposal, action) = self.proposal(name);
                let other = rest.split_first().and_then(|(_, rest)| rest.split_first());
                let action = match other {
                    Some((&"as", words)) => self.action(name, words),
                    _ => action.unwrap_or_else(|| self.action("ann", &["adds-key", "zoe"])),
                };
                Action::from(ApproveAction {
                    proposal,
                    action: payload(action),
                })
            }
            "takes-back" => Action::from(WithdrawProposal {
                proposal: self.proposal(name).0,
            }),
            "ends-proposal" => Action::from(ExpireProposal {
                proposal: self.proposal(name).0,
            }),
            _ => return None,
        })
    }
}
