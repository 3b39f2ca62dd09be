//! What an office does for personal data by itself: ends what is over, and buries who left.

use ledger::{
    State,
    state::{keys, records::Standing},
};
use vault::{Vault, VaultError};

use crate::desk::{Desk, party};

/// What a round of care did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Care {
    /// Log lines and decisions whose time was over.
    pub expired: u64,
    /// People whom an old copy of the key store had brought back.
    pub buried: u64,
}

/// Deletes what is over, then erases whoever the ledger says has left.
pub async fn care_for_data(desk: &Desk, wall_ms: u64) -> Result<Care, VaultError> {
    let gone = desk.vault.delete_expired(wall_ms).await?;
    let state = desk.gateway.head().state;
    Ok(Care {
        expired: gone.accesses + gone.consents + gone.openings,
        buried: bury_who_left(&desk.vault, &state, wall_ms).await?,
    })
}

/// Erases whoever the ledger says has left. A copy of the key store from before an erasure holds
/// the key again, but the ledger remembers. Returns how many there were.
pub async fn bury_who_left(vault: &Vault, state: &State, wall_ms: u64) -> Result<u64, VaultError> {
    let mut buried = 0;
    for (person, _) in vault.enrolled_people().await? {
        let record = state.get(&keys::party(party(person)));
        if record.is_some_and(|record| record.standing == Standing::Closed) {
            vault.erase(person, wall_ms).await?;
            buried += 1;
        }
    }
    Ok(buried)
}
