//! Journeys in a headless Chromium, at the width of a phone.

mod journey;
mod visitor;
mod webdriver;
