//! Other offices over HTTP: short waits, bounded answers, no redirects.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use async_trait::async_trait;
use ledger::Hash;
use portal::neighbours::{Neighbours, PASS_HEADER};

const PATIENCE: Duration = Duration::from_secs(20);
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);

/// Why another office did not answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RemoteError {
    /// It answered that there is no such thing, or not for us.
    #[error("{url} answers {status}")]
    Status {
        /// What was asked for.
        url: String,
        /// The answer.
        status: u16,
    },
    /// It could not be reached, or said too much.
    #[error("{url} cannot be read: {reason}")]
    Unreachable {
        /// What was asked for.
        url: String,
        /// Why.
        reason: String,
    },
}

/// A client for GET.
#[derive(Clone, Debug)]
pub(crate) struct Remote(ureq::Agent);

impl Remote {
    pub(crate) fn new() -> Self {
        let settings = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .timeout_connect(Some(CONNECT_PATIENCE))
            .max_redirects(0)
            .build();
        Self(settings.new_agent())
    }

    /// The body behind a URL, of at most `bytes_max` bytes. Blocks.
    pub(crate) fn get(
        &self,
        url: &str,
        header: Option<(&str, &str)>,
        bytes_max: u64,
    ) -> Result<Vec<u8>, RemoteError> {
        let unreachable = |error: ureq::Error| match error {
            ureq::Error::StatusCode(status) => RemoteError::Status {
                url: url.to_owned(),
                status,
            },
            error => RemoteError::Unreachable {
                url: url.to_owned(),
                reason: error.to_string(),
            },
        };
        let mut request = self.0.get(url);
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        let answer = request.call().map_err(unreachable)?;
        let body = answer.into_body().into_with_config().limit(bytes_max);
        body.read_to_vec().map_err(unreachable)
    }

    /// [`Remote::get`] on a thread that may wait.
    pub(crate) async fn get_later(
        &self,
        url: String,
        header: Option<(&'static str, String)>,
        bytes_max: u64,
    ) -> Result<Vec<u8>, RemoteError> {
        let (remote, asked) = (self.clone(), url.clone());
        let work = move || {
            let header = header.as_ref().map(|(name, value)| (*name, value.as_str()));
            remote.get(&asked, header, bytes_max)
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(answer) => answer,
            Err(error) => Err(RemoteError::Unreachable {
                url,
                reason: error.to_string(),
            }),
        }
    }
}

/// The portals of the other offices.
#[derive(Clone, Debug)]
pub(crate) struct OtherPortals {
    remote: Remote,
    addresses: Arc<RwLock<Vec<String>>>,
}

impl OtherPortals {
    pub(crate) fn new(addresses: Vec<String>) -> Self {
        Self {
            remote: Remote::new(),
            addresses: Arc::new(RwLock::new(addresses)),
        }
    }

    /// Adds a portal that was not known, such as that of an office that joined.
    pub(crate) fn learn(&self, address: String) {
        let mut known = self
            .addresses
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if !known.contains(&address) {
            known.push(address);
        }
    }

    fn all(&self) -> Vec<String> {
        let known = self.addresses.read();
        known.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl Neighbours for OtherPortals {
    async fn fetch(&self, hash: Hash, bytes_max: u32, pass: &str) -> Option<Vec<u8>> {
        for address in self.all() {
            let url = format!("{}/sync/content/{hash}", address.trim_end_matches('/'));
            let header = Some((PASS_HEADER, pass.to_owned()));
            let answer = self.remote.get_later(url, header, bytes_max.into()).await;
            match answer {
                Ok(bytes) if Hash::of(&[&bytes]) == hash => return Some(bytes),
                Ok(_) => tracing::warn!(office = address, %hash, "an office sent other words"),
                Err(error) => tracing::debug!(%error, "words of another office are not here yet"),
            }
        }
        None
    }
}
