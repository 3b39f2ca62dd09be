//! Labels of the things on a hut's shelves, to print, cut and stick on: a QR code and the code to
//! type.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use projections::{Page as Part, items::ItemFilter};
use serde::Deserialize;

use super::{find_kept, words};
use crate::extract::{Path, Query};
use crate::pages::items;
use crate::view::Markup;
use crate::{AppState, Error, Page, item_code, view};

/// As many as fit on two sheets.
const LABELS_MAX: u32 = 24;

#[derive(Template)]
#[template(path = "huts/labels.html")]
struct LabelsPage {
    page: Page,
    id: String,
    hut: String,
    labels: Vec<Label>,
    next: Option<String>,
}

struct Label {
    title: String,
    code: String,
    qr: Option<Markup>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LabelsParams {
    before: Option<i64>,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    page: Page,
    Path(id): Path<String>,
    Query(params): Query<LabelsParams>,
) -> Result<Response, Error> {
    let (hut, _) = find_kept(&state, &page, &id).await?;
    let filter = ItemFilter {
        hut: Some(hut.hut),
        ..ItemFilter::default()
    };
    let part = Part {
        before: params.before,
        limit: LABELS_MAX,
    };
    let found = state.desk.projections.items(&filter, part).await?;
    let is_full = found.len() == usize::try_from(LABELS_MAX).unwrap_or_default();
    let last = found.last().filter(|_| is_full).map(|last| last.sequence);
    let labels = found.iter().map(|item| {
        let code = item_code::of(item.item);
        let said = page.t.say("item-qr-label").set("code", &code).to_string();
        Label {
            title: items::text_of(&state, &page, item).title,
            qr: view::qr::svg(items::show::address(&state, &code).as_bytes(), &said).ok(),
            code,
        }
    });
    view::html(&LabelsPage {
        labels: labels.collect(),
        id: hut.hut.to_string(),
        hut: words(&state, &page, &hut).name,
        next: last.map(|before| format!("/huts/{}/labels?before={before}", hut.hut)),
        page,
    })
}
