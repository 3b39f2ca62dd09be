//! Organisations vouch for facts about people. The ledger holds a salted commitment and a time; of
//! sensitive classes it holds nothing at all, because who vouches would say what for.

use ledger::{
    AttestationId, Hash, PartyId, Timestamp,
    operation::party::{AttestFact, AttestedKind, WithdrawAttestation},
    state::keys,
    time::DAY_MS,
};
use sha2::{Digest as _, Sha256};
use vault::{Endorsement, EndorsementState};

use super::{ActError, Desk, party, person};

/// How long the organisation has for an answer to an objection; then the attestation ends.
pub(crate) const ANSWER_MS_MAX: u64 = 7 * DAY_MS;
const DOMAIN: &[u8] = b"_LINLI_ENDORSEMENT";

/// What can be attested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    AddressArea,
    AgeBand,
    UnitOwner,
    VolunteerLicence,
    PartyMembership,
}

impl Class {
    pub(crate) const ALL: [Self; 5] = [
        Self::AddressArea,
        Self::AgeBand,
        Self::UnitOwner,
        Self::VolunteerLicence,
        Self::PartyMembership,
    ];

    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::AddressArea => "address_area",
            Self::AgeBand => "age_band",
            Self::UnitOwner => "unit_owner",
            Self::VolunteerLicence => "volunteer_licence",
            Self::PartyMembership => "party_membership",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }

    /// Needs the person's consent before it is more than a question.
    pub(crate) const fn is_sensitive(self) -> bool {
        matches!(self, Self::PartyMembership)
    }

    const fn on_ledger(self) -> AttestedKind {
        match self {
            Self::VolunteerLicence => AttestedKind::Training,
            _ => AttestedKind::Other,
        }
    }
}

/// What an organisation says.
pub(crate) struct Statement {
    pub(crate) class: Class,
    pub(crate) fact: String,
    pub(crate) evidence: String,
    pub(crate) until: Timestamp,
}

impl Desk {
    /// An organisation attests; a sensitive class waits for the person.
    pub(crate) async fn endorse(
        &self,
        (organisation, about): (PartyId, PartyId),
        said: Statement,
    ) -> Result<(), ActError> {
        let salt = random()?;
        let (id, state) = if said.class.is_sensitive() {
            (random()?, EndorsementState::Asked)
        } else {
            let attested = self.attest((organisation, about), &said, &salt).await?;
            (attested.0, EndorsementState::Standing)
        };
        let new = Endorsement {
            id,
            person: person(about),
            organisation: person(organisation),
            kind: said.class.code().to_owned(),
            fact: said.fact,
            evidence: said.evidence,
            salt,
            state,
            stated_ms: self.now().0,
            until_ms: said.until.0,
            objected_ms: None,
        };
        Ok(self.vault.keep_endorsement(&new).await?)
    }

    async fn attest(
        &self,
        (organisation, about): (PartyId, PartyId),
        said: &Statement,
        salt: &[u8],
    ) -> Result<AttestationId, ActError> {
        let mut hasher = Sha256::new();
        for part in [
            DOMAIN,
            salt,
            said.class.code().as_bytes(),
            said.fact.as_bytes(),
        ] {
            hasher.update(u64::try_from(part.len()).unwrap_or_default().to_be_bytes());
            hasher.update(part);
        }
        let attest = AttestFact {
            person: about,
            kind: said.class.on_ledger(),
            commitment: Hash(hasher.finalize().into()),
            until: said.until,
        };
        let done = self.act(organisation, attest.into()).await?;
        Ok(AttestationId::derive(done.operation, 0))
    }

    /// Ends an attestation by the word of one side; the ledger first, where it knows it.
    pub(crate) async fn end_endorsement(
        &self,
        actor: PartyId,
        one: &Endorsement,
    ) -> Result<(), ActError> {
        let attestation = AttestationId(one.id);
        let known = self
            .gateway
            .head()
            .state
            .get(&keys::attestation(attestation));
        if known.is_some_and(|record| !record.ended) {
            self.act(actor, WithdrawAttestation { attestation }.into())
                .await?;
        }
        self.vault
            .move_endorsement(one.id, EndorsementState::Ended, one.objected_ms)
            .await?;
        Ok(())
    }

    /// Ends what is over and what no organisation answered for; returns how many.
    pub(crate) async fn end_due_endorsements(&self) -> Result<usize, ActError> {
        let now_ms = self.now().0;
        let before = now_ms.saturating_sub(ANSWER_MS_MAX);
        let due = self.vault.endorsements_due(before, now_ms).await?;
        for one in &due {
            match self.end_endorsement(party(one.person), one).await {
                // Whoever is suspended signs nothing: the vault's word is enough until then.
                Ok(()) | Err(ActError::Rejected(_)) => {
                    let end = EndorsementState::Ended;
                    self.vault
                        .move_endorsement(one.id, end, one.objected_ms)
                        .await?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(due.len())
    }
}

fn random() -> Result<[u8; 16], ActError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
