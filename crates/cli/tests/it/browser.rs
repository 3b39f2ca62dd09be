//! Journeys in a headless Chromium, at the width of a phone.

mod activities;
mod credentials;
mod endorsements;
mod journey;
mod screenshot;
mod visitor;
mod ways_in;
mod webdriver;
