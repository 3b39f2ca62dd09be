//! The impact assessment: made from the purpose register, so that it cannot say anything else.

use askama::Template;
use axum::response::Response;
use vault::{FieldClass, PurposeEntry, REGISTER, ReaderKind};

use super::{basis, kept};
use crate::{Error, Page, view};

#[derive(Template)]
#[template(path = "my-data/impact.html")]
struct ImpactPage {
    page: Page,
    purposes: Vec<Assessed>,
}

struct Assessed {
    title: String,
    fields: String,
    is_sensitive: bool,
    basis: String,
    source: &'static str,
    readers: String,
    kept: String,
    owner: String,
}

pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    let purposes = REGISTER.iter().map(|entry| assess(&page, entry)).collect();
    view::html(&ImpactPage { page, purposes })
}

fn assess(page: &Page, entry: &PurposeEntry) -> Assessed {
    let and = page.t.get("me-look-and");
    let fields = entry.fields.iter();
    let fields = fields.map(|field| page.t.get(&format!("field-{}", field.code())));
    let readers = entry.readers.iter();
    let readers = readers.map(|reader| page.t.get(reader_key(*reader)));
    Assessed {
        title: page.t.get(&format!("purpose-{}", entry.purpose.code())),
        fields: fields.collect::<Vec<_>>().join(&and),
        is_sensitive: entry
            .fields
            .iter()
            .any(|field| field.class() == FieldClass::Sensitive),
        basis: basis(page, entry.purpose),
        source: entry.legal_source,
        readers: readers.collect::<Vec<_>>().join(&and),
        kept: kept(page, entry.purpose),
        owner: page.t.get(&format!("data-owner-{}", entry.owner)),
    }
}

const fn reader_key(reader: ReaderKind) -> &'static str {
    match reader {
        ReaderKind::Own => "data-reader-own",
        ReaderKind::Office => "data-reader-office",
        ReaderKind::Person => "data-reader-person",
        ReaderKind::Organisation => "data-reader-organisation",
    }
}
