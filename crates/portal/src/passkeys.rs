//! Passkeys: challenges that are answered once, and the check of the answers (`WebAuthn`).

use vault::{PersonId, SessionId, StoredPasskey};
use webauthn_rs::prelude::{
    CredentialID, DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};

use crate::Error;
use crate::slips::Slips;

const NAME: &str = "邻里 Linli";

/// The checker for one address, with the challenges that wait for an answer.
pub(crate) struct Passkeys {
    checker: Webauthn,
    additions: Slips<SessionId, PasskeyRegistration>,
    entries: Slips<[u8; 16], DiscoverableAuthentication>,
}

/// A passkey that was proved, for the vault.
pub(crate) struct Proved {
    pub(crate) id: Vec<u8>,
    pub(crate) credential: Vec<u8>,
}

/// An answer to a challenge of the sign-in page; whose it says it is has not been checked yet.
pub(crate) struct Answer {
    pub(crate) person: PersonId,
    answer: PublicKeyCredential,
    challenge: DiscoverableAuthentication,
}

/// A checked answer, for the vault to remember.
pub(crate) struct Entered {
    pub(crate) index: [u8; 32],
    pub(crate) credential: Vec<u8>,
}

/// Why a passkey was not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PasskeyError {
    /// The answer is not one, or to another challenge, or signed by nobody we know.
    #[error("the answer of the device does not fit")]
    Refused,
    /// Something of ours failed.
    #[error("passkeys cannot be checked")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<WebauthnError> for PasskeyError {
    fn from(_: WebauthnError) -> Self {
        Self::Refused
    }
}

impl From<serde_json::Error> for PasskeyError {
    fn from(_: serde_json::Error) -> Self {
        Self::Refused
    }
}

impl Passkeys {
    /// For the address that browsers show; none for one that passkeys cannot belong to.
    pub(crate) fn new(origin: &str) -> Option<Self> {
        let url = Url::parse(origin).ok()?;
        let host = url.domain()?.to_owned();
        let builder = WebauthnBuilder::new(&host, &url).ok()?.rp_name(NAME);
        Some(Self {
            checker: builder.build().ok()?,
            additions: Slips::default(),
            entries: Slips::default(),
        })
    }

    /// A challenge to add a passkey in this session, as JSON for the browser.
    pub(crate) fn begin_adding(
        &self,
        session: SessionId,
        (person, name): (PersonId, &str),
        known: &[StoredPasskey],
        now_ms: u64,
    ) -> Result<String, Error> {
        let known: Vec<CredentialID> = known
            .iter()
            .filter_map(load)
            .map(|passkey| passkey.cred_id().clone())
            .collect();
        let user = Uuid::from_bytes(person.0);
        let (challenge, waiting) = self
            .checker
            .start_passkey_registration(user, name, name, Some(known))
            .map_err(Error::internal)?;
        self.additions.put(session, waiting, now_ms);
        let mut options = serde_json::to_value(challenge).map_err(Error::internal)?;
        // The device remembers for whom it is: nobody types a number, and no number is probed.
        let selection = &mut options["publicKey"]["authenticatorSelection"];
        selection["residentKey"] = "required".into();
        selection["requireResidentKey"] = true.into();
        Ok(options["publicKey"].to_string())
    }

    /// Checks the answer to the challenge of this session; it can be answered once.
    pub(crate) fn finish_adding(
        &self,
        session: SessionId,
        answer: &str,
        now_ms: u64,
    ) -> Result<Proved, PasskeyError> {
        let waiting = self.additions.take(&session, now_ms);
        let waiting = waiting.ok_or(PasskeyError::Refused)?;
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer)?;
        let passkey = self
            .checker
            .finish_passkey_registration(&answer, &waiting)?;
        Ok(Proved {
            id: passkey.cred_id().to_vec(),
            credential: save(&passkey)?,
        })
    }

    /// A challenge for whoever comes, and the ticket under which it waits.
    pub(crate) fn begin_entry(&self, now_ms: u64) -> Result<(String, String), Error> {
        let (challenge, waiting) = self
            .checker
            .start_discoverable_authentication()
            .map_err(Error::internal)?;
        let ticket = Uuid::new_v4();
        self.entries.put(*ticket.as_bytes(), waiting, now_ms);
        let options = serde_json::to_value(challenge).map_err(Error::internal)?;
        Ok((ticket.to_string(), options["publicKey"].to_string()))
    }

    /// Takes the ticket and reads for whom the device answers.
    pub(crate) fn read_answer(
        &self,
        ticket: &str,
        answer: &str,
        now_ms: u64,
    ) -> Result<Answer, PasskeyError> {
        let ticket = Uuid::parse_str(ticket).map_err(|_| PasskeyError::Refused)?;
        let challenge = self.entries.take(ticket.as_bytes(), now_ms);
        let challenge = challenge.ok_or(PasskeyError::Refused)?;
        let answer: PublicKeyCredential = serde_json::from_str(answer)?;
        let (user, _) = self.checker.identify_discoverable_authentication(&answer)?;
        Ok(Answer {
            person: PersonId(*user.as_bytes()),
            answer,
            challenge,
        })
    }

    /// Checks the signature with the passkeys that the vault has for that person.
    pub(crate) fn finish_entry(
        &self,
        answer: Answer,
        known: &[StoredPasskey],
    ) -> Result<Entered, PasskeyError> {
        let id = answer.answer.get_credential_id();
        let found = known.iter().find_map(|stored| {
            let passkey = load(stored)?;
            (passkey.cred_id().as_slice() == id).then_some((stored.index, passkey))
        });
        let (index, mut passkey) = found.ok_or(PasskeyError::Refused)?;
        let result = self.checker.finish_discoverable_authentication_v2(
            &answer.answer,
            answer.challenge,
            &passkey,
        )?;
        if !result.user_verified() {
            return Err(PasskeyError::Refused);
        }
        passkey.update_credential(&result);
        Ok(Entered {
            index,
            credential: save(&passkey)?,
        })
    }
}

fn load(stored: &StoredPasskey) -> Option<Passkey> {
    serde_json::from_slice(&stored.credential).ok()
}

fn save(passkey: &Passkey) -> Result<Vec<u8>, PasskeyError> {
    serde_json::to_vec(passkey).map_err(|cause| PasskeyError::Broken(cause.into()))
}
