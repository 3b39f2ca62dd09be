//! Reads of personal data: each names a purpose, is gated by the register, and leaves a line.

use std::collections::BTreeMap;
use std::fmt;

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::store::{load_time, store_time};
use crate::{
    Basis, Field, PersonId, PersonalText, Purpose, ReaderKind, Receiver, Vault, VaultError,
};

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    /// The person in question.
    Own,
    /// A clerk of the home office.
    Office(PersonId),
    /// Another natural person.
    Person(PersonId),
    /// A member of staff for an organisation.
    Organisation {
        /// The organisation that receives the data.
        organisation: PersonId,
        /// Who reads for it.
        staff: PersonId,
    },
}

/// A read: who, what for, when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// Who reads.
    pub reader: Reader,
    /// What for.
    pub purpose: Purpose,
    /// When.
    pub at_ms: u64,
}

/// The fields that were asked for and are there. `Debug` shows codes, never values.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonalData(BTreeMap<Field, PersonalText>);

/// One line of the access log, for the person to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessLine {
    /// Who read.
    pub reader: Reader,
    /// What for.
    pub purpose: Purpose,
    /// On which basis.
    pub basis: Basis,
    /// The consent that allowed it, when the basis is consent.
    pub consent: Option<i64>,
    /// Which fields were asked for.
    pub fields: Vec<Field>,
    /// When.
    pub read_ms: u64,
}

impl Vault {
    /// Opens the named fields for a purpose. The log line is on disk before anything is returned.
    pub async fn read(
        &self,
        person: PersonId,
        fields: &[Field],
        access: Access,
    ) -> Result<PersonalData, VaultError> {
        check_register(fields, access)?;
        self.check_active(person).await?;
        let consent = self.check_consent(person, access).await?;
        let key = self.store.data_key(person).await?;
        let opened = self.open_fields(&key, person, fields).await?;
        self.log_access(person, fields, access, consent).await?;
        Ok(PersonalData(opened))
    }

    /// Lists who read what about a person, newest first.
    pub async fn access_log(
        &self,
        person: PersonId,
        lines_max: u32,
    ) -> Result<Vec<AccessLine>, VaultError> {
        sqlx::query("SELECT * FROM access_log WHERE person = ? ORDER BY id DESC LIMIT ?")
            .bind(&person.0[..])
            .bind(lines_max)
            .fetch_all(self.store.records())
            .await?
            .iter()
            .map(load_line)
            .collect()
    }

    async fn check_consent(
        &self,
        person: PersonId,
        access: Access,
    ) -> Result<Option<i64>, VaultError> {
        if access.purpose.entry().basis != Basis::Consent {
            return Ok(None);
        }
        let missing = VaultError::ConsentMissing(access.purpose);
        let Some(receiver) = access.reader.receiver() else {
            return Err(missing);
        };
        let newest = self
            .newest_consent(person, access.purpose, receiver)
            .await?;
        match newest.filter(|consent| consent.allows(access.at_ms)) {
            Some(consent) => Ok(Some(consent.id)),
            None => Err(missing),
        }
    }

    async fn log_access(
        &self,
        person: PersonId,
        fields: &[Field],
        access: Access,
        consent: Option<i64>,
    ) -> Result<(), VaultError> {
        let (kind, reader, on_behalf) = access.reader.columns(person);
        let codes: Vec<&str> = fields.iter().map(|field| field.code()).collect();
        sqlx::query(
            "INSERT INTO access_log
             (person, reader_kind, reader, on_behalf, purpose, basis, consent, fields, read_ms)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&person.0[..])
        .bind(kind)
        .bind(&reader.0[..])
        .bind(on_behalf.as_ref().map(|id| &id.0[..]))
        .bind(access.purpose.code())
        .bind(access.purpose.entry().basis.code())
        .bind(consent)
        .bind(codes.join(","))
        .bind(store_time(access.at_ms)?)
        .execute(self.store.records_writer())
        .await?;
        Ok(())
    }
}

/// Refuses what the purpose register does not cover.
fn check_register(fields: &[Field], access: Access) -> Result<(), VaultError> {
    let purpose = access.purpose;
    let entry = purpose.entry();
    if fields.is_empty() {
        return Err(VaultError::NoFields);
    }
    if !entry.readers.contains(&access.reader.kind()) {
        return Err(VaultError::ReaderOutsidePurpose(purpose));
    }
    match fields.iter().find(|field| !entry.fields.contains(field)) {
        Some(&field) => Err(VaultError::FieldOutsidePurpose { purpose, field }),
        None => Ok(()),
    }
}

fn load_line(row: &SqliteRow) -> Result<AccessLine, VaultError> {
    let on_behalf: Option<&[u8]> = row.try_get("on_behalf")?;
    let codes: &str = row.try_get("fields")?;
    let reader = PersonId::from_slice(row.try_get("reader")?)?;
    Ok(AccessLine {
        reader: Reader::from_columns(row.try_get("reader_kind")?, reader, on_behalf)?,
        purpose: Purpose::from_code(row.try_get("purpose")?)?,
        basis: Basis::from_code(row.try_get("basis")?)?,
        consent: row.try_get("consent")?,
        fields: codes
            .split(',')
            .map(Field::from_code)
            .collect::<Result<_, _>>()?,
        read_ms: load_time(row.try_get("read_ms")?)?,
    })
}

impl Reader {
    /// What kind of reader it is, for the purpose register.
    pub const fn kind(self) -> ReaderKind {
        match self {
            Self::Own => ReaderKind::Own,
            Self::Office(_) => ReaderKind::Office,
            Self::Person(_) => ReaderKind::Person,
            Self::Organisation { .. } => ReaderKind::Organisation,
        }
    }

    /// The receiver whose consent is needed; one's own data needs none.
    fn receiver(self) -> Option<Receiver> {
        match self {
            Self::Own => None,
            Self::Office(_) => Some(Receiver::Office),
            Self::Person(id) => Some(Receiver::Person(id)),
            Self::Organisation { organisation, .. } => Some(Receiver::Organisation(organisation)),
        }
    }

    fn columns(self, person: PersonId) -> (&'static str, PersonId, Option<PersonId>) {
        match self {
            Self::Own => ("self", person, None),
            Self::Office(clerk) => ("office", clerk, None),
            Self::Person(reader) => ("person", reader, None),
            Self::Organisation {
                organisation,
                staff,
            } => ("organisation", staff, Some(organisation)),
        }
    }

    fn from_columns(
        kind: &str,
        reader: PersonId,
        on_behalf: Option<&[u8]>,
    ) -> Result<Self, VaultError> {
        match (kind, on_behalf) {
            ("self", None) => Ok(Self::Own),
            ("office", None) => Ok(Self::Office(reader)),
            ("person", None) => Ok(Self::Person(reader)),
            ("organisation", Some(organisation)) => Ok(Self::Organisation {
                organisation: PersonId::from_slice(organisation)?,
                staff: reader,
            }),
            _ => Err(VaultError::UnknownCode),
        }
    }

    /// The stable code in exports, with the ids where there are some.
    pub fn code(self) -> String {
        match self {
            Self::Own => "self".to_owned(),
            Self::Office(clerk) => format!("office:{clerk}"),
            Self::Person(reader) => format!("person:{reader}"),
            Self::Organisation {
                organisation,
                staff,
            } => {
                format!("organisation:{organisation}:{staff}")
            }
        }
    }
}

impl PersonalData {
    /// The value of a field, if it was asked for and is there.
    pub fn field(&self, field: Field) -> Option<&str> {
        self.0.get(&field).map(|text| text.as_str())
    }

    /// Every field that was asked for and is there.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &str)> {
        self.0.iter().map(|(&field, text)| (field, text.as_str()))
    }
}

impl fmt::Debug for PersonalData {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}
