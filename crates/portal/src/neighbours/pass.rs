//! The pass that an office shows to another: signed by its organisation's key, for one hash, for a
//! minute.

use ledger::{
    Hash, KeyIndex, NetworkId, PartyId, State, Timestamp,
    signature::{PublicKey, Signature, verifies},
    state::{keys, records::PartyKind},
};

use crate::desk::{ActError, Desk, person};

/// The request header that carries a pass.
pub const PASS_HEADER: &str = "linli-office";

/// What the signature of a pass begins with.
const DOMAIN: &[u8] = b"_LINLI_PORTAL_CONTENT_PASS";
/// How long a pass is shown.
const VALID_MS: u64 = 60_000;
/// How far ahead its end may lie: two offices' clocks differ.
const VALID_MS_MAX: u64 = 10 * 60_000;

/// What a pass states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pass {
    key: KeyIndex,
    not_after: Timestamp,
    signature: [u8; 64],
}

fn message(network: NetworkId, hash: &Hash, key: KeyIndex, not_after: Timestamp) -> Vec<u8> {
    let (key, end) = (key.0.to_be_bytes(), not_after.0.to_be_bytes());
    [DOMAIN, &network.0, &hash.0, &key, &end].concat()
}

impl Pass {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let key = KeyIndex(parts.next()?.parse().ok()?);
        let not_after = Timestamp(parts.next()?.parse().ok()?);
        let signature = verifier::text::from_hex(parts.next()?)?;
        let signature = signature.try_into().ok()?;
        parts.next().is_none().then_some(Self {
            key,
            not_after,
            signature,
        })
    }

    fn write(&self) -> String {
        let signature = verifier::text::hex(&self.signature);
        format!("{}.{}.{signature}", self.key.0, self.not_after.0)
    }

    /// The organisation that shows it, if it holds now.
    fn holder(
        &self,
        network: NetworkId,
        state: &State,
        hash: &Hash,
        now: Timestamp,
    ) -> Option<PartyId> {
        let fresh = now <= self.not_after && self.not_after <= now.plus_ms(VALID_MS_MAX);
        let record = state.get(&keys::key(self.key))?;
        let party = state.get(&keys::party(record.party))?;
        let organisation = matches!(party.kind, PartyKind::Organisation { .. });
        let message = message(network, hash, self.key, self.not_after);
        let signature = Signature::Ed25519(self.signature);
        let signed = verifies(&record.key, &message, &signature);
        (fresh && organisation && !record.revoked && signed).then_some(record.party)
    }
}

impl Desk {
    /// A pass in this office's name for the bytes behind a hash.
    pub async fn content_pass(&self, hash: &Hash) -> Result<String, ActError> {
        let head = self.gateway.head();
        let office = person(self.office);
        let public = PublicKey::Ed25519(self.vault.public_key(office).await?);
        let key = head.state.get(&keys::key_index(&public));
        let key = key.ok_or(ActError::NoKey)?;
        let not_after = self.now().plus_ms(VALID_MS);
        let message = message(head.header.network, hash, key, not_after);
        let signature = self.vault.sign(office, &message).await?;
        let pass = Pass {
            key,
            not_after,
            signature,
        };
        Ok(pass.write())
    }

    /// Whether an organisation of this ledger asks for these bytes.
    pub fn honours(&self, hash: &Hash, pass: &str) -> bool {
        let head = self.gateway.head();
        let holder = Pass::parse(pass)
            .and_then(|pass| pass.holder(head.header.network, &head.state, hash, self.now()));
        holder.is_some()
    }
}
