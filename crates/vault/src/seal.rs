//! Sealing: XChaCha20-Poly1305 with the place of the value as associated data.

use std::fmt;

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::{PersonId, VaultError, random};

/// The only suite so far. A network with the national suite will add its own number.
const SUITE_XCHACHA20_POLY1305: u8 = 1;
const DOMAIN: &[u8] = b"_LINLI_VAULT_SEALED";
const NONCE_LENGTH: usize = 24;

/// A key that seals values: the office's own, or one person's.
pub(crate) struct SealKey(Zeroizing<[u8; 32]>);

/// Where a sealed value belongs. A value that is moved elsewhere does not open.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    /// Whose value it is; all zero for the office itself.
    pub(crate) person: PersonId,
    /// The table and column, or the class of the secret.
    pub(crate) class: &'a str,
    /// What tells values of one class apart: a field code, a slot, nothing.
    pub(crate) item: &'a [u8],
}

impl Place<'_> {
    fn associated_data(self, suite: u8) -> Vec<u8> {
        let mut data = Vec::with_capacity(64);
        data.extend_from_slice(DOMAIN);
        data.push(suite);
        data.extend_from_slice(&self.person.0);
        for part in [self.class.as_bytes(), self.item] {
            // Lengths first, so that no two places share an encoding.
            data.extend_from_slice(&(part.len() as u64).to_be_bytes());
            data.extend_from_slice(part);
        }
        data
    }
}

impl SealKey {
    pub(crate) fn from_slice(bytes: &[u8]) -> Result<Self, VaultError> {
        let mut key = Zeroizing::new([0; 32]);
        if bytes.len() != key.len() {
            return Err(VaultError::Tampered);
        }
        key.copy_from_slice(bytes);
        Ok(Self(key))
    }

    pub(crate) fn random() -> Result<Self, VaultError> {
        random::secret().map(Self)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Seals a value into `suite | nonce | ciphertext and tag`.
    pub(crate) fn seal(&self, place: Place<'_>, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        let suite = SUITE_XCHACHA20_POLY1305;
        let nonce: [u8; NONCE_LENGTH] = random::bytes()?;
        let payload = Payload {
            msg: plain,
            aad: &place.associated_data(suite),
        };
        let ciphertext = XChaCha20Poly1305::new((&*self.0).into())
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| VaultError::Tampered)?;
        Ok([&[suite][..], &nonce, &ciphertext].concat())
    }

    /// Opens a sealed value, if it is whole and in its place.
    pub(crate) fn open(
        &self,
        place: Place<'_>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let (&suite, rest) = sealed.split_first().ok_or(VaultError::Tampered)?;
        if suite != SUITE_XCHACHA20_POLY1305 {
            return Err(VaultError::UnknownSuite(suite));
        }
        let (nonce, ciphertext) = rest
            .split_first_chunk::<NONCE_LENGTH>()
            .ok_or(VaultError::Tampered)?;
        let payload = Payload {
            msg: ciphertext,
            aad: &place.associated_data(suite),
        };
        XChaCha20Poly1305::new((&*self.0).into())
            .decrypt(&XNonce::from(*nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_| VaultError::Tampered)
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SealKey(hidden)")
    }
}
