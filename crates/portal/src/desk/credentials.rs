//! Credentials of this office: issued to a person, shown by them, judged for whoever asks, and
//! fallen when the fact behind them has.

mod claims;

use credentials::{
    Disclosure, Kind, PublicKey, Refusal, SALT_BYTES, check, issue::Draft, show::Held,
    show::Occasion, status::Place, status::Status, status::StatusList,
};
use ledger::PartyId;
use vault::{
    CredentialKey, NewCredential, StandingOfCredential as Standing, StoredCredential, VaultError,
};

use super::{Desk, party, person};
use crate::Error;

use claims::Grounds;
pub(crate) use claims::{Claim, Moment};

const MS: u64 = 1000;

/// A credential that was shown, with whether it still holds.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    pub(crate) checked: check::Checked,
    pub(crate) status: Status,
    /// It was not made for the code of whoever asked, and may have been copied since.
    pub(crate) is_open: bool,
}

/// What a presentation for nobody in particular is made with.
pub(crate) const OPEN: &str = "open";

impl Desk {
    /// The office's keys for credentials, the one that signs first.
    async fn credential_keys(&self, wall_ms: u64) -> Result<Vec<CredentialKey>, Error> {
        Ok(self.vault.credential_keys(wall_ms).await?)
    }

    /// The public halves, retired ones included: what they signed still holds.
    pub(crate) async fn credential_public_keys(
        &self,
        wall_ms: u64,
    ) -> Result<Vec<PublicKey>, Error> {
        let keys = self.credential_keys(wall_ms).await?;
        keys.iter().map(public).collect()
    }

    /// Issues a credential that the office keeps for the person; nothing if the fact is not so.
    pub(crate) async fn issue_credential(
        &self,
        owner: PartyId,
        claim: &Claim,
        (issuer, moment): (&str, Moment),
    ) -> Result<bool, Error> {
        let Some(grounds) = self.grounds_of(owner, claim, moment).await? else {
            return Ok(false);
        };
        let new = self.vault.new_credential().await?;
        let holder = self.vault.holder_point(person(owner), new.id).await?;
        let holder = PublicKey::from_point(&holder).map_err(Error::internal)?;
        let signing = self.sign_new((claim.kind, grounds), (issuer, moment), (new, &holder));
        let (text, expires_ms) = signing.await?;
        let dates = (moment.wall_ms, expires_ms);
        let words = claim.to_string();
        self.vault
            .keep_credential(person(owner), new, (&words, Some(&text)), dates)
            .await?;
        Ok(true)
    }

    /// Issues a credential to a wallet that has proved its key; the office keeps only its place.
    pub(crate) async fn issue_to_wallet(
        &self,
        owner: PartyId,
        claim: &Claim,
        (issuer, moment): (&str, Moment),
        holder: &PublicKey,
    ) -> Result<Option<String>, Error> {
        let Some(grounds) = self.grounds_of(owner, claim, moment).await? else {
            return Ok(None);
        };
        let new = self.vault.new_credential().await?;
        let signing = self.sign_new((claim.kind, grounds), (issuer, moment), (new, holder));
        let (text, expires_ms) = signing.await?;
        let dates = (moment.wall_ms, expires_ms);
        let words = claim.to_string();
        self.vault
            .keep_credential(person(owner), new, (&words, None), dates)
            .await?;
        Ok(Some(text))
    }

    async fn sign_new(
        &self,
        (kind, grounds): (Kind, Grounds),
        (issuer, moment): (&str, Moment),
        (new, holder): (NewCredential, &PublicKey),
    ) -> Result<(String, u64), Error> {
        let keys = self.credential_keys(moment.wall_ms).await?;
        let signing = keys.first().ok_or_else(Error::stale)?;
        let salted = grounds.facts.into_iter().map(|fact| {
            let mut salt = [0; SALT_BYTES];
            getrandom::fill(&mut salt).map_err(Error::internal)?;
            Ok::<_, Error>(Disclosure::new(fact, &salt))
        });
        let disclosures: Vec<Disclosure> = salted.collect::<Result<_, _>>()?;
        let issued_s = moment.wall_ms / MS;
        let latest = issued_s.saturating_add(kind.lifetime_s());
        let expires_s = grounds.until_s.map_or(latest, |until| until.min(latest));
        let draft = Draft {
            issuer,
            key: &public(signing)?,
            kind,
            issued_s,
            expires_s,
            holder,
            status: &Place {
                uri: list_address(issuer, new.list),
                index: new.slot,
            },
            disclosures: &disclosures,
        };
        let unsigned = draft.unsigned();
        let signature = self
            .vault
            .sign_credential(signing.generation, unsigned.message())?;
        Ok((unsigned.signed(&signature), expires_s * MS))
    }

    /// Shows some facts of a credential that the office keeps for its owner.
    pub(crate) async fn show_credential(
        &self,
        owner: PartyId,
        stored: &StoredCredential,
        names: &[&str],
        occasion: Occasion<'_>,
    ) -> Result<Option<String>, Error> {
        let Some(text) = &stored.text else {
            return Ok(None);
        };
        let held = Held::read(text).map_err(Error::internal)?;
        let shown = held.shown(names, occasion);
        let signing = self
            .vault
            .sign_as_holder(person(owner), stored.place.id, shown.message())
            .await?;
        Ok(Some(shown.signed(&signing)))
    }

    /// Judges what somebody shows; made for this code, or for nobody in particular.
    pub(crate) async fn judge_credential(
        &self,
        shown: &str,
        (issuer, audience): (&str, &str),
        nonce: &str,
        wall_ms: u64,
    ) -> Result<Result<Judged, Refusal>, Error> {
        let keys = self.credential_public_keys(wall_ms).await?;
        let judge = |nonce| {
            let trust = check::Trust {
                issuer,
                keys: &keys,
                now_s: wall_ms / MS,
                asked: Some(check::Asked { audience, nonce }),
            };
            check::check(shown, trust)
        };
        let (checked, is_open) = match judge(nonce) {
            Err(Refusal::OccasionWrong) => (judge(OPEN), true),
            judged => (judged, false),
        };
        let checked = match checked {
            Ok(checked) => checked,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let status = self.status_of(issuer, &checked.status).await?;
        Ok(Ok(Judged {
            checked,
            status,
            is_open,
        }))
    }

    async fn status_of(&self, issuer: &str, place: &Place) -> Result<Status, Error> {
        let base = list_address(issuer, 0);
        let number = place.uri.strip_prefix(base.trim_end_matches('0'));
        let Some(number) = number.and_then(|number| number.parse().ok()) else {
            return Ok(Status::Revoked);
        };
        let list = self.status_list(number).await?;
        Ok(list.map_or(Status::Revoked, |list| list.get(place.index)))
    }

    async fn status_list(&self, number: u32) -> Result<Option<StatusList>, Error> {
        let fallen = self.vault.fallen_credentials(number).await?;
        Ok(fallen.map(|fallen| {
            let mut list = StatusList::default();
            for (slot, standing) in fallen {
                list.set(slot, Status::from_bits(standing.code()));
            }
            list
        }))
    }

    /// A status list, signed; nothing for one that was never begun.
    pub(crate) async fn signed_status_list(
        &self,
        issuer: &str,
        number: u32,
        wall_ms: u64,
    ) -> Result<Option<String>, Error> {
        let keys = self.credential_keys(wall_ms).await?;
        let list = self.status_list(number).await?;
        let (Some(list), Some(signing)) = (list, keys.first()) else {
            return Ok(None);
        };
        let address = list_address(issuer, number);
        let unsigned = list.unsigned(&address, &public(signing)?, wall_ms / MS);
        let signature = self
            .vault
            .sign_credential(signing.generation, unsigned.message())?;
        Ok(Some(unsigned.signed(&signature)))
    }

    /// Suspends the credentials of whoever is suspended and revokes those whose fact is gone.
    /// Returns how many changed.
    pub(crate) async fn review_credentials(&self, moment: Moment) -> Result<usize, Error> {
        let mut changed = 0;
        for holder in self.vault.credential_holders(moment.wall_ms).await? {
            for stored in self.vault.credentials(holder).await? {
                let standing = self.standing_of(party(holder), &stored, moment).await?;
                if stored.standing != Standing::Revoked && stored.standing != standing {
                    self.vault
                        .set_credential_standing(stored.place, standing)
                        .await?;
                    changed += 1;
                }
            }
        }
        Ok(changed)
    }

    async fn standing_of(
        &self,
        owner: PartyId,
        stored: &StoredCredential,
        moment: Moment,
    ) -> Result<Standing, Error> {
        if self.is_suspended(owner) {
            return Ok(Standing::Suspended);
        }
        let holds = match Claim::parse(&stored.kind) {
            // Nobody gets younger and the past does not change: no need to look again.
            Some(claim) if matches!(claim.kind, Kind::AgeOverSixty | Kind::ServiceHours) => {
                !self.is_closed(owner)
            }
            Some(claim) => self.grounds_of(owner, &claim, moment).await?.is_some(),
            None => false,
        };
        Ok(if holds {
            Standing::Valid
        } else {
            Standing::Revoked
        })
    }

    /// The credentials of a person.
    pub(crate) async fn credentials_of(
        &self,
        owner: PartyId,
    ) -> Result<Vec<StoredCredential>, VaultError> {
        self.vault.credentials(person(owner)).await
    }
}

fn public(key: &CredentialKey) -> Result<PublicKey, Error> {
    PublicKey::from_point(&key.point).map_err(Error::internal)
}

fn list_address(issuer: &str, number: u32) -> String {
    format!("{issuer}/credentials/status/{number}")
}
