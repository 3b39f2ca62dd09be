//! Acting for somebody (代办): the helper's own key is registered for the other person as one that
//! assists, so that every record and every receipt says so, and is revoked when it is over.

use std::future::Future;

use ledger::{
    Action, KeyIndex, PartyId, Rejection,
    operation::{
        dispute::{FileDispute, Ground, Remedy, Subject},
        identity::{RegisterKey, RevokeKey},
    },
    signature::{Custody, PublicKey},
    state::keys,
};
use vault::Delegation;

use super::{ActError, Desk, party, person};
use crate::acting::Scope;

tokio::task_local! {
    /// By which delegation this request acts. Set once for the whole request, so that no page can
    /// forget it and sign with the key of the person themselves.
    static ACTING: Option<Delegation>;
}

/// Runs a request as somebody who acts for another, or as nobody's helper.
pub(crate) async fn acting_by<T>(
    delegation: Option<Delegation>,
    request: impl Future<Output = T>,
) -> T {
    ACTING.scope(delegation, request).await
}

/// The delegation by which this request acts for `actor`, if it does.
pub(super) fn acting_for(actor: PartyId) -> Option<Delegation> {
    let acting = ACTING.try_with(Clone::clone).ok().flatten();
    acting.filter(|delegation| delegation.elder == person(actor))
}

impl Desk {
    /// Lets `helper` act for `elder`. `registrar` signs it: the elder, or a clerk before whom the
    /// elder stands.
    pub async fn delegate(
        &self,
        registrar: PartyId,
        (elder, helper): (PartyId, PartyId),
        scope: Scope,
        (until_ms, wall_ms): (u64, u64),
    ) -> Result<Delegation, ActError> {
        let pair = (person(elder), person(helper));
        if let Some(before) = self.vault.delegation(pair.0, pair.1, wall_ms).await? {
            self.end_delegation(registrar, &before, wall_ms).await?;
        }
        let begun = self
            .vault
            .begin_delegation(pair, scope.code(), until_ms, wall_ms)
            .await?;
        let register = RegisterKey {
            party: elder,
            key: PublicKey::Ed25519(begun.public_key),
            custody: Custody::Assisted,
        };
        if let Err(error) = self.act(registrar, Action::from(register)).await {
            self.vault.end_delegation(&begun, wall_ms).await?;
            return Err(error);
        }
        Ok(begun)
    }

    /// Ends a delegation: first on the ledger, which may refuse, and then in the vault. What the
    /// ledger still honours is never said to be over.
    pub async fn end_delegation(
        &self,
        registrar: PartyId,
        delegation: &Delegation,
        wall_ms: u64,
    ) -> Result<(), ActError> {
        self.revoke_helper_key(registrar, delegation).await?;
        Ok(self.vault.end_delegation(delegation, wall_ms).await?)
    }

    /// Ends a delegation by the helper's own wish: their key revokes itself.
    pub async fn lay_down(&self, delegation: &Delegation, wall_ms: u64) -> Result<(), ActError> {
        let revoked = self.revoke_helper_key(party(delegation.elder), delegation);
        acting_by(Some(delegation.clone()), revoked).await?;
        Ok(self.vault.end_delegation(delegation, wall_ms).await?)
    }

    /// Ends a delegation because of what was done, and says so where complaints are answered. An
    /// error: nothing has ended. A rejection inside: it has ended, and the complaint was refused.
    pub async fn object_to_helper(
        &self,
        delegation: &Delegation,
        wall_ms: u64,
    ) -> Result<Option<Rejection>, ActError> {
        let elder = party(delegation.elder);
        self.end_delegation(elder, delegation, wall_ms).await?;
        let salt = self
            .vault
            .commitment_salt(delegation.elder, &delegation.id.0);
        let complaint = FileDispute {
            subject: Subject::Party(party(delegation.helper)),
            ground: Ground::Conduct,
            claim: Remedy::Words,
            statement: ledger::Hash::of(&[&*salt.await?, b"acted against my will"]),
        };
        match self.act(elder, Action::from(complaint)).await {
            Ok(_) => Ok(None),
            Err(ActError::Rejected(refused)) => Ok(Some(refused)),
            Err(error) => Err(error),
        }
    }

    async fn revoke_helper_key(
        &self,
        registrar: PartyId,
        delegation: &Delegation,
    ) -> Result<(), ActError> {
        let Some(key) = self.usable_key(delegation) else {
            return Ok(());
        };
        self.act(registrar, Action::from(RevokeKey { key }))
            .await
            .map(drop)
    }

    fn usable_key(&self, delegation: &Delegation) -> Option<KeyIndex> {
        let state = self.gateway.head().state;
        let index = state.get(&keys::key_index(&PublicKey::Ed25519(delegation.public_key)))?;
        state
            .get(&keys::key(index))
            .filter(|record| !record.revoked)?;
        Some(index)
    }
}
