//! Proofs beside receipts: what the state holds, a header with its certificate, and that the ledger
//! of today extends that of an earlier block.

use ledger::{Hash, Header, PartyId, state::accounts::AccountId, state::keys, state::keys::Key};
use verifier::{Certified, Consistency, StateProof};

use super::{Desk, receipt::ReceiptError};

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

    /// What a person has proved about themselves, now; `None` for a subject that they do not have.
    pub async fn own_proof(
        &self,
        person: PartyId,
        subject: OwnSubject,
    ) -> Result<Option<StateProof>, ReceiptError> {
        Ok(match subject {
            OwnSubject::Membership => Some(self.state_proof(&keys::party(person)).await?),
            OwnSubject::Balance => {
                let account = keys::account(AccountId::Party(person));
                Some(self.state_proof(&account).await?)
            }
            OwnSubject::Key => match self.own_key(person).await {
                Some(index) => Some(self.state_proof(&keys::key(index)).await?),
                None => None,
            },
            OwnSubject::Role(place) => {
                let roles = self.projections.roles_of(person).await?;
                match roles.get(place) {
                    Some(row) => {
                        let key = keys::role(person, row.role, row.scope);
                        Some(self.state_proof(&key).await?)
                    }
                    None => None,
                }
            }
        })
    }

    async fn own_key(&self, person: PartyId) -> Option<ledger::KeyIndex> {
        let public = self.vault.public_key(super::person(person)).await.ok()?;
        let public = ledger::signature::PublicKey::Ed25519(public);
        self.gateway.head().state.get(&keys::key_index(&public))
    }

    /// What everybody may have proved.
    pub async fn public_proof(&self, subject: PublicSubject) -> Result<StateProof, ReceiptError> {
        match subject {
            PublicSubject::Network => self.state_proof(&keys::meta()).await,
            PublicSubject::RulePack => self.state_proof(&keys::rule_pack()).await,
            PublicSubject::Validators => self.state_proof(&keys::validators()).await,
            PublicSubject::Issuance => self.state_proof(&keys::account(AccountId::Issuance)).await,
        }
    }

    /// The proof of what a key holds after the last final block.
    async fn state_proof<T>(&self, key: &Key<T>) -> Result<StateProof, ReceiptError> {
        let head = self.gateway.head();
        let certified = self.make_certified(head.header).await?;
        Ok(StateProof::new(certified, &head.state, key))
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

    /// The proof that the ledger of now extends that of an earlier block; `None` when that block is
    /// not before the last one.
    pub async fn consistency(&self, earlier: u64) -> Result<Option<Consistency>, ReceiptError> {
        let head = self.gateway.head();
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
