//! How a code reaches a phone: a small trait, and the outbox in which a demonstration shows it.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;

use crate::error::Cause;

/// How many messages the outbox keeps.
const KEPT_MAX: usize = 20;

/// A message to a phone. It has no `Debug`: number and words are personal.
#[derive(Clone)]
pub struct Sms {
    /// Eleven digits.
    pub phone: String,
    /// The words, with the code in them.
    pub text: String,
    /// When it was handed over, on the wall clock.
    pub at_ms: u64,
}

/// Hands messages to whoever can send them.
#[async_trait]
pub trait SmsGateway: Send + Sync {
    /// Takes a message over; an error is logged without number and words.
    async fn send(&self, message: Sms) -> Result<(), Cause>;
}

/// Keeps the last messages in memory, where a demonstration shows them on a page.
#[derive(Default)]
pub struct Outbox(Mutex<VecDeque<Sms>>);

impl Outbox {
    /// The messages, newest first.
    pub fn messages(&self) -> Vec<Sms> {
        let messages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        messages.iter().cloned().collect()
    }
}

#[async_trait]
impl SmsGateway for Outbox {
    async fn send(&self, message: Sms) -> Result<(), Cause> {
        let mut messages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        messages.push_front(message);
        messages.truncate(KEPT_MAX);
        Ok(())
    }
}
