//! One machine of a simulated network: the runtime's tasks and time, a disk of its own, and death
//! of the whole process when any of its tasks panics.

use super::disk::{OpenFile, SimulatedDisk};
use crate::config::ENGINE_FOLDER;
use commonware_runtime::{
    Blob, BlobVersion, BufMut as _, Clock, Error, Handle, IoBufMut, IoBufs, IoBufsMut, Metrics,
    Name, ReadOptions, Spawner, Storage, Supervisor, WriteOptions, deterministic, signal,
    telemetry::metrics::{Metric, Registered},
};
use commonware_utils::channel::oneshot;
use futures::FutureExt as _;
use rand_core::{Rng as _, TryCryptoRng, TryRng};
use std::{
    convert::Infallible,
    fmt::Display,
    ops::RangeInclusive,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

/// Why a process died by itself.
pub(super) type LastWords = Arc<Mutex<Option<String>>>;

/// The runtime of one process of one machine.
pub(crate) struct Machine {
    context: deterministic::Context,
    disk: SimulatedDisk,
    last_words: LastWords,
}

impl Machine {
    pub(super) const fn new(
        context: deterministic::Context,
        disk: SimulatedDisk,
        last_words: LastWords,
    ) -> Self {
        Self {
            context,
            disk,
            last_words,
        }
    }

    fn with(&self, context: deterministic::Context) -> Self {
        Self {
            context,
            disk: self.disk.clone(),
            last_words: Arc::clone(&self.last_words),
        }
    }

    /// How long the disk works: mostly a moment, sometimes a long one.
    pub(super) fn disk_delay(&mut self) -> Duration {
        let number = self.context.next_u64();
        let micros = match number % 20 {
            0 => 20_000,
            1..4 => 4_000,
            _ => 600,
        };
        Duration::from_micros(micros + number % 400)
    }
}

pub(super) fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    text.unwrap_or_else(|| "a panic without words".to_owned())
}

fn note(last_words: &LastWords, words: String) {
    let mut known = last_words.lock().unwrap_or_else(PoisonError::into_inner);
    known.get_or_insert(words);
}

impl Supervisor for Machine {
    fn name(&self) -> Name {
        self.context.name()
    }

    fn child(&self, label: &'static str) -> Self {
        self.with(self.context.child(label))
    }

    fn with_attribute(self, key: &'static str, value: impl Display) -> Self {
        Self {
            context: self.context.with_attribute(key, value),
            disk: self.disk,
            last_words: self.last_words,
        }
    }
}

impl Spawner for Machine {
    fn shared(self, blocking: bool) -> Self {
        Self {
            context: self.context.shared(blocking),
            disk: self.disk,
            last_words: self.last_words,
        }
    }

    fn dedicated(self) -> Self {
        Self {
            context: self.context.dedicated(),
            disk: self.disk,
            last_words: self.last_words,
        }
    }

    fn spawn<F, Fut, T>(self, work: F) -> Handle<T>
    where
        F: FnOnce(Self) -> Fut + Send + 'static,
        Fut: Future<Output = T> + Send + 'static,
        T: Send + 'static,
    {
        let Self {
            context,
            disk,
            last_words,
        } = self;
        context.spawn(move |context| async move {
            let machine = Self {
                context,
                disk,
                last_words: Arc::clone(&last_words),
            };
            let task = AssertUnwindSafe(async move { work(machine).await });
            match task.catch_unwind().await {
                Ok(done) => done,
                Err(panic) => {
                    note(&last_words, words_of(&*panic));
                    // The cluster notices the last words and ends the process.
                    std::future::pending().await
                }
            }
        })
    }

    fn stop(
        self,
        value: i32,
        timeout: Option<Duration>,
    ) -> impl Future<Output = Result<(), Error>> + Send {
        self.context.stop(value, timeout)
    }

    fn stopped(&self) -> signal::Signal {
        self.context.stopped()
    }
}

impl Metrics for Machine {
    fn register<N: Into<String>, H: Into<String>, M: Metric>(
        &self,
        name: N,
        help: H,
        metric: M,
    ) -> Registered<M> {
        self.context.register(name, help, metric)
    }

    fn encode(&self) -> String {
        self.context.encode()
    }
}

impl governor::clock::Clock for Machine {
    type Instant = SystemTime;

    fn now(&self) -> SystemTime {
        self.context.current()
    }
}

impl governor::clock::ReasonablyRealtime for Machine {}

impl Clock for Machine {
    fn current(&self) -> SystemTime {
        self.context.current()
    }

    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + Send + 'static + use<> {
        self.context.sleep(duration)
    }

    fn sleep_until(
        &self,
        deadline: SystemTime,
    ) -> impl Future<Output = ()> + Send + 'static + use<> {
        self.context.sleep_until(deadline)
    }
}

impl TryRng for Machine {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.context.try_next_u32()
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.context.try_next_u64()
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.context.try_fill_bytes(bytes)
    }
}

impl TryCryptoRng for Machine {}

/// A file of the engine's.
pub(crate) struct SimulatedBlob {
    file: OpenFile,
    machine: Machine,
}

fn partition_folder(partition: &str) -> String {
    format!("{ENGINE_FOLDER}/{partition}")
}

fn hex(name: &[u8]) -> String {
    name.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(name: &str) -> Option<Vec<u8>> {
    let digits = name.as_bytes().chunks(2);
    let bytes = digits.map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok());
    bytes.collect()
}

impl Storage for Machine {
    type Blob = SimulatedBlob;

    async fn open_versioned(
        &self,
        partition: &str,
        name: &[u8],
        versions: RangeInclusive<BlobVersion>,
    ) -> Result<(SimulatedBlob, u64, BlobVersion), Error> {
        let name = format!("{}/{}", partition_folder(partition), hex(name));
        let is_new = self.disk.open_file(&name, false).is_err();
        let file = self.disk.open_file(&name, true)?;
        let latest = *versions.end();
        let (length, version) = file.with(|content| {
            if is_new {
                content.version = latest.get();
            }
            // What can be read now has to survive from now on.
            content.settle(content.mark());
            (content.bytes.len(), BlobVersion::new(content.version))
        })?;
        if !versions.contains(&version) {
            let expected = versions;
            let found = version;
            return Err(Error::BlobVersionMismatch { expected, found });
        }
        let machine = self.child("disk");
        let blob = SimulatedBlob { file, machine };
        Ok((blob, length as u64, version))
    }

    async fn remove(&self, partition: &str, name: Option<&[u8]>) -> Result<(), Error> {
        let folder = partition_folder(partition);
        let Some(name) = name else {
            if self.disk.names_below(&folder).is_empty() {
                return Err(Error::PartitionMissing(partition.to_owned()));
            }
            self.disk.wipe(&folder);
            return Ok(());
        };
        let file = format!("{folder}/{}", hex(name));
        let removed = crate::disk::Disk::remove(&self.disk, &file);
        removed.map_err(|_| Error::BlobMissing(partition.to_owned(), hex(name)))
    }

    async fn scan(&self, partition: &str) -> Result<Vec<Vec<u8>>, Error> {
        let names = self.disk.names_below(&partition_folder(partition));
        if names.is_empty() {
            return Err(Error::PartitionMissing(partition.to_owned()));
        }
        Ok(names.iter().filter_map(|name| from_hex(name)).collect())
    }
}

fn position(offset: u64) -> Result<usize, Error> {
    usize::try_from(offset).map_err(|_| Error::OffsetOverflow)
}

impl Blob for SimulatedBlob {
    async fn read_at(
        &self,
        offset: u64,
        length: usize,
        options: ReadOptions,
    ) -> Result<IoBufsMut, Error> {
        let room = IoBufMut::with_capacity(length);
        self.read_at_buf(offset, length, room, options).await
    }

    async fn read_at_buf(
        &self,
        offset: u64,
        length: usize,
        buffers: impl Into<IoBufsMut> + Send,
        _: ReadOptions,
    ) -> Result<IoBufsMut, Error> {
        let start = position(offset)?;
        // The engine reads into one buffer; several are answered with a new one.
        let buffer = buffers.into().try_into_single();
        let mut buffer = buffer.unwrap_or_else(|_| IoBufMut::with_capacity(length));
        buffer.clear();
        let read = self.file.with(|content| {
            let end = start.checked_add(length)?;
            buffer.put_slice(content.bytes.get(start..end)?);
            Some(())
        })?;
        read.ok_or(Error::BlobInsufficientLength)?;
        Ok(buffer.into())
    }

    async fn write_at(
        &self,
        offset: u64,
        buffers: impl Into<IoBufs> + Send,
        options: WriteOptions,
    ) -> Result<(), Error> {
        let bytes = buffers.into().coalesce();
        self.file.write(position(offset)?, bytes.as_ref())?;
        if options.contains(WriteOptions::SYNC) {
            self.sync().await?;
        }
        Ok(())
    }

    async fn resize(&self, length: u64) -> Result<(), Error> {
        let length = position(length)?;
        Ok(self.file.with(|content| content.resize(length))?)
    }

    async fn sync(&self) -> Result<(), Error> {
        self.start_sync().await.await
    }

    async fn start_sync(&self) -> Handle<()> {
        let (sender, receiver) = oneshot::channel();
        let file = self.file.clone();
        let mut machine = self.machine.child("sync");
        match file.with(|content| content.mark()) {
            Ok(mark) => {
                let delay = machine.disk_delay();
                machine.spawn(move |machine| async move {
                    machine.sleep(delay).await;
                    let done = file.with(|content| content.settle(mark));
                    // Nobody waits any more when the process has died.
                    drop(sender.send(done.map_err(Error::from)));
                });
            }
            Err(error) => drop(sender.send(Err(error.into()))),
        }
        Handle::from_receiver(receiver)
    }
}
