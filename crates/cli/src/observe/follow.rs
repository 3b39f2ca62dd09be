//! Asking sources for the next blocks: one that lies is named and left alone for a while.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use anyhow::bail;
use indicatif::{ProgressBar, ProgressStyle};
use node::Observer;
use verifier::Span;

use super::keep_trust;
use crate::{clock, remote::Remote, screen::complain};

/// One answer; it ends with the span that makes it a mebibyte, and a span holds whole blocks.
const ANSWER_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// How long to wait at the head before asking again.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How long a source that lied is not asked.
const DISTRUST_MS: u64 = 10 * 60 * 1_000;

/// Whom to ask, and what is known of them.
pub(super) struct Following {
    remote: Remote,
    sources: Vec<String>,
    /// Until when a source is left alone.
    distrusted: BTreeMap<String, u64>,
    trust: PathBuf,
    progress: ProgressBar,
}

/// What came of asking one source.
enum Asked {
    /// It had blocks, and they were taken in.
    GotOn,
    /// It has nothing newer.
    AtHead,
    /// It could not be reached, or lied.
    Useless,
}

impl Following {
    pub(super) fn new(remote: Remote, sources: Vec<String>, trust: PathBuf) -> Self {
        let progress = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} blocks, {per_sec}") {
            progress.set_style(style);
        }
        Self {
            remote,
            sources,
            distrusted: BTreeMap::new(),
            trust,
            progress,
        }
    }

    /// Follows for ever; ends only when this machine cannot go on.
    pub(super) async fn run(mut self, mut observer: Observer) -> anyhow::Result<()> {
        keep_trust(&self.trust, observer.trust())?;
        let mut next = 0;
        loop {
            let mut rest = true;
            for _ in 0..self.sources.len() {
                let source = self.sources[next % self.sources.len()].clone();
                match self.ask(&source, &mut observer).await? {
                    Asked::GotOn => {
                        rest = false;
                        break;
                    }
                    Asked::AtHead => break,
                    Asked::Useless => next += 1,
                }
            }
            if rest {
                self.progress.finish_and_clear();
                tokio::time::sleep(LOOK_EVERY).await;
            }
        }
    }

    async fn ask(&mut self, source: &str, observer: &mut Observer) -> anyhow::Result<Asked> {
        let now = clock::now_ms();
        if self
            .distrusted
            .get(source)
            .is_some_and(|until| now < *until)
        {
            return Ok(Asked::Useless);
        }
        let height = observer.next_height();
        let url = format!("{}/sync/blocks/{height}", source.trim_end_matches('/'));
        let bytes = match self.remote.get_later(url, None, ANSWER_BYTES_MAX).await {
            Ok(bytes) => bytes,
            Err(error) => {
                tracing::warn!(%error, "a source does not answer");
                return Ok(Asked::Useless);
            }
        };
        let Some(spans) = ledger::decode::<Vec<Span>>(&bytes) else {
            self.distrust(source, "it sent bytes that are no blocks");
            return Ok(Asked::Useless);
        };
        if spans.is_empty() {
            return Ok(Asked::AtHead);
        }
        self.take(source, &spans, observer).await
    }

    async fn take(
        &mut self,
        source: &str,
        spans: &[Span],
        observer: &mut Observer,
    ) -> anyhow::Result<Asked> {
        let changes = observer.trust().changes().len();
        for span in spans {
            match observer.accept(span).await {
                Ok(()) => self.progress.inc(u64::try_from(span.blocks.len())?),
                Err(error) if error.is_local() || error.needs_newer_program() => bail!(error),
                Err(error) => {
                    self.distrust(source, &error.to_string());
                    return Ok(Asked::Useless);
                }
            }
        }
        if observer.trust().changes().len() > changes {
            keep_trust(&self.trust, observer.trust())?;
        }
        Ok(Asked::GotOn)
    }

    fn distrust(&mut self, source: &str, reason: &str) {
        let until = clock::now_ms().saturating_add(DISTRUST_MS);
        self.distrusted.insert(source.to_owned(), until);
        tracing::error!(source, reason, "this source lies");
        complain(&format!(
            "linli: {source} LIES: it sent what the validators in the trust file did not agree \
             on ({reason}). Trying the next source."
        ));
    }
}
