//! Counting the shelves: the keeper scans everything, sees the differences before they count, and
//! puts them on the ledger. Earlier counts stand below.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{ItemId, operation::hut::TakeStock, state::sharing::Whereabouts};
use projections::{
    Page as Part,
    huts::Hut,
    items::{Item, ItemFilter},
    shelves::DifferenceKind,
};
use serde::Deserialize;

use super::{find_kept, words};
use crate::extract::{Form, Path};
use crate::forms::FieldErrors;
use crate::pages::{items, listings};
use crate::redirect::{LocalPath, see_other_with_notice};
use crate::{AppState, Error, Page, rejected, view};

/// What a hut can have on its shelves for a count on one page.
const STOCK_MAX: u32 = 2_000;
const CODES_CHARACTERS_MAX: usize = 40_000;
const COUNTS_MAX: u32 = 5;

#[derive(Template)]
#[template(path = "huts/stocktake.html")]
struct StocktakePage {
    page: Page,
    id: String,
    hut: String,
    form: StocktakeForm,
    /// How many things should be here.
    expected: usize,
    /// The differences, once something was counted.
    report: Option<Report>,
    earlier: Vec<Earlier>,
    errors: FieldErrors,
}

/// What a count comes to.
struct Report {
    counted: usize,
    missing: Vec<String>,
    surplus: Vec<String>,
    unlisted: u32,
}

/// A count that is on the ledger.
struct Earlier {
    when: String,
    who: String,
    counted: u32,
    unlisted: u32,
    differences: Vec<(String, String)>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StocktakeForm {
    codes: String,
    unlisted: String,
    /// Says that the report was read.
    agreed: String,
}

/// The things that were counted, and those that should be here.
struct Count {
    here: Vec<Item>,
    scanned: Vec<Item>,
    unlisted: u16,
}

impl Count {
    fn missing(&self) -> Vec<&Item> {
        let seen: BTreeSet<ItemId> = self.scanned.iter().map(|item| item.item).collect();
        let here = self.here.iter();
        here.filter(|item| !seen.contains(&item.item)).collect()
    }

    fn surplus(&self, hut: &Hut) -> Vec<&Item> {
        let scanned = self.scanned.iter();
        scanned
            .filter(|item| item.place != Whereabouts::Hut(hut.hut))
            .collect()
    }

    fn action(&self, hut: &Hut) -> TakeStock {
        let ids = |items: Vec<&Item>| items.into_iter().map(|item| item.item).collect();
        TakeStock {
            hut: hut.hut,
            counted: u32::try_from(self.scanned.len()).unwrap_or(u32::MAX),
            missing: ids(self.missing()),
            surplus: ids(self.surplus(hut)),
            unlisted: self.unlisted,
        }
    }
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (hut, _) = find_kept(&state, &page, &id).await?;
    let said = (StocktakeForm::default(), FieldErrors::default());
    view::html(&filled(&state, page, &hut, said, None).await?)
}

pub(crate) async fn count(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<StocktakeForm>,
) -> Result<Response, Error> {
    let (hut, me) = find_kept(&state, &page, &id).await?;
    let mut errors = FieldErrors::default();
    let count = read(&state, &page, &hut, &form, &mut errors).await?;
    if errors.is_empty() && form.agreed == "yes" {
        match state.desk.act(me, count.action(&hut).into()).await {
            Ok(_) => {
                let path = LocalPath::parse(&format!("/huts/{}/stocktake", hut.hut));
                return Ok(see_other_with_notice(&path, "stock-taken", page.tls()));
            }
            Err(error) => errors.add("codes", rejected::sentence(page.t, error)?),
        }
    }
    let report = errors
        .is_empty()
        .then(|| report(&state, &page, &hut, &count));
    let is_wrong = !errors.is_empty();
    let document = filled(&state, page, &hut, (form, errors), report).await?;
    if is_wrong {
        view::html_again(&document)
    } else {
        view::html(&document)
    }
}

/// Reads one code on each line; a thing that was scanned twice counts once.
async fn read(
    state: &AppState,
    page: &Page,
    hut: &Hut,
    form: &StocktakeForm,
    errors: &mut FieldErrors,
) -> Result<Count, Error> {
    let mut scanned: Vec<Item> = Vec::new();
    let codes: String = form.codes.chars().take(CODES_CHARACTERS_MAX).collect();
    for line in codes.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match items::scan::by_code(state, line).await? {
            Ok(item) if scanned.iter().any(|one| one.item == item.item) => {}
            Ok(item) => scanned.push(item),
            Err(word) => {
                let line: String = line.chars().take(40).collect();
                let why = page.t.get(word);
                errors.add("codes", format!("{line} · {why}"));
            }
        }
    }
    let unlisted = match form.unlisted.trim() {
        "" => Some(0),
        number => number.parse().ok(),
    };
    if unlisted.is_none() {
        errors.add("unlisted", page.t.get("stock-unlisted-error"));
    }
    Ok(Count {
        here: things_here(state, hut).await?,
        scanned,
        unlisted: unlisted.unwrap_or_default(),
    })
}

async fn things_here(state: &AppState, hut: &Hut) -> Result<Vec<Item>, Error> {
    let filter = ItemFilter {
        hut: Some(hut.hut),
        ..ItemFilter::default()
    };
    let found = state
        .desk
        .projections
        .items(&filter, Part::first(STOCK_MAX));
    Ok(found.await?)
}

fn report(state: &AppState, page: &Page, hut: &Hut, count: &Count) -> Report {
    let titles = |items: Vec<&Item>| {
        let items = items.into_iter();
        items
            .map(|item| items::text_of(state, page, item).title)
            .collect()
    };
    Report {
        counted: count.scanned.len(),
        missing: titles(count.missing()),
        surplus: titles(count.surplus(hut)),
        unlisted: count.unlisted.into(),
    }
}

async fn filled(
    state: &AppState,
    page: Page,
    hut: &Hut,
    (form, errors): (StocktakeForm, FieldErrors),
    report: Option<Report>,
) -> Result<StocktakePage, Error> {
    Ok(StocktakePage {
        id: hut.hut.to_string(),
        hut: words(state, &page, hut).name,
        form,
        expected: things_here(state, hut).await?.len(),
        report,
        earlier: earlier(state, &page, hut).await?,
        errors,
        page,
    })
}

async fn earlier(state: &AppState, page: &Page, hut: &Hut) -> Result<Vec<Earlier>, Error> {
    let views = &state.desk.projections;
    let mut counts = Vec::new();
    for count in views.stocktakes(hut.hut, Part::first(COUNTS_MAX)).await? {
        let mut differences = Vec::new();
        for one in views.stock_differences(count.sequence).await? {
            let item = views.item(one.item).await?;
            let title = item.map(|item| items::text_of(state, page, &item).title);
            let word = match (one.kind, one.found_at) {
                (DifferenceKind::Missing, Some(_)) => "stock-missing-found",
                (DifferenceKind::Missing, None) => "stock-missing",
                (DifferenceKind::Found, _) => "stock-found",
                (DifferenceKind::Surplus, _) => "stock-surplus",
            };
            differences.push((title.unwrap_or_default(), page.t.get(word)));
        }
        counts.push(Earlier {
            when: page.moment(count.at.0),
            who: listings::name_of(state, page, count.keeper).await?,
            counted: count.counted,
            unlisted: count.unlisted.into(),
            differences,
        });
    }
    Ok(counts)
}
