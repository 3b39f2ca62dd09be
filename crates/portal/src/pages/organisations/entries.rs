//! Putting something into the catalogue of a community, and taking it out again.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{
    Action, AreaCode, EntryId, PartyId, Points, Rejection,
    area::AreaLevel,
    operation::redemption::{CloseEntry, PublishEntry, STOCK_MAX},
    state::{bank::EntryKind, keys},
    time::DAY_MS,
};
use serde::Deserialize;

use super::claims::back;
use super::{led, name};
use crate::content::ListingText;
use crate::desk::ActError;
use crate::extract::{Form, Path};
use crate::forms::{Choice, FieldErrors};
use crate::{AppState, Error, Page, rejected, typed, view};

const TITLE_CHARACTERS: std::ops::RangeInclusive<usize> = 2..=40;
const TEXT_CHARACTERS_MAX: usize = 500;
/// For how many days something is kept; the shortest and the longest are the ledger's.
const KEEP_DAYS: [u64; 4] = [3, 7, 30, 90];

#[derive(Template)]
#[template(path = "organisations/entry.html")]
struct EntryPage {
    page: Page,
    id: String,
    /// Where the link leads.
    back: String,
    name: String,
    form: EntryForm,
    communities: Vec<Choice>,
    errors: FieldErrors,
}

impl EntryPage {
    fn kinds(&self) -> Vec<Choice> {
        ["service", "donated_goods"]
            .map(|code| {
                let label = self.page.t.get(&format!("entry-kind-{code}"));
                let hint = self.page.t.get(&format!("entry-kind-{code}-hint"));
                Choice::new(code, label).hint(hint)
            })
            .to_vec()
    }

    fn terms(&self) -> Vec<Choice> {
        let label = |days: u64| self.page.t.say("catalogue-keep-days").set("count", days);
        KEEP_DAYS
            .map(|days| Choice::new(days, label(days)))
            .to_vec()
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct EntryForm {
    title: String,
    description: String,
    community: String,
    kind: String,
    price: String,
    stock: String,
    keep: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let organisation = led(&state, &page, &id)?;
    let form = EntryForm {
        kind: "service".to_owned(),
        keep: "7".to_owned(),
        ..EntryForm::default()
    };
    let nothing = FieldErrors::default();
    view::html(&filled(&state, page, organisation, form, nothing).await?)
}

pub(crate) async fn publish(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<EntryForm>,
) -> Result<Response, Error> {
    let organisation = led(&state, &page, &id)?;
    let mut errors = FieldErrors::default();
    let Some(command) = judge(&state, &page, &form, &mut errors)? else {
        return view::html_again(&filled(&state, page, organisation, form, errors).await?);
    };
    match state.desk.act(organisation, Action::from(command)).await {
        Ok(_) => Ok(back(&page, organisation, "entry-published")),
        Err(error) => {
            errors.add("title", rejected::sentence(page.t, error)?);
            view::html_again(&filled(&state, page, organisation, form, errors).await?)
        }
    }
}

pub(crate) async fn close(
    State(state): State<AppState>,
    page: Page,
    Path((id, entry)): Path<(String, String)>,
) -> Result<Response, Error> {
    let organisation = led(&state, &page, &id)?;
    let entry = EntryId::from_hex(&entry).ok_or_else(Error::not_found)?;
    let action = Action::from(CloseEntry { entry });
    match state.desk.act(organisation, action).await {
        Ok(_) => Ok(back(&page, organisation, "entry-closed")),
        Err(ActError::Rejected(Rejection::EntryUnknown | Rejection::EntryOfAnotherParty)) => {
            Err(Error::not_found())
        }
        Err(ActError::Rejected(_)) => Ok(back(&page, organisation, "claim-changed")),
        Err(error) => Err(error.into()),
    }
}

/// The command as the ledger takes it, with the words in the store; or complaints and nothing.
fn judge(
    state: &AppState,
    page: &Page,
    form: &EntryForm,
    errors: &mut FieldErrors,
) -> Result<Option<PublishEntry>, Error> {
    let t = page.t;
    if !TITLE_CHARACTERS.contains(&form.title.trim().chars().count()) {
        errors.add("title", t.get("entry-title-error"));
    }
    if form.description.chars().count() > TEXT_CHARACTERS_MAX {
        errors.add("description", t.get("item-text-long"));
    }
    let community = form.community.parse().ok().map(AreaCode);
    if community.is_none() {
        errors.add("community", t.get("entry-community-error"));
    }
    let price = typed::points(&form.price);
    if price.is_none() {
        errors.add("price", t.get("donate-malformed"));
    }
    let stock = typed::plain(&form.stock).parse().ok();
    let stock = stock.filter(|stock| (1..=STOCK_MAX).contains(stock));
    if stock.is_none() {
        errors.add("stock", t.get("entry-stock-error"));
    }
    let keep = form
        .keep
        .parse()
        .ok()
        .filter(|days| KEEP_DAYS.contains(days));
    let (Some(community), Some(price), Some(stock), Some(keep), true) =
        (community, price, stock, keep, errors.is_empty())
    else {
        return Ok(None);
    };
    let Some(budget) = price.0.checked_mul(i64::from(stock)).map(Points) else {
        errors.add("price", t.get("donate-malformed"));
        return Ok(None);
    };
    let text = ListingText {
        title: form.title.trim().to_owned(),
        description: form.description.trim().to_owned(),
        ..ListingText::default()
    };
    Ok(Some(PublishEntry {
        community,
        kind: match form.kind.as_str() {
            "donated_goods" => EntryKind::DonatedGoods,
            _ => EntryKind::Service,
        },
        price,
        stock,
        budget,
        keep_ms: keep * DAY_MS,
        content: state.desk.content.put(&text).map_err(Error::internal)?,
    }))
}

async fn filled(
    state: &AppState,
    page: Page,
    organisation: PartyId,
    form: EntryForm,
    errors: FieldErrors,
) -> Result<EntryPage, Error> {
    Ok(EntryPage {
        id: organisation.to_string(),
        back: format!("/organisations/{organisation}"),
        name: name(state, &page, organisation).await?,
        communities: communities(state, &page, organisation)?,
        form,
        errors,
        page,
    })
}

/// The communities where the organisation works.
fn communities(state: &AppState, page: &Page, organisation: PartyId) -> Result<Vec<Choice>, Error> {
    let record = state
        .desk
        .gateway
        .head()
        .state
        .get(&keys::party(organisation));
    let area = record.ok_or_else(Error::not_found)?.area;
    let all = state.areas.within(area, AreaLevel::Community);
    let choices = all.map(|community| Choice::new(community.code.0, community.name(page.language)));
    Ok(choices.collect())
}
