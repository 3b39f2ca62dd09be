//! The vault as its callers see it, one file per promise.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod access;
mod consent;
mod counter;
mod credential;
mod custody;
mod delegation;
mod enrolment;
mod erasure;
mod export;
mod guardian;
mod id_number;
mod member_number;
mod office;
mod opening;
mod order;
mod passkey;
mod phone;
mod privacy;
mod rating_opening;
mod register;
mod rehearsal;
mod retention;
mod session;
mod sign_in;
