//! Signing with the key that the office keeps for somebody, and submitting.

use ledger::{
    Action, Envelope, Operation, PartyId, Rejection, Verdict,
    hash::Suite,
    operation::{Intent, VALIDITY_MS},
    signature::{PublicKey, Signature},
    state::keys,
};
use vault::VaultError;

use super::{Desk, delegate::acting_for, person};
use crate::{
    content::ContentError,
    gateway::{Final, SubmitError},
};

/// Why an action did not happen.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// The rules say no: normal, recorded, and to be told to the reader in words.
    #[error("rejected: {0}")]
    Rejected(Rejection),
    /// The ledger did not take it.
    #[error(transparent)]
    Submit(SubmitError),
    /// The vault could not sign.
    #[error("the vault failed")]
    Vault(#[from] VaultError),
    /// The office holds no usable key for this party.
    #[error("the office holds no registered key of this party")]
    NoKey,
    /// The words could not be stored.
    #[error("the content store failed")]
    Content(#[from] ContentError),
    /// The operating system gave no random bytes.
    #[error("no randomness")]
    NoRandomness(#[from] getrandom::Error),
}

impl From<SubmitError> for ActError {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::Refused(rejection) => Self::Rejected(rejection),
            other => Self::Submit(other),
        }
    }
}

impl Desk {
    /// Does one thing in somebody's name with the key that the office keeps for them, and returns
    /// when it is final and every page shows it.
    pub async fn act(&self, actor: PartyId, action: Action) -> Result<Final, ActError> {
        self.operate(actor, Operation::Single(action)).await
    }

    /// Does several things together or not at all.
    pub async fn act_all(&self, actor: PartyId, actions: Vec<Action>) -> Result<Final, ActError> {
        self.operate(actor, Operation::Batch(actions)).await
    }

    async fn operate(&self, actor: PartyId, operation: Operation) -> Result<Final, ActError> {
        let envelope = self.sign(actor, operation).await?;
        let done = self.gateway.submit(envelope).await?;
        self.projected(done.height).await?;
        match done.outcome.verdict {
            Verdict::Applied(_) => Ok(done),
            Verdict::Rejected(rejection) => Err(ActError::Rejected(rejection)),
        }
    }

    async fn sign(&self, actor: PartyId, operation: Operation) -> Result<Envelope, ActError> {
        let head = self.gateway.head();
        let helper = acting_for(actor);
        let public = PublicKey::Ed25519(match &helper {
            Some(delegation) => delegation.public_key,
            None => self.vault.public_key(person(actor)).await?,
        });
        let key = head
            .state
            .get(&keys::key_index(&public))
            .ok_or(ActError::NoKey)?;
        let mut nonce = [0; 8];
        getrandom::fill(&mut nonce)?;
        let intent = Intent {
            suite: Suite::Sha256Ed25519,
            actor,
            key,
            not_after: self.now().plus_ms(VALIDITY_MS),
            nonce: u64::from_le_bytes(nonce),
            operation,
        };
        let message = intent.signing_bytes(head.header.network);
        let signature = Signature::Ed25519(match &helper {
            Some(delegation) => self.vault.sign_as_helper(delegation, &message).await?,
            None => self.vault.sign(person(actor), &message).await?,
        });
        Ok(Envelope { intent, signature })
    }
}
