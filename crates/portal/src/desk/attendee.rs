//! As what somebody signs up for an activity: a minor with their guardian's yes, of which the
//! ledger learns a hash that nobody can test once the minor is erased.

use ledger::{
    ActivityId, Hash, PartyId,
    operation::activity::{Attendee, Consent},
};
use vault::{GuardianState, VaultError};

use super::{Desk, person};

impl Desk {
    /// What the ledger is told about somebody's age and their guardian's consent.
    pub async fn attendee(
        &self,
        who: PartyId,
        activity: ActivityId,
    ) -> Result<Attendee, VaultError> {
        let now_ms = self.now().0;
        let one = self.vault.guardianship(person(who)).await?;
        let Some(one) = one.filter(|one| one.is_minor(now_ms)) else {
            return Ok(Attendee::Adult);
        };
        let is_child = one.is_child(now_ms);
        let consent = if one.state == GuardianState::Agreed {
            let salt = self.vault.commitment_salt(one.minor, b"guardian");
            let parts: [&[u8]; 3] = [&*salt.await?, &one.guardian.0, &activity.0];
            Some(Consent {
                reference: Hash::of(&parts),
                data: is_child,
            })
        } else {
            None
        };
        Ok(if is_child {
            Attendee::Child { consent }
        } else {
            Attendee::Youth { consent }
        })
    }
}
