//! What a citizen runs: receipts, certificates, state proofs and the audit of a whole chain.
//!
//! **What it is.** Pure judgement over bytes. [`receipt::verify`] says whether a receipt proves an
//! operation under a [`trust::TrustFile`]; [`state_proof`] whether a value stands in a state;
//! [`consistency`] whether a later ledger extends an earlier one; [`audit()`] whether a stored
//! chain is the one that the validators agreed on.
//!
//! **What it deliberately does not know.** No network, no clock, no file (the small binary reads
//! two), no SQL, no HTTP, and not the consensus engine: certificates are decoded here from their
//! bytes, and `node` tests that against the engine's own encoder.
//!
//! **Invariants.** Each format has one encoding only: bytes that decode encode to themselves.
//! Nothing that an issuer wrote is believed unless a signature or a hash covers it.
//!
//! **Where to start.** [`receipt`], then [`certificate`], then [`mod@audit`].

#![deny(missing_docs)]
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::expect_used,
        clippy::float_arithmetic,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used,
        clippy::wildcard_enum_match_arm
    )
)]

pub mod answer;
pub mod audit;
pub mod block_path;
pub mod certificate;
pub mod certified;
pub mod consistency;
pub mod evidence;
pub mod follow;
mod json_form;
pub mod receipt;
pub mod state_proof;
pub mod statement;
pub mod testing;
pub mod text;
pub mod trust;
pub mod wire;

pub use answer::{Answer, answer};
pub use audit::{AuditFault, AuditReport, Progress, Record, RecordKind, audit};
pub use certificate::{Certificate, CertificateFault, Proposal};
pub use certified::{Agreed, Certified};
pub use consistency::{Consistency, Extended};
pub use evidence::{Evidence, Finding};
pub use follow::{FollowFault, Follower, Span};
pub use receipt::{Invalid, Receipt, Verified, verify};
pub use state_proof::{StateProof, Stated};
pub use trust::{SetChange, TrustFault, TrustFile};
pub use wire::{PROOF_BYTES_MAX, Place};
