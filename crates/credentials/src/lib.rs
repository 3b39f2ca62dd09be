//! Credentials that a person carries: facts signed by an office, shown one at a time.
//!
//! **What it is.** SD-JWT VC (RFC 9901): an office signs salted digests of facts, the holder shows
//! the facts of their choice and signs that they are the one who was meant, and whoever receives
//! them needs nothing but the office's public keys. Also the messages by which wallets fetch
//! (`OpenID4VCI`) and show (`OpenID4VP`), and the list that says what was revoked (token status
//! list).
//!
//! **What it does not know.** Whose facts they are, where keys are kept, HTTP, the clock,
//! randomness. Salts, times and signatures are arguments: what is to be signed is handed out as
//! [`Unsigned`] bytes, because private keys do not leave the vault.
//!
//! **Invariants.**
//! - Parsing is total: any text ends as a value or a [`Refusal`], within stated sizes.
//! - One algorithm, ES256; a token that names another is refused before its signature is looked at.
//! - A disclosure that the signature does not cover is refused, not ignored.
//! - "Over 60" carries no date of birth and "at least 40 hours" no list of services: the facts
//!   are made that way in [`facts`], not hidden by the holder's care.
//!
//! **Where to start.** `issue.rs`, `show.rs`, then `check.rs`.

#![warn(missing_docs)]

pub mod check;
mod disclosure;
mod encoding;
pub mod facts;
pub mod issue;
mod jws;
mod key;
pub mod offer;
mod refusal;
pub mod request;
pub mod show;
pub mod status;

pub use disclosure::{Disclosure, SALT_BYTES};
pub use encoding::encode;
pub use facts::{Fact, Kind};
pub use jws::{Jws, Unsigned};
pub use key::{KeyId, PublicKey, SIGNATURE_BYTES};
pub use refusal::Refusal;
