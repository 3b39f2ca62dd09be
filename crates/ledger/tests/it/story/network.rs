//! Deeds that concern the network itself: seats, proposals and approvals.

use super::{Story, actions::after, words};
use ledger::{
    Action, ChangeId, ValidatorKey,
    operation::membership::{
        ApproveChange, ClaimSeat, ProposeMembership, ProposeUpgrade, Seat, WithdrawChange,
    },
    signature::{PublicKey, Signature},
};
use testkit::actor::{public_key_of, sign_bytes};

fn secret(server: &str) -> [u8; 32] {
    words::secret(&format!("server {server}"))
}

/// The key of the server with this name.
pub(crate) fn server(name: &str) -> ValidatorKey {
    let PublicKey::Ed25519(key) = public_key_of(secret(name));
    ValidatorKey(key)
}

impl Story {
    pub(super) fn network_action(&self, actor: &str, verb: &str, rest: &[&str]) -> Option<Action> {
        Some(match verb {
            "claims" => {
                let seat = self.seat(rest.first()?, after(rest, "for").unwrap_or(actor), rest);
                ClaimSeat { seat }.into()
            }
            "calls-for" => {
                let add = after(rest, "add");
                let add =
                    add.map(|name| self.seat(name, after(rest, "for").unwrap_or(actor), rest));
                let remove = after(rest, "remove").map(server);
                ProposeMembership { add, remove }.into()
            }
            "calls-for-rules" => {
                let version = rest.first()?.parse().ok()?;
                let blocks: u64 = after(rest, "in")?.parse().ok()?;
                let height = self.chain.head().height + blocks;
                ProposeUpgrade { version, height }.into()
            }
            "agrees" => {
                let change = self.change(rest);
                ApproveChange { change }.into()
            }
            "drops-call" => {
                let change = self.change(rest);
                WithdrawChange { change }.into()
            }
            _ => return None,
        })
    }

    /// The newest proposal, or the one with this number.
    fn change(&self, rest: &[&str]) -> ChangeId {
        let number: Option<usize> = rest.first().and_then(|word| word.parse().ok());
        let change = match number {
            Some(number) => self.changes.get(number),
            None => self.changes.last(),
        };
        change.copied().unwrap_or_default()
    }

    fn seat(&self, name: &str, organisation: &str, rest: &[&str]) -> Seat {
        let nowhere = rest.contains(&"nowhere");
        let mut seat = Seat {
            organisation: self.party(organisation),
            key: server(name),
            address: if nowhere { "" } else { "192.0.2.1:7400" }.to_owned(),
            portal: String::new(),
            proof: Signature::Ed25519([0; 64]),
        };
        let signer = if rest.contains(&"forged") {
            "nobody"
        } else {
            name
        };
        seat.proof = sign_bytes(secret(signer), &seat.signing_bytes(self.chain.network()));
        seat
    }
}
