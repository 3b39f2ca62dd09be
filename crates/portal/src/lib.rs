//! The portal: pages and JSON for residents, counters, huts, street offices and auditors.
//!
//! **What it is.** A server-rendered web application. Every page is a plain document and every
//! action a plain form, so that it works on any phone, with or without JavaScript.
//!
//! **What it deliberately does not know.** The consensus engine (it submits through a gateway),
//! the rules (they live in `ledger`), and how sessions are stored (see [`session::Sessions`]).
//!
//! **Invariants.**
//! - A route without an entry in the authorization table cannot exist, nor an entry without a
//!   route: `routes::router` refuses to start, and `tests/it/authorization.rs` proves it.
//! - What a reader may not see answers exactly like what does not exist.
//! - Every sentence exists in Chinese and in English: `tests/it/words.rs`.
//!
//! **Where to start.** `routes.rs` lists every URL; `authorization.rs` says who may call each;
//! `pages/account/preferences.rs` is a page to copy.

pub mod acting;
pub mod areas;
pub mod assets;
pub mod authorization;
mod client;
pub mod content;
mod context;
mod cookies;
pub mod desk;
mod entrance;
pub mod error;
pub mod extract;
pub mod fairness;
pub mod forms;
pub mod gateway;
mod headers;
pub mod i18n;
mod item_code;
pub mod jobs;
mod layers;
pub mod matchmaker;
pub mod minority;
pub mod neighbours;
mod pages;
mod passkeys;
pub mod photos;
pub mod projector;
mod record;
pub mod redirect;
pub mod register;
mod rejected;
pub mod routes;
pub mod session;
pub mod slips;
pub mod sms;
pub mod state;
mod told;
mod typed;
mod uploads;
pub mod vault_sessions;
pub mod view;
mod wallets;

pub use error::Error;
pub use state::{AppState, Clock, DemoPerson, Office, Settings};
pub use view::Page;

/// Builds the whole application: every route, inside every layer.
pub fn app(state: AppState) -> axum::Router {
    layers::wrap(routes::router(state.clone()), state)
}
