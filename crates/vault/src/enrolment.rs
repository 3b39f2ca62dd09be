//! Enrolment in two steps, so that a crash between the vault and the ledger leaves a trace to mend.

use sqlx::{Sqlite, Transaction};

use crate::store::{load_time, store_time};
use crate::{
    Field, MemberNumber, PersonId, SubjectKind, Vault, VaultError, custody, erasure, record,
};

mod draft;

use draft::Draft;
pub use draft::{NewOrganisation, NewPerson, NewSubject, PersonalText};

const NUMBER_ATTEMPTS_MAX: usize = 32;

/// What an enrolment made: hand the number to the person, register the rest on the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// The opaque id.
    pub person: PersonId,
    /// The number to sign in with.
    pub member_number: MemberNumber,
    /// The public half of the key that the office holds.
    pub public_key: [u8; 32],
    /// The issuer's pseudonym; organisations without a registration code have none.
    pub pseudonym: Option<[u8; 32]>,
}

/// An enrolment that was begun and neither confirmed nor abandoned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingEnrolment {
    /// The opaque id.
    pub person: PersonId,
    /// Natural person or organisation.
    pub kind: SubjectKind,
    /// The pseudonym to look for on the ledger.
    pub pseudonym: Option<[u8; 32]>,
    /// When it was begun.
    pub enrolled_ms: u64,
    /// Who began it.
    pub enrolled_by: PersonId,
}

impl Vault {
    /// Writes a natural person as pending; the caller then registers them on the ledger.
    pub async fn begin_enrolment(
        &self,
        new: NewPerson,
        now_ms: u64,
        actor: PersonId,
    ) -> Result<Enrolment, VaultError> {
        let draft = self.draft_person(new, now_ms)?;
        self.begin_one(draft, now_ms, actor).await
    }

    /// Writes an organisation as pending.
    pub async fn begin_organisation(
        &self,
        new: NewOrganisation,
        now_ms: u64,
        actor: PersonId,
    ) -> Result<Enrolment, VaultError> {
        let draft = self.draft_organisation(new)?;
        self.begin_one(draft, now_ms, actor).await
    }

    /// Writes many as pending, all or none, with one wait for the disk.
    pub async fn begin_enrolments(
        &self,
        subjects: Vec<NewSubject>,
        now_ms: u64,
        actor: PersonId,
    ) -> Result<Vec<Enrolment>, VaultError> {
        let drafts = subjects
            .into_iter()
            .map(|subject| match subject {
                NewSubject::Person(new) => self.draft_person(*new, now_ms),
                NewSubject::Organisation(new) => self.draft_organisation(*new),
            })
            .collect::<Result<Vec<_>, _>>()?;
        self.begin_drafts(drafts, now_ms, actor).await
    }

    /// Enrols and confirms at once, for callers that register on the ledger elsewhere.
    pub async fn enrol(
        &self,
        new: NewPerson,
        now_ms: u64,
        actor: PersonId,
    ) -> Result<Enrolment, VaultError> {
        let enrolment = self.begin_enrolment(new, now_ms, actor).await?;
        self.confirm_enrolment(enrolment.person).await?;
        Ok(enrolment)
    }

    /// Makes a pending person active; confirming twice is harmless.
    pub async fn confirm_enrolment(&self, person: PersonId) -> Result<(), VaultError> {
        self.confirm_enrolments(&[person]).await
    }

    /// Makes many pending people active, all or none.
    pub async fn confirm_enrolments(&self, people: &[PersonId]) -> Result<(), VaultError> {
        let mut records = self.store.write_records().await?;
        for person in people {
            let confirmed = sqlx::query("UPDATE subject SET state = 'active' WHERE person = ?")
                .bind(&person.0[..])
                .execute(&mut *records)
                .await?;
            if confirmed.rows_affected() == 0 {
                return Err(VaultError::UnknownPerson);
            }
        }
        Ok(records.commit().await?)
    }

    /// Takes back a pending enrolment and destroys its key; doing it twice is harmless.
    pub async fn abandon_enrolment(&self, person: PersonId) -> Result<(), VaultError> {
        let mut records = self.store.write_records().await?;
        let state: Option<String> =
            sqlx::query_scalar("SELECT state FROM subject WHERE person = ?")
                .bind(&person.0[..])
                .fetch_optional(&mut *records)
                .await?;
        if state.as_deref() == Some("active") {
            return Err(VaultError::EnrolmentConfirmed);
        }
        if state.is_some() {
            // The key goes first: after a crash in between, the rest cannot be read.
            sqlx::query("DELETE FROM data_key WHERE person = ?")
                .bind(&person.0[..])
                .execute(self.store.keys_writer())
                .await?;
            erasure::empty_journal(self.store.keys_writer()).await?;
            record::delete_subject(&mut records, person).await?;
        }
        Ok(records.commit().await?)
    }

    /// Lists what was begun and not ended, oldest first: compare with the ledger after a crash.
    pub async fn pending_enrolments(&self) -> Result<Vec<PendingEnrolment>, VaultError> {
        type Row = (Vec<u8>, String, Option<Vec<u8>>, i64, Vec<u8>);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT person, kind, pseudonym, enrolled_ms, enrolled_by FROM subject
             WHERE state = 'pending' ORDER BY enrolled_ms, person",
        )
        .fetch_all(self.store.records())
        .await?;
        rows.into_iter()
            .map(|(person, kind, pseudonym, enrolled_ms, enrolled_by)| {
                let pseudonym = pseudonym.map(<[u8; 32]>::try_from).transpose();
                Ok(PendingEnrolment {
                    person: PersonId::from_slice(&person)?,
                    kind: SubjectKind::from_code(&kind)?,
                    pseudonym: pseudonym.map_err(|_| VaultError::UnknownCode)?,
                    enrolled_ms: load_time(enrolled_ms)?,
                    enrolled_by: PersonId::from_slice(&enrolled_by)?,
                })
            })
            .collect()
    }

    async fn begin_one(
        &self,
        draft: Draft,
        now_ms: u64,
        actor: PersonId,
    ) -> Result<Enrolment, VaultError> {
        let mut enrolments = self.begin_drafts(vec![draft], now_ms, actor).await?;
        enrolments.pop().ok_or(VaultError::UnknownPerson)
    }

    async fn begin_drafts(
        &self,
        drafts: Vec<Draft>,
        now_ms: u64,
        actor: PersonId,
    ) -> Result<Vec<Enrolment>, VaultError> {
        // The write lock on the records makes the checks below hold until the commit. The keys are
        // committed first: a crash in between leaves keys without records, which open nothing.
        let mut records = self.store.write_records().await?;
        let mut keys = self.store.write_keys().await?;
        let mut enrolments = Vec::with_capacity(drafts.len());
        for draft in drafts {
            check_unused(&mut keys, draft.person).await?;
            sqlx::query("INSERT OR REPLACE INTO data_key (person, sealed) VALUES (?, ?)")
                .bind(&draft.person.0[..])
                .bind(self.store.seal_data_key(draft.person, &draft.key)?)
                .execute(&mut *keys)
                .await?;
            enrolments.push(
                self.insert_draft(&mut records, draft, now_ms, actor)
                    .await?,
            );
        }
        keys.commit().await?;
        records.commit().await?;
        Ok(enrolments)
    }

    async fn insert_draft(
        &self,
        records: &mut Transaction<'_, Sqlite>,
        draft: Draft,
        now_ms: u64,
        actor: PersonId,
    ) -> Result<Enrolment, VaultError> {
        check_new(records, &draft).await?;
        let member_number = self.free_number(records, draft.member_number).await?;
        sqlx::query(
            "INSERT INTO subject
             (person, kind, state, sample, pseudonym, member_index, enrolled_ms, enrolled_by)
             VALUES (?, ?, 'pending', ?, ?, ?, ?, ?)",
        )
        .bind(&draft.person.0[..])
        .bind(draft.kind.code())
        .bind(draft.sample)
        .bind(draft.pseudonym.as_ref().map(|pseudonym| &pseudonym[..]))
        .bind(&self.issuer.member_index(member_number)[..])
        .bind(store_time(now_ms)?)
        .bind(&actor.0[..])
        .execute(&mut **records)
        .await?;
        let number_text = PersonalText::new(member_number.to_string());
        let number_field = std::iter::once((&Field::MemberNumber, &number_text));
        for (&field, text) in draft.fields.iter().chain(number_field) {
            let sealed = record::seal_field(&draft.key, draft.person, field, text)?;
            record::write_field(records, (draft.person, field), sealed, now_ms).await?;
        }
        if draft.kind == SubjectKind::Natural {
            let guarded = (draft.person, draft.guardianship.as_ref());
            self.insert_guardian(records, &draft.key, guarded).await?;
        }
        if let Some(phone) = draft.fields.get(&Field::Phone) {
            self.index_phone(records, draft.person, phone).await?;
        }
        let public_key =
            custody::insert_key(records, &draft.key, draft.person, &draft.seed).await?;
        let Draft {
            person, pseudonym, ..
        } = draft;
        Ok(Enrolment {
            person,
            member_number,
            public_key,
            pseudonym,
        })
    }

    async fn free_number(
        &self,
        records: &mut Transaction<'_, Sqlite>,
        wanted: Option<MemberNumber>,
    ) -> Result<MemberNumber, VaultError> {
        for _ in 0..NUMBER_ATTEMPTS_MAX {
            let number = wanted.map_or_else(MemberNumber::random, Ok)?;
            let index = self.issuer.member_index(number);
            if !exists(
                records,
                "SELECT 1 FROM subject WHERE member_index = ?",
                &index,
            )
            .await?
            {
                return Ok(number);
            }
            if wanted.is_some() {
                break;
            }
        }
        Err(VaultError::MemberNumberTaken)
    }
}

async fn check_unused(
    keys: &mut Transaction<'_, Sqlite>,
    person: PersonId,
) -> Result<(), VaultError> {
    if exists(keys, "SELECT 1 FROM tombstone WHERE person = ?", &person.0).await? {
        return Err(VaultError::Erased);
    }
    Ok(())
}

async fn check_new(records: &mut Transaction<'_, Sqlite>, draft: &Draft) -> Result<(), VaultError> {
    if exists(
        records,
        "SELECT 1 FROM subject WHERE person = ?",
        &draft.person.0,
    )
    .await?
    {
        return Err(VaultError::PersonIdTaken);
    }
    let Some(pseudonym) = &draft.pseudonym else {
        return Ok(());
    };
    if exists(
        records,
        "SELECT 1 FROM subject WHERE pseudonym = ?",
        pseudonym,
    )
    .await?
    {
        return Err(VaultError::AlreadyEnrolled);
    }
    Ok(())
}

pub(crate) async fn exists(
    transaction: &mut Transaction<'_, Sqlite>,
    sql: &'static str,
    key: &[u8],
) -> Result<bool, VaultError> {
    let found: Option<i64> = sqlx::query_scalar(sql)
        .bind(key)
        .fetch_optional(&mut **transaction)
        .await?;
    Ok(found.is_some())
}
