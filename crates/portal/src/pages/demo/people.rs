//! The sample people: who they are, what to try, and a way in without typing.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use ledger::PartyId;
use serde::Deserialize;
use vault::Means;

use crate::desk::person;
use crate::extract::Form;
use crate::i18n::Language;
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, DemoPerson, Error, Page, entrance, view};

#[derive(Template)]
#[template(path = "demo/people.html")]
struct PeoplePage {
    page: Page,
    people: Vec<DemoPerson>,
}

impl PeoplePage {
    fn about<'a>(&self, person: &'a DemoPerson) -> &'a str {
        match self.page.language {
            Language::Chinese => &person.about_zh,
            Language::English => &person.about_en,
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct EnterForm {
    #[serde(default)]
    person: String,
}

pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    let people = page.settings.demo_people.clone();
    view::html(&PeoplePage { page, people })
}

/// Only for people of the list: anybody else needs their PIN, here too.
pub(crate) async fn enter(
    State(state): State<AppState>,
    page: Page,
    headers: HeaderMap,
    Form(form): Form<EnterForm>,
) -> Result<Response, Error> {
    let wanted = PartyId::from_hex(&form.person);
    let people = &state.settings.demo_people;
    let sample = people.iter().find(|sample| Some(sample.party) == wanted);
    let party = sample.ok_or_else(Error::not_found)?.party;
    let mut response = see_other_with_notice(&LocalPath::parse("/"), "demo-entered", page.tls());
    entrance::open(
        &state,
        &page,
        &headers,
        (person(party), Means::PinAndPasskey),
        &mut response,
    )
    .await?;
    Ok(response)
}
