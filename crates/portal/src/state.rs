//! What every handler may use: the clock, the sessions, the desk and the office's settings.

use std::net::IpAddr;
use std::sync::Arc;

use ledger::PartyId;
use vault::{OneTimeCode, SessionId};

use crate::areas::Areas;
use crate::desk::Desk;
use crate::i18n::Language;
use crate::passkeys::Passkeys;
use crate::register::NameRegister;
use crate::session::Sessions;
use crate::slips::Slips;
use crate::sms::{Outbox, SmsGateway};
use crate::vault_sessions::VaultSessions;
use crate::wallets::Wallets;

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
    pub desk: Arc<Desk>,
    pub areas: Arc<Areas>,
    /// Sign-in codes that a clerk is about to hand to a person; each is shown once.
    pub handovers: Arc<Slips<(PartyId, PartyId), OneTimeCode>>,
    /// Sessions opened with a code from the counter, which may choose a PIN without the old one.
    pub pin_grants: Arc<Slips<SessionId, ()>>,
    /// Checks passkeys; nothing where the portal has no address of its own.
    pub(crate) passkeys: Option<Arc<Passkeys>>,
    /// Sends codes to phones; nothing where the office has no gateway.
    pub sms: Option<Arc<dyn SmsGateway>>,
    /// Answers whether a name and an ID number belong together; nothing where there is none.
    pub register: Option<Arc<dyn NameRegister>>,
    /// What a demonstration would have sent.
    pub outbox: Arc<Outbox>,
    /// What waits for a wallet.
    pub(crate) wallets: Arc<Wallets>,
}

impl AppState {
    /// An office whose sessions live in its vault.
    pub fn new(
        clock: Arc<dyn Clock>,
        settings: Settings,
        desk: Arc<Desk>,
        areas: Arc<Areas>,
    ) -> Self {
        let outbox = Arc::<Outbox>::default();
        let sms = settings.demo.then(|| outbox.clone() as Arc<dyn SmsGateway>);
        let passkeys = settings.origin.as_deref().and_then(Passkeys::new);
        let strict = settings.staff_passkeys;
        Self {
            clock,
            sessions: Arc::new(VaultSessions::new(desk.clone(), strict)),
            passkeys: passkeys.map(Arc::new),
            sms,
            register: None,
            outbox,
            settings: Arc::new(settings),
            desk,
            areas,
            handovers: Arc::default(),
            pin_grants: Arc::default(),
            wallets: Arc::default(),
        }
    }
}

/// What differs between one office's portal and the next.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub office: Office,
    /// The network's clock can be moved forward and its people are invented: labelled everywhere.
    pub demo: bool,
    /// The portal is reached over TLS: cookies are `Secure` and browsers are told to insist on it.
    pub tls: bool,
    /// Reverse proxies whose word about a visitor's address is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// The address that browsers show, such as `https://linli.example`: passkeys belong to it.
    pub origin: Option<String>,
    /// Offices work with a passkey only, and the three administrators with a PIN besides.
    pub staff_passkeys: bool,
    /// A copy that only follows: nobody has an account here.
    pub observer: bool,
    /// Whom a visitor of a demonstration can sign in as without typing.
    pub demo_people: Vec<DemoPerson>,
}

/// Who stands behind this portal, as the law wants it in the footer.
#[derive(Clone, Debug, Default)]
pub struct Office {
    /// The office's own name, such as a subdistrict.
    pub name: String,
    /// The same in English; without it, English pages show the Chinese name.
    pub name_en: Option<String>,
    /// 主办单位: the body that answers for this site.
    pub sponsor: String,
    /// The same in English.
    pub sponsor_en: Option<String>,
    /// The desk's telephone number; without one, the help pages point to the counter only.
    pub phone: Option<String>,
    /// ICP 备案 number.
    pub icp_record: Option<String>,
    /// 公安备案 number.
    pub police_record: Option<String>,
}

impl Office {
    /// The office's name for readers of a language.
    #[must_use]
    pub fn name_in(&self, language: Language) -> &str {
        spoken(language, &self.name, self.name_en.as_deref())
    }

    /// The sponsor's name for readers of a language.
    #[must_use]
    pub fn sponsor_in(&self, language: Language) -> &str {
        spoken(language, &self.sponsor, self.sponsor_en.as_deref())
    }
}

fn spoken<'a>(language: Language, chinese: &'a str, english: Option<&'a str>) -> &'a str {
    match language {
        Language::Chinese => chinese,
        Language::English => english.unwrap_or(chinese),
    }
}

/// An invented person of a demonstration, whose sign-in is public.
#[derive(Clone, Debug)]
pub struct DemoPerson {
    pub party: PartyId,
    pub name: String,
    /// Who they are and what to try, in one line.
    pub about_zh: String,
    pub about_en: String,
    pub member_number: String,
    pub pin: String,
}
