//! The measuring side of the socket to one validator.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::Context as _;
use ledger::Envelope;
use tokio::{
    net::{UnixStream, unix::OwnedReadHalf, unix::OwnedWriteHalf},
    sync::{mpsc, oneshot},
};

use super::wire::{self, Frame, Kind, Question, Told};

type Open = Arc<Mutex<BTreeMap<u64, oneshot::Sender<Vec<u8>>>>>;

struct Asked {
    kind: Kind,
    body: Vec<u8>,
    answer: oneshot::Sender<Vec<u8>>,
}

/// Asks one validator; cheap to clone.
#[derive(Clone)]
pub(super) struct Link(mpsc::UnboundedSender<Asked>);

/// What became of operations, to come: one word each, empty for one that was applied.
pub(super) struct Words(oneshot::Receiver<Vec<u8>>);

impl Words {
    pub(super) async fn all(self) -> anyhow::Result<Vec<String>> {
        let bytes = self
            .0
            .await
            .context("a validator ended while it was measured")?;
        let text = String::from_utf8(bytes)?;
        Ok(text.lines().map(str::to_owned).collect())
    }
}

impl Link {
    pub(super) fn new(stream: UnixStream) -> Self {
        let (reader, writer) = stream.into_split();
        let (asker, asked) = mpsc::unbounded_channel();
        let open = Open::default();
        tokio::spawn(send(asked, writer, Arc::clone(&open)));
        tokio::spawn(receive(reader, open));
        Self(asker)
    }

    pub(super) fn submit(&self, operations: &[Envelope]) -> Words {
        Words(self.ask(Kind::Operations, wire::encode_operations(operations)))
    }

    pub(super) async fn question(&self, question: &Question) -> anyhow::Result<Told> {
        let body = serde_json::to_vec(question)?;
        let answer = self.ask(Kind::Question, body).await;
        let answer = answer.context("a validator ended while it was measured")?;
        Ok(serde_json::from_slice(&answer)?)
    }

    pub(super) async fn number(&self, question: &Question) -> anyhow::Result<u64> {
        match self.question(question).await? {
            Told::Number(number) => Ok(number),
            Told::Keys(_) => anyhow::bail!("a validator answered something else"),
        }
    }

    fn ask(&self, kind: Kind, body: Vec<u8>) -> oneshot::Receiver<Vec<u8>> {
        let (answer, heard) = oneshot::channel();
        // When the connection is gone the answer's sender goes too, and the receiver says so.
        drop(self.0.send(Asked { kind, body, answer }));
        heard
    }
}

async fn send(mut asked: mpsc::UnboundedReceiver<Asked>, mut writer: OwnedWriteHalf, open: Open) {
    let mut number = 0;
    while let Some(Asked { kind, body, answer }) = asked.recv().await {
        number += 1;
        lock(&open).insert(number, answer);
        let frame = Frame { number, kind, body };
        if wire::write(&mut writer, &frame).await.is_err() {
            return;
        }
    }
}

async fn receive(mut reader: OwnedReadHalf, open: Open) {
    while let Ok(frame) = wire::read(&mut reader).await {
        if let Some(answer) = lock(&open).remove(&frame.number) {
            // Who asked may have stopped waiting.
            drop(answer.send(frame.body));
        }
    }
    lock(&open).clear();
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
