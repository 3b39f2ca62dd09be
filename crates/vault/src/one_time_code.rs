//! The one-time code that the counter hands out: eight characters that cannot be misread.

use std::fmt;

use zeroize::Zeroizing;

use crate::{VaultError, random};

/// No 0 and O, no 1, I and L, no U that looks like V: thirty characters.
const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 8;

/// A code to sign in with once. It is wiped when dropped, and `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeCode(Zeroizing<[u8; LENGTH]>);

impl OneTimeCode {
    pub(crate) fn random() -> Result<Self, VaultError> {
        let mut code = Zeroizing::new([0; LENGTH]);
        for character in code.iter_mut() {
            // Below thirty, so that it fits.
            *character = ALPHABET[random::below(ALPHABET.len() as u64)? as usize];
        }
        Ok(Self(code))
    }

    /// Takes a typed code: small letters, spaces and hyphens are forgiven.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut code = Zeroizing::new([0; LENGTH]);
        let mut typed = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        for character in code.iter_mut() {
            *character = u8::try_from(typed.next()?.to_ascii_uppercase()).ok()?;
        }
        let whole = typed.next().is_none() && code.iter().all(|byte| ALPHABET.contains(byte));
        whole.then_some(Self(code))
    }

    /// The code in two groups of four, to print or to show once.
    pub fn reveal(&self) -> Zeroizing<String> {
        let text = std::str::from_utf8(self.0.as_slice()).unwrap_or_default();
        let (first, second) = text.split_at(text.len() / 2);
        Zeroizing::new(format!("{first}-{second}"))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }
}

impl fmt::Debug for OneTimeCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("OneTimeCode(hidden)")
    }
}
