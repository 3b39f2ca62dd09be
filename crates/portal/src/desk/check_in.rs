//! The codes with which people check in at an activity: made from the office's key, so that nothing
//! about them has to be kept.

use ledger::{Hash, PartyId, Timestamp, operation::activity::code_at};
use vault::VaultError;

use super::{Desk, person};

const DOMAIN: &[u8] = b"linli/portal/check-in-codes/1";

impl Desk {
    /// The last code of the chain for who holds an activity and when it begins: known to this
    /// office alone, and the same whenever it is asked for.
    pub async fn check_in_secret(
        &self,
        organiser: PartyId,
        start: Timestamp,
    ) -> Result<Hash, VaultError> {
        let mut message = DOMAIN.to_vec();
        message.extend(organiser.0);
        message.extend(start.0.to_be_bytes());
        let signed = self.vault.sign(person(self.office), &message).await?;
        Ok(Hash::of(&[DOMAIN, &signed]))
    }

    /// What the plan of an activity commits to.
    pub async fn check_in_commitment(
        &self,
        organiser: PartyId,
        start: Timestamp,
    ) -> Result<Hash, VaultError> {
        Ok(code_at(&self.check_in_secret(organiser, start).await?, 0))
    }
}
