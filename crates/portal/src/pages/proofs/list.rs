//! What can be proved, each with what it says now.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use verifier::statement::Statement;

use crate::desk::OwnSubject;
use crate::{AppState, Error, Page, view};

#[derive(Template)]
#[template(path = "proofs/list.html")]
struct ProofsPage {
    page: Page,
    lines: Vec<Line>,
}

struct Line {
    title: String,
    says: String,
    address: String,
}

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let me = page.actor()?;
    let mut lines = Vec::new();
    for subject in state.desk.own_subjects(me).await? {
        let Some(proof) = state.desk.own_proof(me, subject, None).await? else {
            continue;
        };
        lines.push(Line {
            title: title(&page, subject),
            says: says(&page, &proof.statement()),
            address: format!("/me/proofs/{}", subject.word()),
        });
    }
    view::html(&ProofsPage { page, lines })
}

pub(super) fn title(page: &Page, subject: OwnSubject) -> String {
    page.t.get(match subject {
        OwnSubject::Membership => "proof-membership",
        OwnSubject::Balance => "proof-balance",
        OwnSubject::Key => "proof-key",
        OwnSubject::Role(_) => "proof-role",
    })
}

/// The statement in one sentence.
pub(super) fn says(page: &Page, statement: &Statement) -> String {
    let fact = |name: &str| {
        let found = statement.facts.iter().find(|(known, _)| *known == name);
        found.map_or_else(String::new, |(_, value)| value.clone())
    };
    if !statement.present {
        return page.t.get(match statement.about {
            "balance" => "proof-says-no-balance",
            _ => "proof-says-nothing",
        });
    }
    match statement.about {
        "balance" => page
            .t
            .say("proof-says-balance")
            .set("settled", fact("settled"))
            .set("pending", fact("pending"))
            .set("held", fact("held"))
            .to_string(),
        "key" if fact("revoked") == "yes" => page.t.get("proof-says-key-revoked"),
        "key" => page.t.get("proof-says-key"),
        "role" => page
            .t
            .say("proof-says-role")
            .set("role", fact("role"))
            .set("scope", fact("scope"))
            .to_string(),
        _ => page.t.get("proof-says-membership"),
    }
}
