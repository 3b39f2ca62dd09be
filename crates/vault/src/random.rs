//! Random bytes from the operating system.

use zeroize::Zeroizing;

use crate::VaultError;

/// Draws fresh random bytes that are wiped when dropped.
pub(crate) fn secret<const N: usize>() -> Result<Zeroizing<[u8; N]>, VaultError> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|_| VaultError::NoRandomness)?;
    Ok(bytes)
}

/// Draws fresh random bytes that need not stay secret: nonces, salts and ids.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], VaultError> {
    secret().map(|bytes| *bytes)
}

/// Draws a number below `bound`, each equally likely.
pub(crate) fn below(bound: u64) -> Result<u64, VaultError> {
    assert!(bound > 0, "there is no number below zero");
    let fair_limit = u64::MAX - u64::MAX % bound;
    loop {
        let drawn = u64::from_le_bytes(bytes()?);
        if drawn < fair_limit {
            return Ok(drawn % bound);
        }
    }
}
