//! Sealed personal fields: writing them, correcting them, and the names that are shown to all.

use std::collections::BTreeMap;

use sqlx::{Sqlite, Transaction};
use zeroize::Zeroizing;

use crate::seal::{Place, SealKey};
use crate::store::store_time;
use crate::{Field, PersonId, PersonalText, Vault, VaultError};

const TEXT_CHARACTERS_MAX: usize = 200;

impl Vault {
    /// Changes a field that its owner may change alone: phone, address or nickname.
    pub async fn correct(
        &self,
        person: PersonId,
        field: Field,
        text: PersonalText,
        now_ms: u64,
    ) -> Result<(), VaultError> {
        if field.is_proven() {
            return Err(VaultError::FieldProven(field));
        }
        self.check_active(person).await?;
        let text = check_text(field, text)?;
        let key = self.store.data_key(person).await?;
        let sealed = seal_field(&key, person, field, &text)?;
        let mut records = self.store.write_records().await?;
        write_field(&mut records, (person, field), sealed, now_ms).await?;
        if field == Field::Phone {
            self.index_phone(&mut records, person, &text).await?;
        }
        Ok(records.commit().await?)
    }

    /// The name that a person shows to neighbours. It is published, so no access line is written.
    pub async fn display_name(&self, person: PersonId) -> Result<String, VaultError> {
        let key = self.store.data_key(person).await?;
        let shown = self.open_fields(&key, person, &[Field::Nickname]).await?;
        let name = shown
            .get(&Field::Nickname)
            .ok_or(VaultError::UnknownPerson)?;
        Ok(name.to_string())
    }

    /// The shown names of many people; who is unknown or erased is left out.
    pub async fn display_names(
        &self,
        people: &[PersonId],
    ) -> Result<BTreeMap<PersonId, String>, VaultError> {
        let mut names = BTreeMap::new();
        for &person in people {
            match self.display_name(person).await {
                Ok(name) => drop(names.insert(person, name)),
                Err(VaultError::UnknownPerson | VaultError::Erased) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(names)
    }

    /// Opens the fields that are there; callers have checked purpose and consent.
    pub(crate) async fn open_fields(
        &self,
        key: &SealKey,
        person: PersonId,
        fields: &[Field],
    ) -> Result<BTreeMap<Field, PersonalText>, VaultError> {
        let rows: Vec<(String, Vec<u8>)> =
            sqlx::query_as("SELECT field, sealed_value FROM personal_field WHERE person = ?")
                .bind(&person.0[..])
                .fetch_all(self.store.records())
                .await?;
        let mut opened = BTreeMap::new();
        for (code, sealed) in rows {
            let field = Field::from_code(&code)?;
            if fields.contains(&field) {
                opened.insert(field, open_field(key, person, field, &sealed)?);
            }
        }
        Ok(opened)
    }
}

/// Trims a value and refuses what is empty, too long, or holds control characters.
pub(crate) fn check_text(field: Field, text: PersonalText) -> Result<PersonalText, VaultError> {
    let trimmed = text.trim();
    let length = trimmed.chars().count();
    let usable =
        (1..=TEXT_CHARACTERS_MAX).contains(&length) && !trimmed.chars().any(char::is_control);
    if !usable {
        return Err(VaultError::FieldUnusable(field));
    }
    Ok(Zeroizing::new(trimmed.to_owned()))
}

fn field_place(person: PersonId, field: Field) -> Place<'static> {
    Place {
        person,
        class: "personal_field",
        item: field.code().as_bytes(),
    }
}

pub(crate) fn seal_field(
    key: &SealKey,
    person: PersonId,
    field: Field,
    text: &str,
) -> Result<Vec<u8>, VaultError> {
    key.seal(field_place(person, field), text.as_bytes())
}

fn open_field(
    key: &SealKey,
    person: PersonId,
    field: Field,
    sealed: &[u8],
) -> Result<PersonalText, VaultError> {
    let plain = key.open(field_place(person, field), sealed)?;
    let text = std::str::from_utf8(&plain).map_err(|_| VaultError::Tampered)?;
    Ok(Zeroizing::new(text.to_owned()))
}

pub(crate) async fn write_field(
    records: &mut Transaction<'_, Sqlite>,
    (person, field): (PersonId, Field),
    sealed: Vec<u8>,
    now_ms: u64,
) -> Result<(), VaultError> {
    sqlx::query(
        "INSERT OR REPLACE INTO personal_field (person, field, sealed_value, updated_ms)
         VALUES (?, ?, ?, ?)",
    )
    .bind(&person.0[..])
    .bind(field.code())
    .bind(sealed)
    .bind(store_time(now_ms)?)
    .execute(&mut **records)
    .await?;
    Ok(())
}

/// Deletes a subject; fields, keys, secrets and sessions go with it.
pub(crate) async fn delete_subject(
    records: &mut Transaction<'_, Sqlite>,
    person: PersonId,
) -> Result<(), VaultError> {
    sqlx::query("DELETE FROM subject WHERE person = ?")
        .bind(&person.0[..])
        .execute(&mut **records)
        .await?;
    Ok(())
}
