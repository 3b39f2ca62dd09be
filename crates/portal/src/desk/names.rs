//! What to call a party on a page: the name that a person chose to show, or an organisation's.

use std::collections::BTreeMap;

use ledger::{PartyId, state::keys, state::records::PartyKind};
use vault::{MemberNumber, VaultError};

use super::{Desk, party, person};
use crate::{content::PlaceText, i18n::Language, typed::plain};

impl Desk {
    /// The shown name; `None` for somebody erased or enrolled at another office.
    pub async fn name(
        &self,
        party: PartyId,
        language: Language,
    ) -> Result<Option<String>, VaultError> {
        if let Some(text) = self.organisation_text(party) {
            return Ok(Some(match language {
                Language::Chinese => text.name_zh,
                Language::English => text.name_en,
            }));
        }
        match self.vault.display_name(person(party)).await {
            Ok(name) => Ok(Some(name)),
            Err(VaultError::UnknownPerson | VaultError::Erased) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether somebody is a minor now: acts for nobody, and has a guardian instead of helpers.
    pub async fn is_minor(&self, party: PartyId) -> Result<bool, VaultError> {
        let one = self.vault.guardianship(person(party)).await?;
        Ok(one.is_some_and(|one| one.is_minor(self.now().0)))
    }

    /// The person with this member number and this shown name. Both must fit: a number alone would
    /// tell a stranger who is enrolled.
    pub async fn find_person(
        &self,
        number: &str,
        name: &str,
    ) -> Result<Option<PartyId>, VaultError> {
        let Ok(number) = plain(number).parse::<MemberNumber>() else {
            return Ok(None);
        };
        let Some(found) = self.vault.find_by_member_number(number).await? else {
            return Ok(None);
        };
        let fits = self.vault.display_name(found).await? == name.trim();
        Ok((fits && self.is_person(party(found))).then(|| party(found)))
    }

    /// The shown names of many parties; who has none is left out.
    pub async fn names(
        &self,
        parties: impl IntoIterator<Item = PartyId>,
        language: Language,
    ) -> Result<BTreeMap<PartyId, String>, VaultError> {
        let mut names = BTreeMap::new();
        for party in parties {
            if names.contains_key(&party) {
                continue;
            }
            if let Some(name) = self.name(party, language).await? {
                names.insert(party, name);
            }
        }
        Ok(names)
    }

    /// What an organisation says of itself; `None` for persons and for the founder before it
    /// has published anything.
    pub fn organisation_text(&self, party: PartyId) -> Option<PlaceText> {
        let record = self.gateway.head().state.get(&keys::party(party))?;
        match record.kind {
            PartyKind::Organisation { content, .. } => self.words(&content.hash),
            PartyKind::Person { .. } => None,
        }
    }
}
