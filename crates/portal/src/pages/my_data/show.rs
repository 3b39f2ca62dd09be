//! What is held about the reader, for which purpose, on which basis and until when.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use vault::{
    Access, Basis, ConsentRecord, Decision, Field, PersonId, Purpose, REGISTER, Reader, Receiver,
};

use super::{basis, correct, kept};
use crate::desk::person;
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "my-data/show.html")]
struct MyDataPage {
    page: Page,
    holdings: Vec<Holding>,
    consents: Vec<Consent>,
}

/// One field with its value and every reason to hold it.
struct Holding {
    label: String,
    value: String,
    /// Where its owner changes it alone.
    correct: Option<String>,
    reasons: Vec<(String, String, String)>,
}

/// The newest decision for one purpose and one receiver; none yet for what may be asked.
struct Consent {
    purpose: String,
    purpose_code: &'static str,
    receiver: String,
    receiver_code: String,
    fields: String,
    is_given: bool,
    /// The decision in words with its date, and where its record is.
    decided: Option<(String, String)>,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let who = person(page.actor()?);
    let holdings = holdings(&state, &page, who).await?;
    let consents = consents(&state, &page, who).await?;
    view::html(&MyDataPage {
        page,
        holdings,
        consents,
    })
}

async fn holdings(state: &AppState, page: &Page, who: PersonId) -> Result<Vec<Holding>, Error> {
    let access = Access {
        reader: Reader::Own,
        purpose: Purpose::OwnData,
        at_ms: page.wall_ms,
    };
    let data = state.desk.vault.read(who, &Field::ALL, access).await?;
    let in_words = |(field, value): (Field, &str)| Holding {
        label: page.t.get(&format!("field-{}", field.code())),
        value: value.to_owned(),
        correct: correct::is_open(field).then(|| format!("/me/data/{}", field.code())),
        reasons: reasons(page, field),
    };
    Ok(data.iter().map(in_words).collect())
}

/// Every purpose but the reader's own that covers a field.
fn reasons(page: &Page, field: Field) -> Vec<(String, String, String)> {
    let covering = REGISTER
        .iter()
        .filter(|entry| entry.fields.contains(&field) && entry.basis != Basis::OwnRight);
    let in_words = |purpose: Purpose| {
        let why = page.t.get(&format!("purpose-{}", purpose.code()));
        (why, basis(page, purpose), kept(page, purpose))
    };
    covering.map(|entry| in_words(entry.purpose)).collect()
}

async fn consents(state: &AppState, page: &Page, who: PersonId) -> Result<Vec<Consent>, Error> {
    let decisions = state.desk.vault.consents(who).await?;
    let mut newest = vec![((Purpose::Notice, Receiver::Office), None)];
    for decision in &decisions {
        let key = (decision.purpose, decision.receiver);
        match newest.iter_mut().find(|(known, _)| *known == key) {
            Some((_, held)) => *held = Some(decision),
            None => newest.push((key, Some(decision))),
        }
    }
    let mut consents = Vec::new();
    for (key, decision) in newest {
        consents.push(consent(state, page, key, decision).await?);
    }
    Ok(consents)
}

async fn consent(
    state: &AppState,
    page: &Page,
    (purpose, receiver): (Purpose, Receiver),
    decision: Option<&ConsentRecord>,
) -> Result<Consent, Error> {
    let fields = purpose.entry().fields.iter();
    let fields: Vec<String> = fields
        .map(|field| page.t.get(&format!("field-{}", field.code())))
        .collect();
    Ok(Consent {
        purpose: page.t.get(&format!("purpose-{}", purpose.code())),
        purpose_code: purpose.code(),
        receiver: receiver_name(state, page, receiver).await?,
        receiver_code: receiver.code(),
        fields: fields.join(&page.t.get("me-look-and")),
        is_given: decision.is_some_and(|one| one.allows(page.wall_ms)),
        decided: decision.map(|one| {
            let words = page.t.say(decision_key(one.decision));
            let words = words.set("when", page.moment(one.decided_ms)).to_string();
            (words, format!("/me/data/consents/{}", one.id))
        }),
    })
}

const fn decision_key(decision: Decision) -> &'static str {
    match decision {
        Decision::Granted => "data-consent-granted",
        Decision::Refused => "data-consent-refused",
        Decision::Withdrawn => "data-consent-withdrawn",
    }
}

pub(super) async fn receiver_name(
    state: &AppState,
    page: &Page,
    receiver: Receiver,
) -> Result<String, Error> {
    let id = match receiver {
        Receiver::Office => return Ok(page.t.get("data-receiver-office")),
        Receiver::Person(id) | Receiver::Organisation(id) => id,
    };
    let name = state
        .desk
        .name(crate::desk::party(id), page.language)
        .await?;
    Ok(name.unwrap_or_else(|| page.t.get("me-look-nameless")))
}
