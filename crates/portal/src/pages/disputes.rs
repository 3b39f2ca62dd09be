//! Disputes and complaints: opened, answered in time, accepted or brought before three residents.

use ledger::{
    CaseId, ExchangeId, Hash, HutId, PartyId, TransferId,
    operation::dispute::{Ground, Remedy, Subject},
    state::{
        disputes::{Case, CaseStatus},
        keys,
    },
};

use crate::content::ListingText;
use crate::forms::Choice;
use crate::pages::listings::{hut_name, lengths, missing_words, name_of};
use crate::told::category_words;
use crate::view::statuses::Status;
use crate::{AppState, Error, Page};

pub(crate) mod act;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod show;

/// The most characters of one statement.
const WORDS_CHARACTERS_MAX: usize = 1_000;

/// What the reader is to a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Filer,
    Respondent,
    Panel,
    Handler,
}

/// The dispute that an address names, if the reader has to do with it.
fn find(state: &AppState, page: &Page, id: &str) -> Result<(CaseId, Case, Part), Error> {
    let id = CaseId::from_hex(id).ok_or_else(Error::not_found)?;
    let case = state.desk.gateway.head().state.get(&keys::case(id));
    let case = case.ok_or_else(Error::not_found)?;
    let part = part(state, page.actor()?, &case).ok_or_else(Error::forbidden)?;
    Ok((id, case, part))
}

fn part(state: &AppState, me: PartyId, case: &Case) -> Option<Part> {
    if case.filed_by == me {
        Some(Part::Filer)
    } else if case.respondent == Some(me) {
        Some(Part::Respondent)
    } else if case.panel.iter().any(|seat| seat.person == me) {
        Some(Part::Panel)
    } else {
        state.desk.handles(me, case.area).then_some(Part::Handler)
    }
}

/// The words for a state, with its colour.
const fn status(status: CaseStatus) -> Status {
    let (tone, word) = match status {
        CaseStatus::Filed => ("wait", "dispute-filed"),
        CaseStatus::Answered => ("wait", "dispute-answered"),
        CaseStatus::Appealed => ("wait", "dispute-appealed"),
        CaseStatus::Closed(_) => ("good", "dispute-closed"),
        CaseStatus::Withdrawn => ("calm", "dispute-withdrawn"),
    };
    Status { tone, word }
}

const GROUNDS: [(&str, Ground); 5] = [
    ("wrong_record", Ground::WrongRecord),
    ("poor_service", Ground::PoorService),
    ("conduct", Ground::Conduct),
    ("content", Ground::Content),
    ("office", Ground::Office),
];

fn ground_words(page: &Page, ground: Ground) -> String {
    let found = GROUNDS.into_iter().find(|(_, one)| *one == ground);
    page.t
        .of("dispute-ground", found.map_or("office", |(code, _)| code))
}

/// A subject from an address: its kind and its id.
fn subject_of(kind: &str, id: &str) -> Result<Subject, Error> {
    let subject = match kind {
        "transfer" => TransferId::from_hex(id).map(Subject::Transfer),
        "exchange" => ExchangeId::from_hex(id).map(Subject::Exchange),
        "content" => Hash::from_hex(id).map(Subject::Content),
        "party" => PartyId::from_hex(id).map(Subject::Party),
        "hut" => HutId::from_hex(id).map(Subject::Hut),
        _ => None,
    };
    subject.ok_or_else(Error::not_found)
}

/// What a dispute is about, in words.
async fn subject_words(state: &AppState, page: &Page, subject: Subject) -> Result<String, Error> {
    let t = page.t;
    let ledger = state.desk.gateway.head().state;
    let exchange = |id| ledger.get(&keys::exchange(id));
    let service = |exchange: &ledger::state::records::Exchange| {
        t.say("dispute-about-service")
            .set("category", category_words(t, exchange.category))
            .set("when", page.moment(exchange.start.0))
            .to_string()
    };
    Ok(match subject {
        Subject::Exchange(id) => {
            exchange(id).map_or_else(|| t.get("words-missing"), |one| service(&one))
        }
        Subject::Transfer(_) => t.get("dispute-about-points"),
        Subject::Party(party) => name_of(state, page, party).await?,
        Subject::Hut(hut) => hut_name(state, page, hut).await?,
        Subject::Content(hash) => {
            let text: Option<ListingText> = state.desk.words(&hash);
            text.map_or_else(|| missing_words(state, page, &hash), |text| text.title)
        }
    })
}

/// What can be asked for, or granted, about a subject.
fn remedies(page: &Page, subject: Subject) -> Vec<Choice> {
    let t = page.t;
    let mut choices = vec![Choice::new("words", t.get("dispute-remedy-words"))];
    match subject {
        Subject::Transfer(_) => {
            choices.push(Choice::new("reversal", t.get("dispute-remedy-reversal")));
        }
        Subject::Exchange(_) => {
            choices.push(Choice::new("0", t.get("dispute-remedy-nothing")));
            let as_minutes = |one: Choice| {
                let label = t.say("dispute-remedy-minutes").set("duration", one.label);
                Choice::new(one.value, label)
            };
            choices.extend(lengths(page).into_iter().map(as_minutes));
        }
        Subject::Content(_) | Subject::Party(_) | Subject::Hut(_) => {}
    }
    choices
}

fn remedy_of(code: &str) -> Option<Remedy> {
    match code {
        "words" => Some(Remedy::Words),
        "reversal" => Some(Remedy::Reversal),
        minutes => minutes.parse().ok().map(Remedy::Minutes),
    }
}

fn remedy_words(page: &Page, remedy: Remedy) -> String {
    match remedy {
        Remedy::Words => page.t.get("dispute-remedy-words"),
        Remedy::Reversal => page.t.get("dispute-remedy-reversal"),
        Remedy::Minutes(0) => page.t.get("dispute-remedy-nothing"),
        Remedy::Minutes(minutes) => {
            let duration = page.duration(u64::from(minutes));
            let sentence = page.t.say("dispute-remedy-minutes");
            sentence.set("duration", duration).to_string()
        }
    }
}

/// The words of a form, or the key of what is wrong with them.
pub(super) fn statement(typed: &str) -> Result<String, &'static str> {
    let words = typed.trim();
    if words.is_empty() {
        return Err("dispute-words-missing");
    }
    if words.chars().count() > WORDS_CHARACTERS_MAX {
        return Err("dispute-words-long");
    }
    Ok(words.to_owned())
}
