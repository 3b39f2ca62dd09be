//! Submits signed operations from several tasks and notes when each is final.

use std::{collections::BTreeMap, sync::Arc};

use anyhow::Context as _;
use ledger::Envelope;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, mpsc},
    time::{Duration, sleep},
};

use super::{
    latency::Latencies,
    link::{Link, Words},
};
use crate::clock;

/// Operations submitted at once.
pub(super) const BATCH: usize = 128;
/// How long an open loop waits between looks at what is due.
const TICK: Duration = Duration::from_millis(1);

/// How operations are offered.
#[derive(Clone, Copy)]
pub(super) enum Pace {
    /// As fast as answers come, with so many unanswered at most, until so many microseconds.
    Closed {
        unanswered_max: usize,
        until_us: u64,
    },
    /// So many a second, whatever the answers do; times count from the moment each was due.
    Open { per_second: u64 },
}

/// What became of the operations.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) applied: u64,
    /// How many heard another word, by that word: the code of a rejection or of a refusal.
    pub(super) others: BTreeMap<String, u64>,
    pub(super) latencies: Latencies,
}

impl Tally {
    /// Operations with any answer.
    pub(super) fn answered(&self) -> u64 {
        self.applied + self.others.values().sum::<u64>()
    }

    fn add(&mut self, other: Self) {
        self.applied += other.applied;
        for (word, count) in other.others {
            *self.others.entry(word).or_default() += count;
        }
        self.latencies.append(other.latencies);
    }
}

/// Submitted together.
struct Sent {
    due_us: Vec<u64>,
    words: Words,
    _room: Option<OwnedSemaphorePermit>,
}

/// One task's part of the load.
struct Submitter<C> {
    link: Link,
    stream: Vec<Envelope>,
    clock: C,
    sent: mpsc::UnboundedSender<Sent>,
}

/// Submits every stream in its own order, to the validators in turn; the tally and the microseconds
/// from the first submission to the last answer.
pub(super) async fn run(
    links: &[Link],
    streams: Vec<Vec<Envelope>>,
    pace: Pace,
) -> anyhow::Result<(Tally, u64)> {
    let clock = clock::stopwatch();
    let share = streams.len().max(1);
    let mut tasks = Vec::new();
    for (number, (stream, link)) in streams.into_iter().zip(links.iter().cycle()).enumerate() {
        let (sent, received) = mpsc::unbounded_channel();
        let submitter = Submitter {
            link: link.clone(),
            stream,
            clock: clock.clone(),
            sent,
        };
        let collector = tokio::spawn(collect(received, clock.clone()));
        let submitted = match pace {
            Pace::Closed {
                unanswered_max,
                until_us,
            } => tokio::spawn(submitter.closed(unanswered_max / share, until_us)),
            Pace::Open { per_second } => {
                tokio::spawn(submitter.open(number as u64, share as u64, per_second))
            }
        };
        tasks.push((submitted, collector));
    }
    let mut tally = Tally::default();
    for (submitted, collector) in tasks {
        submitted.await.context("a task that submits failed")?;
        tally.add(collector.await.context("a task that collects failed")??);
    }
    Ok((tally, clock()))
}

impl<C: Fn() -> u64> Submitter<C> {
    async fn closed(self, unanswered_max: usize, until_us: u64) {
        let room = Arc::new(Semaphore::new(unanswered_max.max(BATCH)));
        let mut rest = self.stream.into_iter();
        while (self.clock)() < until_us {
            let batch: Vec<Envelope> = rest.by_ref().take(BATCH).collect();
            let taken = u32::try_from(batch.len()).unwrap_or(u32::MAX);
            let Ok(permit) = Arc::clone(&room).acquire_many_owned(taken).await else {
                return;
            };
            if batch.is_empty() {
                return;
            }
            let due_us = vec![(self.clock)(); batch.len()];
            let words = self.link.submit(&batch);
            // The collector lives until this sender goes.
            drop(self.sent.send(Sent {
                due_us,
                words,
                _room: Some(permit),
            }));
        }
    }

    /// Operation `n` of this stream is due at `(n * streams + number) / per_second`.
    async fn open(self, number: u64, streams: u64, per_second: u64) {
        let due = |n: u64| (n * streams + number) * 1_000_000 / per_second.max(1);
        let mut rest = self.stream.into_iter();
        let mut next = 0;
        while rest.len() > 0 {
            let now = (self.clock)();
            let due_us: Vec<u64> = (next..).map(due).take_while(|due| *due <= now).collect();
            let batch: Vec<Envelope> = rest.by_ref().take(due_us.len()).collect();
            next += batch.len() as u64;
            if batch.is_empty() {
                sleep(TICK).await;
            } else {
                let words = self.link.submit(&batch);
                drop(self.sent.send(Sent {
                    due_us,
                    words,
                    _room: None,
                }));
            }
        }
    }
}

async fn collect(
    mut sent: mpsc::UnboundedReceiver<Sent>,
    clock: impl Fn() -> u64,
) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    while let Some(Sent {
        due_us,
        words,
        _room,
    }) = sent.recv().await
    {
        let words = words.all().await?;
        let now = clock();
        for (due, word) in due_us.into_iter().zip(words) {
            if word.is_empty() {
                tally.applied += 1;
                tally.latencies.push(now.saturating_sub(due));
            } else {
                *tally.others.entry(word).or_default() += 1;
            }
        }
    }
    Ok(tally)
}
