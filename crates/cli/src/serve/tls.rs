//! The portal's door: plain HTTP, TLS with a certificate of one's own, or one by ACME.

use std::{
    future::Future, net::SocketAddr, net::TcpListener, path::Path, sync::Arc, time::Duration,
};

use anyhow::Context as _;
use axum::Router;
use axum_server::{Handle, tls_rustls::RustlsConfig};
use futures::StreamExt as _;
use rustls_acme::{AcmeState, caches::DirCache};

use super::config::{AcmeConfig, PortalConfig, TlsConfig};

/// How long requests may take to end after Ctrl-C.
const FAREWELL: Duration = Duration::from_secs(5);
/// How often certificate files are read again.
const RENEWED_EVERY: Duration = Duration::from_secs(3600);
const LETS_ENCRYPT: &str = "https://acme-v02.api.letsencrypt.org/directory";

/// Where the portal listens; taken before anything else is opened, so that a taken port is found
/// at once.
pub(crate) fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address).with_context(|| {
        format!("{address} is taken: stop the other program, or listen elsewhere")
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Serves until `stop` resolves, then lets running requests end.
pub(crate) async fn serve(
    portal: &PortalConfig,
    data: &Path,
    (listener, app): (TcpListener, Router),
    stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    let farewell = handle.clone();
    tokio::spawn(async move {
        stop.await;
        farewell.graceful_shutdown(Some(FAREWELL));
    });
    let server = axum_server::from_tcp(listener)?.handle(handle);
    match (&portal.tls, &portal.acme) {
        (Some(tls), _) => {
            let config = own_certificate(tls).await?;
            tokio::spawn(renew(config.clone(), tls.clone()));
            let acceptor = axum_server::tls_rustls::RustlsAcceptor::new(config);
            server.acceptor(acceptor).serve(service).await?;
        }
        (None, Some(acme)) => {
            let mut state = authority(acme, data);
            let acceptor = state.axum_acceptor(state.default_rustls_config());
            tokio::spawn(async move {
                while let Some(event) = state.next().await {
                    match event {
                        Ok(event) => tracing::info!(?event, "certificate authority"),
                        Err(error) => tracing::error!(?error, "certificate authority"),
                    }
                }
            });
            server.acceptor(acceptor).serve(service).await?;
        }
        (None, None) => server.serve(service).await?,
    }
    Ok(())
}

/// One crypto provider for the whole process; a second call changes nothing.
pub(crate) fn choose_provider() {
    // An error means that one is chosen already.
    drop(rustls::crypto::ring::default_provider().install_default());
}

async fn own_certificate(tls: &TlsConfig) -> anyhow::Result<RustlsConfig> {
    let (certificate, key) = (&tls.certificate, &tls.key);
    let loaded = RustlsConfig::from_pem_file(certificate, key).await;
    loaded.with_context(|| {
        let (certificate, key) = (certificate.display(), key.display());
        format!("portal.tls: {certificate} and {key} are no certificate and key in PEM")
    })
}

/// Reads the files again, so that a renewed certificate needs no restart.
async fn renew(config: RustlsConfig, tls: TlsConfig) {
    let mut ticks = tokio::time::interval(RENEWED_EVERY);
    ticks.tick().await;
    loop {
        ticks.tick().await;
        if let Err(error) = config
            .reload_from_pem_file(&tls.certificate, &tls.key)
            .await
        {
            tracing::error!(%error, "the certificate cannot be read again: the old one stays");
        }
    }
}

/// The conversation with a certificate authority; account and certificates stay in `acme/`.
fn authority(acme: &AcmeConfig, data: &Path) -> AcmeState<std::io::Error> {
    let directory = acme.directory.as_deref().unwrap_or(LETS_ENCRYPT);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    rustls_acme::AcmeConfig::new_with_provider(&acme.domains, provider)
        .contact_push(&acme.contact)
        .directory(directory)
        .cache(DirCache::new(data.join("acme")))
        .state()
}
