//! How a code reaches a phone: a small trait, and the outbox in which a demonstration shows it.

use std::collections::VecDeque;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
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

/// Leaves each message as a file in a folder, for the program that the office's supplier of
/// messages provides: it reads, sends and deletes. Nobody else may read the folder.
pub struct Spool(PathBuf);

impl Spool {
    /// Takes the folder; it must exist, and belong to this office alone.
    pub fn new(folder: PathBuf) -> Self {
        Self(folder)
    }
}

#[async_trait]
impl SmsGateway for Spool {
    async fn send(&self, message: Sms) -> Result<(), Cause> {
        let name = getrandom::u64()?;
        let part = self.0.join(format!("{name:016x}.part"));
        let whole = self.0.join(format!("{name:016x}.json"));
        let text = serde_json::json!({
            "phone": message.phone,
            "text": message.text,
            "at_ms": message.at_ms,
        });
        let written = tokio::task::spawn_blocking(move || {
            let mut file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&part)?;
            file.write_all(text.to_string().as_bytes())?;
            fs::rename(&part, &whole)
        });
        Ok(written.await??)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Sms {
        Sms {
            phone: "13800000001".to_owned(),
            text: "123456".to_owned(),
            at_ms: 7,
        }
    }

    #[tokio::test]
    async fn a_spooled_message_is_one_whole_file_that_only_its_owner_reads() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let spool = Spool::new(folder.path().to_owned());
        spool.send(message()).await.unwrap();
        let files: Vec<_> = fs::read_dir(folder.path()).unwrap().flatten().collect();
        assert_eq!(files.len(), 1);
        assert_eq!(
            files[0].metadata().unwrap().permissions().mode() & 0o777,
            0o600
        );
        let bytes = fs::read(files[0].path()).unwrap();
        let read: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(read["phone"], "13800000001");
        let missing = Spool::new(folder.path().join("nowhere"));
        assert!(missing.send(message()).await.is_err());
    }

    #[tokio::test]
    async fn the_outbox_keeps_the_newest_first_and_not_for_ever() {
        let outbox = Outbox::default();
        for at_ms in 0..30 {
            outbox.send(Sms { at_ms, ..message() }).await.unwrap();
        }
        let messages = outbox.messages();
        assert_eq!((messages.len(), messages[0].at_ms), (KEPT_MAX, 29));
    }
}
