//! When to stop: Ctrl-C, or the word of whoever manages services.

use tokio::signal::unix::{SignalKind, signal};

/// Resolves on Ctrl-C or SIGTERM.
pub(crate) async fn stop() {
    let interrupt = async {
        // Without a signal handler the program is simply killed, which loses nothing.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signals) => drop(signals.recv().await),
            Err(_) => std::future::pending::<()>().await,
        }
    };
    tokio::select! {
        () = interrupt => {},
        () = terminate => {},
    }
}
