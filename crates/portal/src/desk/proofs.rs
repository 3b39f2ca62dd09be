//! Proofs beside receipts: what the state holds, a header with its certificate, and that the ledger
//! of today extends that of an earlier block.

use ledger::{Hash, Header, PartyId, state::accounts::AccountId, state::keys, state::keys::Key};
use verifier::{Certified, Consistency, StateProof};

use super::{Desk, receipt::ReceiptError};
use crate::gateway::Head;

/// What a person may prove about themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnSubject {
    /// That they are enrolled, where and how surely.
    Membership,
    /// What their account holds.
    Balance,
    /// The key that the office keeps for them, and that it was not revoked.
    Key,
    /// One of their roles, by its place in the list of them.
    Role(usize),
}

impl OwnSubject {
    /// The subject that a part of an address names.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "membership" => Some(Self::Membership),
            "balance" => Some(Self::Balance),
            "key" => Some(Self::Key),
            _ => {
                let place = text.strip_prefix("role-")?.parse().ok()?;
                Some(Self::Role(place))
            }
        }
    }

    /// The part of an address that names it.
    pub fn word(self) -> String {
        match self {
            Self::Membership => "membership".to_owned(),
            Self::Balance => "balance".to_owned(),
            Self::Key => "key".to_owned(),
            Self::Role(place) => format!("role-{place}"),
        }
    }
}

/// What everybody may have proved, because it is about nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicSubject {
    Network,
    RulePack,
    Validators,
    /// The other side of all points in circulation.
    Issuance,
}

impl PublicSubject {
    /// The subject that a part of an address names.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "network" => Some(Self::Network),
            "rule-pack" => Some(Self::RulePack),
            "validators" => Some(Self::Validators),
            "issuance" => Some(Self::Issuance),
            _ => None,
        }
    }
}

impl Desk {
    /// The subjects that a person has, in the order in which a page lists them.
    pub async fn own_subjects(&self, person: PartyId) -> Result<Vec<OwnSubject>, ReceiptError> {
        let roles = self.projections.roles_of(person).await?.len();
        let mut subjects = vec![OwnSubject::Membership, OwnSubject::Balance];
        if self.own_key(person).await.is_some() {
            subjects.push(OwnSubject::Key);
        }
        subjects.extend((0..roles).map(OwnSubject::Role));
        Ok(subjects)
    }

    /// What a person has proved about themselves after a block, the last one if none is named;
    /// `None` for a subject that they do not have.
    pub async fn own_proof(
        &self,
        person: PartyId,
        subject: OwnSubject,
        height: Option<u64>,
    ) -> Result<Option<StateProof>, ReceiptError> {
        let proof = match subject {
            OwnSubject::Membership => self.state_proof(&keys::party(person), height).await?,
            OwnSubject::Balance => {
                let account = keys::account(AccountId::Party(person));
                self.state_proof(&account, height).await?
            }
            OwnSubject::Key => match self.own_key(person).await {
                Some(index) => self.state_proof(&keys::key(index), height).await?,
                None => None,
            },
            OwnSubject::Role(place) => {
                let roles = self.projections.roles_of(person).await?;
                match roles.get(place) {
                    Some(row) => {
                        let key = keys::role(person, row.role, row.scope);
                        self.state_proof(&key, height).await?
                    }
                    None => None,
                }
            }
        };
        Ok(proof)
    }

    async fn own_key(&self, person: PartyId) -> Option<ledger::KeyIndex> {
        let public = self.vault.public_key(super::person(person)).await.ok()?;
        let public = ledger::signature::PublicKey::Ed25519(public);
        self.gateway.head().state.get(&keys::key_index(&public))
    }

    /// What everybody may have proved, after a block or the last one; `None` for genesis, which
    /// nobody certifies.
    pub async fn public_proof(
        &self,
        subject: PublicSubject,
        height: Option<u64>,
    ) -> Result<Option<StateProof>, ReceiptError> {
        match subject {
            PublicSubject::Network => self.state_proof(&keys::meta(), height).await,
            PublicSubject::RulePack => self.state_proof(&keys::rule_pack(), height).await,
            PublicSubject::Validators => self.state_proof(&keys::validators(), height).await,
            PublicSubject::Issuance => {
                let issuance = keys::account(AccountId::Issuance);
                self.state_proof(&issuance, height).await
            }
        }
    }

    /// The proof of what a key holds after a block.
    async fn state_proof<T>(
        &self,
        key: &Key<T>,
        height: Option<u64>,
    ) -> Result<Option<StateProof>, ReceiptError> {
        let head = self.head_at(height).await?;
        if head.header.height == 0 {
            return Ok(None);
        }
        let certified = self.make_certified(head.header).await?;
        Ok(Some(StateProof::new(certified, &head.state, key)))
    }

    /// The last block, or an earlier one with the state after it.
    async fn head_at(&self, height: Option<u64>) -> Result<Head, ReceiptError> {
        match height {
            Some(height) => Ok(self.gateway.head_at(height).await?),
            None => Ok(self.gateway.head()),
        }
    }

    /// A header with what makes it final, as an observer keeps it; `None` above the last one and
    /// for genesis, which nobody certifies.
    pub async fn certified(&self, height: u64) -> Result<Option<Certified>, ReceiptError> {
        if height == 0 || height > self.gateway.head().header.height {
            return Ok(None);
        }
        let block = self.gateway.block(height).await;
        let block = block.ok_or(ReceiptError::Unreadable { height })?;
        self.make_certified(block.header).await.map(Some)
    }

    async fn make_certified(&self, header: Header) -> Result<Certified, ReceiptError> {
        let height = header.height;
        let finality = self.gateway.finality(height).await;
        let finality = finality.ok_or(ReceiptError::Unreadable { height })?;
        Ok(Certified {
            header,
            descendants: finality.descendants,
            certificate: finality.certificate,
        })
    }

    /// The proof that the ledger after a block, the last one if none is named, extends that of an
    /// earlier one; `None` when that one does not come before it.
    pub async fn consistency(
        &self,
        earlier: u64,
        later: Option<u64>,
    ) -> Result<Option<Consistency>, ReceiptError> {
        let head = self.head_at(later).await?;
        let height = head.header.height;
        if earlier >= height {
            return Ok(None);
        }
        let block = self.gateway.block(earlier).await;
        let block = block.ok_or(ReceiptError::Unreadable { height: earlier })?;
        let digests = self.digests_before(height).await?;
        let later = self.make_certified(head.header).await?;
        let proof = Consistency::new(later, &head.state, block.header, &digests);
        proof.map(Some).ok_or(ReceiptError::Unreadable { height })
    }
}

impl Desk {
    /// The read models may be some blocks behind: the rest is read from the ledger.
    async fn digests_before(&self, height: u64) -> Result<Vec<Hash>, ReceiptError> {
        let mut digests = self.projections.digests_before(height).await?;
        let known = u64::try_from(digests.len()).unwrap_or(height);
        for height in known..height {
            let block = self.gateway.block(height).await;
            let block = block.ok_or(ReceiptError::Unreadable { height })?;
            digests.push(block.header.digest());
        }
        Ok(digests)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_named_by_its_word() {
        for subject in [
            OwnSubject::Membership,
            OwnSubject::Balance,
            OwnSubject::Key,
            OwnSubject::Role(12),
        ] {
            assert_eq!(OwnSubject::parse(&subject.word()), Some(subject));
        }
        for unknown in ["", "role-", "role-x", "role--1", "pseudonym"] {
            assert_eq!(OwnSubject::parse(unknown), None);
            assert_eq!(PublicSubject::parse(unknown), None);
        }
    }
}
