//! What a key of the state and its value say, in stable words: a balance, a membership, a role, a
//! key. Of a key that this program does not know it says so, and the proof holds all the same.

use ledger::{
    HutId, KeyIndex, ListingId, PartyId,
    operation::identity::{Role, Scope},
    state::{
        accounts::{Account, AccountId},
        history::History,
        records::{KeyRecord, Party, RoleGrant},
    },
};
use serde_json::{Map, Value, json};
use std::fmt::Debug;

/// What a key is about, and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// A stable word: `balance`, `membership`, `role`, `key` and others.
    pub about: &'static str,
    /// Whether the key holds anything.
    pub present: bool,
    /// Names and values, those of the key first.
    pub facts: Vec<(&'static str, String)>,
}

type Facts = Vec<(&'static str, String)>;

impl Statement {
    /// One JSON object.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let facts: Map<String, Value> = self
            .facts
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.as_str().into()))
            .collect();
        json!({ "about": self.about, "present": self.present, "facts": facts })
    }

    /// One line.
    #[must_use]
    pub fn to_line(&self) -> String {
        let facts = self.facts.iter();
        let facts: Vec<String> = facts
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        let present = if self.present { "" } else { "no " };
        format!("{present}{}: {}", self.about, facts.join(", "))
    }
}

/// Reads a raw key and its value.
pub(crate) fn read(key: &[u8], value: Option<&[u8]>) -> Statement {
    let (about, mut facts) = about(key).unwrap_or_else(|| ("record", Vec::new()));
    facts.extend(
        value
            .and_then(|value| says(about, value))
            .unwrap_or_default(),
    );
    Statement {
        about,
        present: value.is_some(),
        facts,
    }
}

/// The families of `ledger::state::keys`, as far as people ask for proofs of them.
fn about(key: &[u8]) -> Option<(&'static str, Facts)> {
    let (family, rest) = key.split_first()?;
    match family {
        0 => Some(("network", Vec::new())),
        1 => Some(("rule_pack", Vec::new())),
        2 => Some(("validators", Vec::new())),
        3 => Some(("next_validators", Vec::new())),
        4 => Some(("history", Vec::new())),
        10 => {
            let party: PartyId = ledger::decode(rest)?;
            Some(("membership", vec![("party", party.to_string())]))
        }
        12 => {
            let index = KeyIndex(u32::from_be_bytes(rest.try_into().ok()?));
            Some(("key", vec![("index", index.0.to_string())]))
        }
        14 => {
            let (party, role, scope): (PartyId, Role, Scope) = ledger::decode(rest)?;
            let facts = vec![
                ("party", party.to_string()),
                ("role", format!("{role:?}")),
                ("scope", format!("{scope:?}")),
            ];
            Some(("role", facts))
        }
        15 => {
            let hut: HutId = ledger::decode(rest)?;
            Some(("hut", vec![("hut", hut.to_string())]))
        }
        20 => {
            let listing: ListingId = ledger::decode(rest)?;
            Some(("listing", vec![("listing", listing.to_string())]))
        }
        30 => {
            let account: AccountId = ledger::decode(rest)?;
            Some(("balance", vec![("account", format!("{account:?}"))]))
        }
        _ => None,
    }
}

fn says(about: &str, value: &[u8]) -> Option<Facts> {
    match about {
        "membership" => {
            let party: Party = ledger::decode(value)?;
            let area = ("area", party.area.to_string());
            Some(vec![("kind", name(&party.kind)), area])
        }
        "key" => {
            let key: KeyRecord = ledger::decode(value)?;
            Some(vec![
                ("party", key.party.to_string()),
                ("held", format!("{:?}", key.custody).to_lowercase()),
                ("revoked", if key.revoked { "yes" } else { "no" }.to_owned()),
            ])
        }
        "role" => {
            let grant: RoleGrant = ledger::decode(value)?;
            let until = grant.until.map(|until| ("until_ms", until.0.to_string()));
            let granted = ("granted_by", grant.granted_by.to_string());
            Some([granted].into_iter().chain(until).collect())
        }
        "balance" => {
            let account: Account = ledger::decode(value)?;
            Some(vec![
                ("settled", account.settled.to_string()),
                ("pending", account.pending.to_string()),
                ("held", account.held.to_string()),
            ])
        }
        "history" => {
            let history: History = ledger::decode(value)?;
            Some(vec![("headers", history.headers.to_string())])
        }
        _ => None,
    }
}

/// The name of a variant, as the ledger's source spells it.
fn name(value: &impl Debug) -> String {
    let text = format!("{value:?}");
    text.chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect()
}
