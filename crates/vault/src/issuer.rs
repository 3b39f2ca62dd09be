//! The issuer's keyed hashes: one pseudonym per ID number, which nobody without the key can test.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{IdNumber, MemberNumber};

/// Changing one of these makes every enrolled person look new.
const NATURAL_DOMAIN: &[u8] = b"_LINLI_VAULT_PSEUDONYM_NATURAL";
const ORGANISATION_DOMAIN: &[u8] = b"_LINLI_VAULT_PSEUDONYM_ORGANISATION";
const MEMBER_DOMAIN: &[u8] = b"_LINLI_VAULT_MEMBER_INDEX";
const CLIENT_DOMAIN: &[u8] = b"_LINLI_VAULT_CLIENT_INDEX";
const PHONE_DOMAIN: &[u8] = b"_LINLI_VAULT_PHONE_INDEX";
const PHONE_CODE_DOMAIN: &[u8] = b"_LINLI_VAULT_PHONE_CODE";
const CREDENTIAL_DOMAIN: &[u8] = b"_LINLI_VAULT_CREDENTIAL_INDEX";
const ENDORSER_DOMAIN: &[u8] = b"_LINLI_VAULT_ENDORSER_INDEX";
const GUARDIAN_DOMAIN: &[u8] = b"_LINLI_VAULT_GUARDIAN_INDEX";
const CREDENTIAL_KEY_DOMAIN: &[u8] = b"_LINLI_VAULT_CREDENTIAL_KEY";

/// Derives pseudonyms and lookup indexes under a secret key of the office.
pub struct Issuer(Zeroizing<[u8; 32]>);

impl Issuer {
    /// Takes the issuer's key.
    pub fn new(key: Zeroizing<[u8; 32]>) -> Self {
        Self(key)
    }

    /// The pseudonym of a natural person: the same for the same ID number, for ever.
    pub fn pseudonym(&self, id_number: &IdNumber) -> [u8; 32] {
        self.keyed(NATURAL_DOMAIN, id_number.reveal().as_bytes())
    }

    /// The pseudonym of an organisation, by its registration code without regard to case.
    pub fn organisation_pseudonym(&self, registration_code: &str) -> [u8; 32] {
        let code = registration_code.trim().to_ascii_uppercase();
        self.keyed(ORGANISATION_DOMAIN, code.as_bytes())
    }

    pub(crate) fn member_index(&self, number: MemberNumber) -> [u8; 32] {
        self.keyed(MEMBER_DOMAIN, &number.bytes())
    }

    pub(crate) fn client_index(&self, client: &str) -> [u8; 32] {
        self.keyed(CLIENT_DOMAIN, client.as_bytes())
    }

    pub(crate) fn phone_index(&self, digits: &str) -> [u8; 32] {
        self.keyed(PHONE_DOMAIN, digits.as_bytes())
    }

    pub(crate) fn phone_code(&self, phone_index: &[u8; 32], code: &str) -> [u8; 32] {
        keyed_hash(&self.0, &[PHONE_CODE_DOMAIN, phone_index, code.as_bytes()])
    }

    pub(crate) fn credential_index(&self, credential_id: &[u8]) -> [u8; 32] {
        self.keyed(CREDENTIAL_DOMAIN, credential_id)
    }

    pub(crate) fn endorser_index(&self, organisation: &[u8]) -> [u8; 32] {
        self.keyed(ENDORSER_DOMAIN, organisation)
    }

    pub(crate) fn guardian_index(&self, guardian: &[u8]) -> [u8; 32] {
        self.keyed(GUARDIAN_DOMAIN, guardian)
    }

    pub(crate) fn credential_key(&self, generation: u32, attempt: u8) -> [u8; 32] {
        let generation = generation.to_be_bytes();
        keyed_hash(&self.0, &[CREDENTIAL_KEY_DOMAIN, &generation, &[attempt]])
    }

    fn keyed(&self, domain: &[u8], message: &[u8]) -> [u8; 32] {
        keyed_hash(&self.0, &[domain, message])
    }
}

impl fmt::Debug for Issuer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Issuer(hidden)")
    }
}

/// HMAC-SHA-256 over the parts in order.
pub(crate) fn keyed_hash(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC fills a short key up with zeros to the block length; doing it here cannot fail.
    let mut block = Zeroizing::new([0; 64]);
    block[..32].copy_from_slice(key);
    let mut hash = Hmac::<Sha256>::new((&*block).into());
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into_bytes().into()
}
