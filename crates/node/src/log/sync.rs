//! Makes the log durable beside the work: requests that arrive meanwhile share the next sync.

use commonware_runtime::Error;
use commonware_utils::channel::oneshot;
use ledger::planted::{PlantedBug, is_planted};
use std::{fmt, io, thread};
use tokio::sync::mpsc;

type Request = oneshot::Sender<Result<(), Error>>;

/// Resolves when the sync is done.
pub(crate) type Completion = oneshot::Receiver<Result<(), Error>>;

/// Hands requests over.
#[derive(Clone, Debug)]
pub(crate) struct Syncer(mpsc::UnboundedSender<Request>);

/// Carries requests out, on a thread of its own or as a task of a simulation.
pub(crate) struct SyncWork {
    requests: mpsc::UnboundedReceiver<Request>,
    sync: Box<dyn FnMut() -> io::Result<()> + Send>,
}

impl fmt::Debug for SyncWork {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SyncWork").finish_non_exhaustive()
    }
}

impl Syncer {
    /// A syncer and its work, which ends with the last handle.
    pub(crate) fn new(sync: impl FnMut() -> io::Result<()> + Send + 'static) -> (Self, SyncWork) {
        let (sender, requests) = mpsc::unbounded_channel();
        let sync = Box::new(sync);
        (Self(sender), SyncWork { requests, sync })
    }

    /// Asks for a sync of everything written before this call.
    pub(crate) fn request(&self) -> Completion {
        let (sender, receiver) = oneshot::channel();
        // Work that is gone drops the sender, and the receiver then says so.
        drop(self.0.send(sender));
        receiver
    }
}

impl SyncWork {
    /// Works on a thread of its own.
    pub(crate) fn on_thread(mut self) -> io::Result<()> {
        let serve = move || {
            while let Some(first) = self.requests.blocking_recv() {
                self.serve(first);
            }
        };
        thread::Builder::new()
            .name("ledger-log".to_owned())
            .spawn(serve)
            .map(drop)
    }

    /// Works as a task; `delay` is how long the disk takes.
    #[cfg(feature = "simulation")]
    pub(crate) async fn run_as_task<F: Future<Output = ()>>(
        mut self,
        mut delay: impl FnMut() -> F,
    ) {
        while let Some(first) = self.requests.recv().await {
            delay().await;
            self.serve(first);
        }
    }

    fn serve(&mut self, first: Request) {
        let mut waiting = vec![first];
        while let Ok(next) = self.requests.try_recv() {
            waiting.push(next);
        }
        let done = if is_planted(PlantedBug::LostSync) {
            Ok(())
        } else {
            (self.sync)()
        };
        if let Err(error) = &done {
            tracing::error!(%error, "the ledger's log cannot be written");
        }
        for request in waiting {
            let result = match done {
                Ok(()) => Ok(()),
                Err(_) => Err(Error::WriteFailed),
            };
            // Nobody waits any more when the engine stops.
            drop(request.send(result));
        }
    }
}
