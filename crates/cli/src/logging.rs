//! Logs go beside the results. They name routes, heights and keys, and never a person.

use anyhow::Context as _;
use tracing_subscriber::EnvFilter;

use crate::serve::config::{LogConfig, LogFormat};

/// For a command that a person types: warnings, or what `LINLI_LOG` asks for.
pub(crate) fn start_quietly() {
    let filter = EnvFilter::try_from_env("LINLI_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

/// For a service, as its configuration says; `LINLI_LOG` overrides the level.
pub(crate) fn start(config: &LogConfig) -> anyhow::Result<()> {
    let chosen = || EnvFilter::try_new(&config.level);
    let filter = EnvFilter::try_from_env("LINLI_LOG")
        .or_else(|_| chosen())
        .context("log.level is not a level such as info or \"info,node=debug\"")?;
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match config.format {
        LogFormat::Text => logs.init(),
        LogFormat::Json => logs.json().init(),
    }
    Ok(())
}
