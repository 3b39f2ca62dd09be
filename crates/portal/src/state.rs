//! What every handler may use: the clock, the sessions and the office's settings.

use std::sync::Arc;

use crate::session::Sessions;

/// The one source of time; handlers pass its answer on as an argument.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now_ms(&self) -> u64;
}

/// Shared by all handlers; cloning it is cheap.
#[derive(Clone)]
pub struct AppState {
    pub clock: Arc<dyn Clock>,
    pub sessions: Arc<dyn Sessions>,
    pub settings: Arc<Settings>,
}

/// What differs between one office's portal and the next.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub office: Office,
    /// The network's clock can be moved forward and its people are invented: labelled everywhere.
    pub demo: bool,
    /// The portal is reached over TLS: cookies are `Secure` and browsers are told to insist on it.
    pub tls: bool,
}

/// Who stands behind this portal, as the law wants it in the footer.
#[derive(Clone, Debug, Default)]
pub struct Office {
    /// The office's own name, such as a subdistrict.
    pub name: String,
    /// 主办单位: the body that answers for this site.
    pub sponsor: String,
    /// The desk's telephone number; without one, the help pages point to the counter only.
    pub phone: Option<String>,
    /// ICP 备案 number.
    pub icp_record: Option<String>,
    /// 公安备案 number.
    pub police_record: Option<String>,
}
