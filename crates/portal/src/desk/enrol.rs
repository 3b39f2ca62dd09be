//! Enrolment at the counter (W-01): the vault first, then the ledger, then the vault again, so
//! that a crash in between leaves a pending record that the next start mends.

use ledger::{
    Action, AreaCode, Hash, PartyId, Rejection,
    operation::{
        IdentityAction,
        identity::{IdentityLevel, RegisterOrganisation, RegisterPerson},
    },
    signature::{Custody, PublicKey},
    state::keys,
};
use vault::{
    IdNumber, MemberNumber, NamedGuardian, NewPerson, OneTimeCode, PersonId, PersonalText,
    VaultError,
};

use super::{ActError, Desk, party, person};
use crate::{content::PlaceText, gateway::Final};

/// What a clerk typed, checked.
pub struct NewResident {
    pub name: PersonalText,
    pub id_number: IdNumber,
    pub phone: Option<PersonalText>,
    pub address: Option<PersonalText>,
    pub nickname: Option<PersonalText>,
    pub community: AreaCode,
    /// Who answers for a minor.
    pub guardian: Option<NamedGuardian>,
}

/// An organisation to enrol.
#[derive(Clone, Debug)]
pub struct NewOrganisation {
    /// What it says of itself in public.
    pub text: PlaceText,
    /// Where it works.
    pub area: AreaCode,
    /// Whether it is a sample that stands for nobody.
    pub sample: bool,
}

/// What the clerk hands over.
pub struct Enrolled {
    pub person: PartyId,
    pub member_number: MemberNumber,
    pub done: Final,
}

/// Why nobody was enrolled. Nothing half-done remains.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// One person, one identity.
    #[error("this person is enrolled already")]
    AlreadyEnrolled,
    /// The ledger said no.
    #[error(transparent)]
    Act(#[from] ActError),
    /// The vault said no.
    #[error(transparent)]
    Vault(VaultError),
}

impl From<VaultError> for EnrolError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::AlreadyEnrolled => Self::AlreadyEnrolled,
            other => Self::Vault(other),
        }
    }
}

/// How long a sign-in code from the counter is valid: a day, to get home and sit down.
const CODE_VALID_MS: u64 = 24 * 60 * 60 * 1000;

impl Desk {
    /// Enrols a resident whose document the clerk has seen. `wall_ms` is the vault's time.
    pub async fn enrol(
        &self,
        clerk: PartyId,
        resident: NewResident,
        wall_ms: u64,
    ) -> Result<Enrolled, EnrolError> {
        let community = resident.community;
        if let Some(named) = resident.guardian {
            self.vault.check_guardian(named.guardian, wall_ms).await?;
        }
        let new = NewPerson {
            person: PersonId::random()?,
            member_number: None,
            name: resident.name,
            id_number: resident.id_number,
            phone: resident.phone,
            address: resident.address,
            nickname: resident.nickname,
            guardian: resident.guardian,
            custodial_seed: None,
        };
        let enrolment = self
            .vault
            .begin_enrolment(new, wall_ms, person(clerk))
            .await?;
        let command = RegisterPerson {
            person: party(enrolment.person),
            pseudonym: Hash(enrolment.pseudonym.unwrap_or_default()),
            level: IdentityLevel::RealNameChecked,
            community,
            key: PublicKey::Ed25519(enrolment.public_key),
            custody: Custody::Custodial,
        };
        match self
            .act(
                clerk,
                Action::Identity(IdentityAction::RegisterPerson(command)),
            )
            .await
        {
            Ok(done) => {
                self.vault.confirm_enrolment(enrolment.person).await?;
                let (person, member_number) = (party(enrolment.person), enrolment.member_number);
                Ok(Enrolled {
                    person,
                    member_number,
                    done,
                })
            }
            Err(error) => {
                self.settle_enrolment(enrolment.person).await?;
                Err(match error {
                    ActError::Rejected(Rejection::PersonAlreadyEnrolled) => {
                        EnrolError::AlreadyEnrolled
                    }
                    error => error.into(),
                })
            }
        }
    }

    /// Enrols an organisation under this office. `wall_ms` is the vault's time.
    pub async fn enrol_organisation(
        &self,
        organisation: NewOrganisation,
        wall_ms: u64,
    ) -> Result<PartyId, EnrolError> {
        let content = self
            .content
            .put(&organisation.text)
            .map_err(ActError::from)?;
        let new = vault::NewOrganisation {
            person: PersonId::random()?,
            member_number: None,
            name: PersonalText::new(organisation.text.name_zh),
            registration_code: None,
            phone: None,
            address: None,
            sample: organisation.sample,
            custodial_seed: None,
        };
        let office = person(self.office);
        let enrolment = self.vault.begin_organisation(new, wall_ms, office).await?;
        let command = RegisterOrganisation {
            organisation: party(enrolment.person),
            kind: ledger::operation::identity::OrganisationKind::SocialOrganisation,
            area: organisation.area,
            content,
            key: PublicKey::Ed25519(enrolment.public_key),
            custody: Custody::Custodial,
        };
        match self
            .act(
                self.office,
                Action::Identity(IdentityAction::RegisterOrganisation(command)),
            )
            .await
        {
            Ok(_) => {
                self.vault.confirm_enrolment(enrolment.person).await?;
                Ok(party(enrolment.person))
            }
            Err(error) => {
                self.settle_enrolment(enrolment.person).await?;
                Err(error.into())
            }
        }
    }

    /// A code to sign in with once, for a person at the counter.
    pub async fn issue_code(
        &self,
        clerk: PartyId,
        resident: PartyId,
        wall_ms: u64,
    ) -> Result<OneTimeCode, VaultError> {
        self.vault
            .issue_code(person(resident), CODE_VALID_MS, wall_ms, person(clerk))
            .await
    }

    /// Decides enrolments that a crash left open: the ledger knows whether they happened.
    pub async fn settle_enrolments(&self) -> Result<usize, VaultError> {
        let pending = self.vault.pending_enrolments().await?;
        for enrolment in &pending {
            self.settle_enrolment(enrolment.person).await?;
        }
        Ok(pending.len())
    }

    async fn settle_enrolment(&self, enrolled: PersonId) -> Result<(), VaultError> {
        let known = self
            .gateway
            .head()
            .state
            .get(&keys::party(party(enrolled)))
            .is_some();
        if known {
            self.vault.confirm_enrolment(enrolled).await
        } else {
            self.vault.abandon_enrolment(enrolled).await
        }
    }
}
