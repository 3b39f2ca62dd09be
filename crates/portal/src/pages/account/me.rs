//! The reader's own page: who they are here, where they are signed in, who looked at their data.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use ledger::{
    PartyId,
    operation::identity::IdentityLevel,
    signature::{Custody, PublicKey},
    state::{keys, records::PartyKind},
};
use vault::{AccessLine, Reader};

use crate::desk::person;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, cookies, entrance, view};

/// How many lines of the log are read; one's own are then left out.
const LINES_READ_MAX: u32 = 500;
const LINES_SHOWN_MAX: usize = 20;

#[derive(Template)]
#[template(path = "account/me.html")]
struct MePage {
    page: Page,
    name: String,
    community: Option<String>,
    /// The keys of two sentences.
    level: &'static str,
    custody: &'static str,
    /// Whether the reader answers for a minor.
    has_wards: bool,
    /// The name of the one who answers for a reader who is a minor.
    guardian: Option<String>,
    sessions: Vec<SignedIn>,
    looks: Vec<Look>,
    /// What the counter did for the reader, and when.
    losses: Vec<(String, String)>,
}

struct SignedIn {
    is_this: bool,
    opened: String,
    last_seen: String,
}

/// One line of the log in words.
struct Look {
    who: String,
    what: String,
    why: String,
    when: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let party = page.actor()?;
    let head = state.desk.gateway.head();
    let record = head.state.get(&keys::party(party));
    let record = record.ok_or_else(Error::not_found)?;
    let name = state.desk.name(party, page.language).await?;
    let is_person = matches!(record.kind, PartyKind::Person { .. });
    view::html(&MePage {
        name: name.unwrap_or_default(),
        community: is_person.then(|| state.areas.name(record.area, page.language)),
        level: level(&record.kind),
        custody: custody(&state, party).await?,
        has_wards: !state
            .desk
            .vault
            .wards(person(party), page.now_ms)
            .await?
            .is_empty(),
        guardian: guardian(&state, &page, party).await?,
        sessions: sessions(&state, &page, party, &headers).await?,
        looks: looks(&state, &page, party).await?,
        losses: losses(&state, &page, party).await?,
        page,
    })
}

async fn guardian(state: &AppState, page: &Page, minor: PartyId) -> Result<Option<String>, Error> {
    let one = state.desk.vault.guardianship(person(minor)).await?;
    match one.filter(|one| one.is_minor(page.now_ms)) {
        Some(one) => {
            let name = state
                .desk
                .name(crate::desk::party(one.guardian), page.language);
            Ok(name.await?)
        }
        None => Ok(None),
    }
}

/// Signs out everywhere, here too: for a phone that was lost or lent.
pub(crate) async fn end_sessions(
    State(state): State<AppState>,
    page: Page,
) -> Result<Response, Error> {
    let party = page.actor()?;
    state.desk.vault.close_all_sessions(person(party)).await?;
    let mut response =
        see_other_with_notice(&LocalPath::parse("/"), "signed-out-everywhere", page.tls());
    cookies::erase(response.headers_mut(), cookies::SESSION, page.tls());
    Ok(response)
}

const fn level(kind: &PartyKind) -> &'static str {
    match kind {
        PartyKind::Organisation { .. } => "me-level-organisation",
        PartyKind::Person { level, .. } => match level {
            IdentityLevel::PhoneChecked => "me-level-phone",
            IdentityLevel::RealNameChecked => "me-level-real-name",
            IdentityLevel::Endorsed => "me-level-endorsed",
        },
    }
}

async fn custody(state: &AppState, party: PartyId) -> Result<&'static str, Error> {
    let public = PublicKey::Ed25519(state.desk.vault.public_key(person(party)).await?);
    let ledger = state.desk.gateway.head().state;
    let record = ledger
        .get(&keys::key_index(&public))
        .and_then(|index| ledger.get(&keys::key(index)));
    Ok(match record.map(|record| record.custody) {
        Some(Custody::Device) => "me-custody-device",
        Some(Custody::Assisted) => "me-custody-assisted",
        Some(Custody::Custodial) | None => "me-custody-custodial",
    })
}

async fn sessions(
    state: &AppState,
    page: &Page,
    party: PartyId,
    headers: &HeaderMap,
) -> Result<Vec<SignedIn>, Error> {
    let this = entrance::session_id(headers);
    let open = state.desk.vault.sessions(person(party), page.wall_ms);
    let in_words = |session: &vault::Session| SignedIn {
        is_this: Some(session.id) == this,
        opened: page.moment(session.opened_ms),
        last_seen: page.moment(session.last_seen_ms),
    };
    Ok(open.await?.iter().rev().map(in_words).collect())
}

async fn losses(
    state: &AppState,
    page: &Page,
    party: PartyId,
) -> Result<Vec<(String, String)>, Error> {
    let traces = state.desk.vault.counter_traces(person(party)).await?;
    let in_words = |trace: &vault::CounterTrace| {
        let what = page.t.get(&format!("loss-{}", trace.cause));
        (what, page.moment(trace.at_ms))
    };
    Ok(traces.iter().map(in_words).collect())
}

async fn looks(state: &AppState, page: &Page, party: PartyId) -> Result<Vec<Look>, Error> {
    let log = state.desk.vault.access_log(person(party), LINES_READ_MAX);
    let log = log.await?;
    let others = log.iter().filter(|line| line.reader != Reader::Own);
    let mut looks = Vec::new();
    for line in others.take(LINES_SHOWN_MAX) {
        looks.push(look(state, page, line).await?);
    }
    Ok(looks)
}

async fn look(state: &AppState, page: &Page, line: &AccessLine) -> Result<Look, Error> {
    let (key, reader) = match line.reader {
        Reader::Own => ("me-look-own", None),
        Reader::Office(clerk) => ("me-look-office", Some(clerk)),
        Reader::Person(neighbour) => ("me-look-person", Some(neighbour)),
        Reader::Organisation { organisation, .. } => ("me-look-organisation", Some(organisation)),
    };
    let name = match reader {
        Some(reader) => {
            let name = state.desk.name(crate::desk::party(reader), page.language);
            name.await?
        }
        None => None,
    };
    let name = name.unwrap_or_else(|| page.t.get("me-look-nameless"));
    let fields = line
        .fields
        .iter()
        .map(|field| page.t.get(&format!("field-{}", field.code())));
    let fields: Vec<String> = fields.collect();
    Ok(Look {
        who: page.t.say(key).set("name", name).to_string(),
        what: fields.join(&page.t.get("me-look-and")),
        why: page.t.get(&format!("purpose-{}", line.purpose.code())),
        when: page.moment(line.read_ms),
    })
}
