//! Personal data at rest: sealed per person, read for a stated purpose, erased by key destruction.
//!
//! **What it is.** Two SQLite files in one folder. `vault.db` holds sealed records; `keys.db` holds
//! one random key per person, sealed under the office key, and the tombstones. Names, numbers,
//! addresses, custodial signing keys and sign-in secrets are readable only with all three: both
//! files and the office key.
//!
//! **What it does not know.** The ledger and its rules, HTTP, the consensus engine, the clock.
//! Time is an argument; who may call is for the portal to decide.
//!
//! **Invariants.**
//! - A person without a row in `keys.db` cannot be read, whatever copy of `vault.db` is restored.
//! - No seed of a custodial key and no hash of a secret leaves the vault.
//! - A read names a purpose of the [`REGISTER`], stays within its fields and readers, has a consent
//!   where the register says so, and is in the access log before the caller sees a value.
//! - No `Debug`, `Display` or error text holds a personal value.
//! - A sign-in attempt is counted before the secret is looked at, and costs one hash whether or not
//!   the account exists.
//!
//! **Where to start.** [`Vault`], then `enrolment.rs`, `access.rs`, `sign_in.rs`, `erasure.rs`.

#![warn(missing_docs)]

mod access;
mod consent;
mod counter;
mod credential;
mod credential_key;
mod custody;
mod delegation;
mod endorsement;
mod enrolment;
mod erasure;
mod error;
mod export;
mod field;
mod guardian;
mod id_number;
mod issuer;
mod letter;
mod lockout;
mod member_number;
mod name_check;
mod nickname;
mod office_key;
mod office_work;
mod one_time_code;
mod passkey;
mod person;
mod phone;
mod pin;
mod purpose;
mod random;
mod rating_opening;
mod record;
mod report;
mod retention;
mod seal;
mod secret;
mod session;
mod sign_in;
mod store;
mod vault;

pub use access::{Access, AccessLine, PersonalData, Reader};
pub use consent::{ConsentRecord, Decision, REFUSAL_REMEMBERED_MS, Receiver};
pub use counter::{CounterTrace, Loss};
pub use credential::{CredentialId, NewCredential, StandingOfCredential, StoredCredential};
pub use credential_key::CredentialKey;
pub use delegation::{Delegation, DelegationId};
pub use endorsement::{Endorsement, EndorsementState};
pub use enrolment::{
    Enrolment, NewOrganisation, NewPerson, NewSubject, PendingEnrolment, PersonalText,
};
pub use error::VaultError;
pub use field::{Field, FieldClass};
pub use guardian::{AgeOfConsent, GuardianState, Guardianship, NamedGuardian};
pub use id_number::{BirthDate, IdNumber, IdNumberError};
pub use issuer::Issuer;
pub use letter::{Letter, Topic};
pub use member_number::{MemberNumber, MemberNumberError};
pub use name_check::{NameBasis, NameCheck};
pub use office_key::{OfficeKey, OfficeToken};
pub use office_work::{Finding, Referred};
pub use one_time_code::OneTimeCode;
pub use passkey::StoredPasskey;
pub use person::{PersonId, PersonIdMalformed, SubjectKind};
pub use phone::{PhoneCode, PhoneCodes};
pub use pin::{Pin, PinError, PinPolicy};
pub use purpose::{Basis, Purpose, PurposeEntry, REGISTER, ReaderKind, Retention};
pub use rating_opening::RATING_OPENING_KEPT_MS;
pub use report::{NewReport, Report, ReportState};
pub use retention::{ACCESS_KEPT_MS, CONSENT_KEPT_MS, Expired};
pub use secret::{Argon2Cost, Argon2id, SecretHasher};
pub use session::{Means, Session, SessionId, SessionToken};
pub use sign_in::{SignIn, SignInError, SignInMethod};
pub use vault::{Subject, Vault, VaultSettings};
