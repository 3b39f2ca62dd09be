//! Somebody with a registered key, who can sign.

use ed25519_zebra::{SigningKey, VerificationKeyBytes};
use ledger::{
    Envelope, KeyIndex, NetworkId, PartyId, Timestamp,
    hash::Suite,
    operation::{Intent, Operation},
    signature::{PublicKey, Signature},
};
use std::fmt;

/// A party of the ledger together with one of its private keys.
#[derive(Clone)]
pub struct Actor {
    /// Whom the ledger knows.
    pub party: PartyId,
    /// Under which index it knows the key.
    pub key: KeyIndex,
    signing_key: SigningKey,
}

impl fmt::Debug for Actor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Actor({}, key {})", self.party, self.key.0)
    }
}

impl Actor {
    /// A party with the key that `secret` determines, registered under `key`.
    #[must_use]
    pub fn new(party: PartyId, key: KeyIndex, secret: [u8; 32]) -> Self {
        Self {
            party,
            key,
            signing_key: SigningKey::from(secret),
        }
    }

    /// A signature over any bytes by the key of a secret.
    #[must_use]
    pub fn sign_bytes(secret: [u8; 32], message: &[u8]) -> Signature {
        Signature::Ed25519(SigningKey::from(secret).sign(message).into())
    }

    /// The public half of the key.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        public_key(&self.signing_key)
    }

    /// Signs an operation for a network; `nonce` keeps equal operations apart.
    #[must_use]
    pub fn sign(
        &self,
        network: NetworkId,
        not_after: Timestamp,
        nonce: u64,
        operation: Operation,
    ) -> Envelope {
        self.sign_intent(
            network,
            Intent {
                suite: Suite::Sha256Ed25519,
                actor: self.party,
                key: self.key,
                not_after,
                nonce,
                operation,
            },
        )
    }

    /// Signs an intent as it stands, even when it names somebody else.
    #[must_use]
    pub fn sign_intent(&self, network: NetworkId, intent: Intent) -> Envelope {
        let signature = self.signing_key.sign(&intent.signing_bytes(network));
        Envelope {
            intent,
            signature: Signature::Ed25519(signature.into()),
        }
    }
}

/// A signature over any bytes by the key that `secret` determines.
#[must_use]
pub fn sign_bytes(secret: [u8; 32], message: &[u8]) -> Signature {
    Signature::Ed25519(SigningKey::from(secret).sign(message).into())
}

/// The public key that `secret` determines.
#[must_use]
pub fn public_key_of(secret: [u8; 32]) -> PublicKey {
    public_key(&SigningKey::from(secret))
}

fn public_key(signing_key: &SigningKey) -> PublicKey {
    PublicKey::Ed25519(VerificationKeyBytes::from(signing_key).into())
}
