//! The portal as its readers meet it: requests in, documents out, judged by selector.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod activities;
mod api;
mod attacks;
mod authorization;
mod bank;
mod counter;
mod credentials;
mod decisions;
mod delegates;
mod demo;
mod disputes;
mod endorsements;
mod exchanges;
mod explorer;
mod failures;
mod fields;
mod guardians;
mod headers;
mod huts;
mod items;
mod jobs;
mod listings;
mod loans;
mod matches;
mod me;
mod messages;
mod moderation;
mod my_data;
mod neighbours;
mod points;
mod proofs;
mod publishing;
mod ratings;
mod receipts;
mod roles;
mod rounds;
mod sensitive;
mod sign_in;
mod site;
mod story;
mod switches;
mod sync;
mod takedowns;
mod two;
mod ways_in;
mod words;

/// The templates' macros draw icons through `crate::view`.
use portal::view;
