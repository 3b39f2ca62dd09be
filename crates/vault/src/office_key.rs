//! The office key: the one secret outside the vault, under which everything inside is sealed.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use zeroize::{Zeroize as _, Zeroizing};

use crate::{VaultError, random};

const LENGTH: usize = 32;
const OTHERS: u32 = 0o077;

/// The 32 secret bytes of an office. They are wiped when dropped, and `Debug` hides them.
pub struct OfficeKey(Zeroizing<[u8; LENGTH]>);

/// A device or service that holds a key which it never gives away, shaped like the wrap and unwrap
/// of PKCS#11 (`C_WrapKey`, `C_UnwrapKey`): a security module, a smart card, a cloud's key service.
pub trait OfficeToken: Send + Sync {
    /// Seals a key under the token's own.
    fn wrap_key(&self, key: &[u8]) -> Result<Vec<u8>, VaultError>;

    /// Opens what [`wrap_key`](Self::wrap_key) sealed; refuses anything else.
    fn unwrap_key(&self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError>;
}

impl OfficeKey {
    /// Takes a key from its bytes, which are wiped.
    pub fn from_bytes(mut bytes: [u8; LENGTH]) -> Self {
        let key = Self(Zeroizing::new(bytes));
        bytes.zeroize();
        key
    }

    /// Draws a new random key.
    pub fn random() -> Result<Self, VaultError> {
        random::secret().map(Self)
    }

    /// Takes the key from an environment variable's text, for containers and secret stores that
    /// hand it over like that.
    pub fn from_hex(text: &str) -> Result<Self, VaultError> {
        let mut bytes = Zeroizing::new([0; LENGTH]);
        hex::decode_to_slice(text.trim(), bytes.as_mut_slice())
            .map_err(|_| VaultError::OfficeKeyMalformed)?;
        Ok(Self(bytes))
    }

    /// Takes the key from a token that unwraps it: the wrapped key lies beside the vault, and the
    /// key that opens it never leaves the token. A first start draws a key and has it wrapped.
    pub fn from_token(path: &Path, token: &dyn OfficeToken) -> Result<Self, VaultError> {
        match fs::read(path) {
            Ok(wrapped) => {
                let plain = token.unwrap_key(&wrapped)?;
                let mut bytes = Zeroizing::new([0; LENGTH]);
                if plain.len() != LENGTH {
                    return Err(VaultError::OfficeKeyMalformed);
                }
                bytes.copy_from_slice(&plain);
                Ok(Self(bytes))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let key = Self::random()?;
                let wrapped = token.wrap_key(key.0.as_slice())?;
                let mut file = OpenOptions::new()
                    .write(true)
                    .create_new(true)
                    .mode(0o600)
                    .open(path)?;
                file.write_all(&wrapped)?;
                file.sync_all()?;
                Ok(key)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Loads the key file, or makes one that only its owner can read.
    pub fn load_or_create(path: &Path) -> Result<Self, VaultError> {
        match File::open(path) {
            Ok(file) => Self::load(file),
            Err(error) if error.kind() == ErrorKind::NotFound => Self::create(path),
            Err(error) => Err(error.into()),
        }
    }

    fn load(file: File) -> Result<Self, VaultError> {
        if file.metadata()?.permissions().mode() & OTHERS != 0 {
            return Err(VaultError::OfficeKeyExposed);
        }
        let mut text = Zeroizing::new(String::with_capacity(256));
        file.take(256)
            .read_to_string(&mut text)
            .map_err(|error| match error.kind() {
                ErrorKind::InvalidData => VaultError::OfficeKeyMalformed,
                _ => error.into(),
            })?;
        let mut bytes = Zeroizing::new([0; LENGTH]);
        hex::decode_to_slice(text.trim_end(), bytes.as_mut_slice())
            .map_err(|_| VaultError::OfficeKeyMalformed)?;
        Ok(Self(bytes))
    }

    /// Writes beside the final name and links, so that a crash leaves either no key or a whole one,
    /// and a key that another process made meanwhile is never overwritten.
    fn create(path: &Path) -> Result<Self, VaultError> {
        let key = Self::random()?;
        let beside = path.with_extension(format!("new-{}", hex::encode(random::bytes::<4>()?)));
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&beside)?;
        let text = Zeroizing::new(hex::encode(key.0.as_slice()));
        file.write_all(text.as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        let linked = fs::hard_link(&beside, path);
        fs::remove_file(&beside)?;
        linked?;
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            File::open(folder)?.sync_all()?;
        }
        Ok(key)
    }

    pub(crate) fn bytes(&self) -> &[u8; LENGTH] {
        &self.0
    }
}

impl fmt::Debug for OfficeKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("OfficeKey(hidden)")
    }
}
