//! A thread that makes the log durable: requests that arrive while it works share the next sync.

use commonware_runtime::Error;
use commonware_utils::channel::oneshot;
use std::{io, sync::mpsc, thread};

/// Resolves when the sync is done.
pub(crate) type Completion = oneshot::Receiver<Result<(), Error>>;

/// Hands requests to the thread.
#[derive(Clone, Debug)]
pub(crate) struct Syncer(mpsc::Sender<oneshot::Sender<Result<(), Error>>>);

impl Syncer {
    /// Starts the thread, which ends with the last handle.
    pub(crate) fn start(
        mut sync: impl FnMut() -> io::Result<()> + Send + 'static,
    ) -> io::Result<Self> {
        let (sender, requests) = mpsc::channel::<oneshot::Sender<Result<(), Error>>>();
        let serve = move || {
            while let Ok(first) = requests.recv() {
                let waiting: Vec<_> = std::iter::once(first).chain(requests.try_iter()).collect();
                let done = sync();
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
        };
        thread::Builder::new()
            .name("ledger-log".to_owned())
            .spawn(serve)?;
        Ok(Self(sender))
    }

    /// Asks for a sync of everything written before this call.
    pub(crate) fn request(&self) -> Completion {
        let (sender, receiver) = oneshot::channel();
        // A thread that is gone drops the sender, and the receiver then says so.
        drop(self.0.send(sender));
        receiver
    }
}
