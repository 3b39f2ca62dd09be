//! Invented parties with keys of their own, and the pen that signs for them.

use ed25519_zebra::{SigningKey, VerificationKeyBytes};
use ledger::{
    Action, Envelope, Hash, KeyIndex, NetworkId, Operation, PartyId, Timestamp,
    hash::Suite,
    operation::Intent,
    signature::{PublicKey, Signature},
};

/// A party that signs.
pub(super) struct Person {
    pub(super) id: PartyId,
    pub(super) index: KeyIndex,
    key: SigningKey,
}

impl Person {
    /// Somebody invented; the same number gives the same keys, which belong to nobody.
    pub(super) fn invented(number: u32) -> Self {
        let seed = Hash::of(&[b"linli bench", &number.to_le_bytes()]);
        let name = Hash::of(&[b"linli bench party", &number.to_le_bytes()]);
        let mut id = PartyId::default();
        id.0.copy_from_slice(&name.0[..16]);
        Self {
            id,
            index: KeyIndex(0),
            key: SigningKey::from(seed.0),
        }
    }

    pub(super) fn key_bytes(&self) -> [u8; 32] {
        VerificationKeyBytes::from(&self.key).into()
    }

    pub(super) fn public_key(&self) -> PublicKey {
        PublicKey::Ed25519(self.key_bytes())
    }
}

/// Signs operations of one network that may wait until one moment.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    pub(super) network: NetworkId,
    pub(super) not_after: Timestamp,
}

impl Pen {
    pub(super) fn sign(&self, person: &Person, nonce: u64, action: Action) -> Envelope {
        self.sign_operation(person, nonce, Operation::Single(action))
    }

    pub(super) fn sign_operation(
        &self,
        person: &Person,
        nonce: u64,
        operation: Operation,
    ) -> Envelope {
        let intent = Intent {
            suite: Suite::Sha256Ed25519,
            actor: person.id,
            key: person.index,
            not_after: self.not_after,
            nonce,
            operation,
        };
        let signature = person.key.sign(&intent.signing_bytes(self.network));
        Envelope {
            intent,
            signature: Signature::Ed25519(signature.into()),
        }
    }
}
