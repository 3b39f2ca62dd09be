//! Why the vault refused: causes only, never a value that belongs to a person.

use crate::{Field, IdNumberError, PinError, Purpose};

/// A refusal or a failure of the vault. Its text is safe to log: it holds no personal data.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// The office key does not open this vault.
    #[error("this office key does not open this vault")]
    WrongOfficeKey,
    /// The office key file is not 32 bytes in hexadecimal.
    #[error("the office key file is damaged: it must hold 64 hexadecimal digits")]
    OfficeKeyMalformed,
    /// Others on this machine may read the office key file.
    #[error("the office key file is readable by others: its mode must be 0600")]
    OfficeKeyExposed,
    /// `keys.db` is missing although `vault.db` has records.
    #[error("keys.db is missing: without it the records in vault.db stay sealed")]
    KeysMissing,
    /// `vault.db` is missing or empty although `keys.db` knows people.
    #[error("vault.db is missing: keys.db already holds the keys of enrolled people")]
    RecordsMissing,
    /// `keys.db` and `vault.db` come from different vaults.
    #[error("keys.db and vault.db belong to different vaults")]
    StoresDiffer,
    /// A sealed value was changed, moved to another place, or sealed under another key.
    #[error("a sealed record was altered")]
    Tampered,
    /// A sealed value was written by a version or suite that this program does not know.
    #[error("a sealed record uses suite {0}, which this program does not know")]
    UnknownSuite(u8),
    /// A stored code is not one that this program knows.
    #[error("the vault holds a code that this program does not know")]
    UnknownCode,
    /// There is no such person, or not any more.
    #[error("no such person in this vault")]
    UnknownPerson,
    /// The person was erased; the id is never used again.
    #[error("this person was erased from the vault")]
    Erased,
    /// The enrolment has not been confirmed yet.
    #[error("this enrolment is not confirmed yet")]
    EnrolmentPending,
    /// The enrolment was confirmed before, so it cannot be abandoned.
    #[error("this enrolment is already confirmed")]
    EnrolmentConfirmed,
    /// Somebody with this ID number or registration code is enrolled already.
    #[error("this person is already enrolled")]
    AlreadyEnrolled,
    /// A minor is enrolled with a guardian only; below fourteen, one who has agreed.
    #[error("a minor needs a guardian")]
    GuardianMissing,
    /// No grown-up natural person who is enrolled here, or one with too many wards.
    #[error("this person cannot be the guardian")]
    GuardianUnfit,
    /// The id is in use.
    #[error("this person id is in use")]
    PersonIdTaken,
    /// The member number is in use.
    #[error("this member number is in use")]
    MemberNumberTaken,
    /// A required value is empty, or a value is too long.
    #[error("the field {} is empty or too long", .0.code())]
    FieldUnusable(Field),
    /// The field is proven by a document and cannot be changed by its owner alone.
    #[error("the field {} is proven by a document and changes only at the counter", .0.code())]
    FieldProven(Field),
    /// The ID number is not one.
    #[error(transparent)]
    IdNumber(#[from] IdNumberError),
    /// The PIN cannot be used.
    #[error(transparent)]
    Pin(#[from] PinError),
    /// The purpose does not cover a requested field.
    #[error("the purpose {} does not cover the field {}", .purpose.code(), .field.code())]
    FieldOutsidePurpose {
        /// The purpose that was named.
        purpose: Purpose,
        /// The field that it does not cover.
        field: Field,
    },
    /// The purpose is not open to this kind of reader.
    #[error("the purpose {} is not open to this reader", .0.code())]
    ReaderOutsidePurpose(Purpose),
    /// The purpose rests on consent, and there is none.
    #[error("the purpose {} needs a consent that was not given", .0.code())]
    ConsentMissing(Purpose),
    /// The purpose does not rest on consent, so there is nothing to give or withdraw.
    #[error("the purpose {} does not rest on consent", .0.code())]
    ConsentNotAsked(Purpose),
    /// The person has as many credentials as are kept.
    #[error("there are too many credentials")]
    TooManyCredentials,
    /// The list of passkeys is full.
    #[error("there are too many passkeys: remove one first")]
    TooManyPasskeys,
    /// Nobody acts for anybody by this any more.
    #[error("this delegation is over")]
    DelegationOver,
    /// Nothing was asked for.
    #[error("a read must name at least one field")]
    NoFields,
    /// A time does not fit into the store.
    #[error("a time is out of range")]
    TimeOutOfRange,
    /// The PIN hash could not be computed.
    #[error("the secret could not be hashed")]
    Hashing,
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
    /// A file could not be read or written.
    #[error("a vault file could not be read or written")]
    File(#[from] std::io::Error),
    /// The database failed.
    #[error("the vault database failed")]
    Database(#[from] sqlx::Error),
    /// The database could not be brought to this program's layout.
    #[error("the vault database could not be brought up to date")]
    Migration(#[from] sqlx::migrate::MigrateError),
}
