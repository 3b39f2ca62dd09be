//! The tables of `docs/matching.md`, written from what they describe: the text around them is kept.

use std::{fmt::Write as _, path::Path};

use ledger::category::{CATEGORIES, Family, TAXONOMY_VERSION};
use matching::{Parameters, Synonyms, typical_words};
use serde_json::Value;

use super::QualityBench;

/// Set to write the document instead of comparing it.
const WRITE: &str = "LINLI_WRITE_DOCUMENTS";

fn parameters() -> String {
    let mut table = "| number | value |\n|---|---|\n".to_owned();
    for (name, value) in Parameters::default().named() {
        writeln!(table, "| `{name}` | {value} |").expect("a string takes all");
    }
    table
}

fn quality() -> String {
    let measured = QualityBench {}.measure().expect("the tables are sound");
    let mut table = String::from(
        "| search | tuning: recall@10 | precision@10 | held out: recall@10 | precision@10 | \
         relief: recall@10 | precision@10 |\n|---|---|---|---|---|---|---|\n",
    );
    let rows = [
        ("keyword", "keyword"),
        ("bm25", "BM25"),
        ("linli_text_alone", "Linli, words alone"),
        ("linli", "Linli, with the chosen category"),
    ];
    for (row, name) in rows {
        write!(table, "| {name} |").expect("a string takes all");
        for half in ["tuning", "held_out", "relief"] {
            for figure in ["recall", "precision"] {
                match measured[half][row][figure].as_f64() {
                    Some(figure) => write!(table, " {figure:.3} |"),
                    None => write!(table, " – |"),
                }
                .expect("a string takes all");
            }
        }
        table.push('\n');
    }
    let needs = number(&measured["relief"]["needs_with_an_offer"]);
    let offers = number(&measured["relief"]["offers"]);
    writeln!(
        table,
        "\nRelief: {needs} of 2,095 needs have a relevant offer among the {offers}; \
         the others count nowhere."
    )
    .expect("a string takes all");
    table
}

fn number(value: &Value) -> String {
    value.as_u64().expect("a count").to_string()
}

fn taxonomy() -> String {
    let count = |family| {
        let leaves = CATEGORIES.iter().filter(|row| row.group != row.code);
        leaves.filter(|row| row.family == family).count()
    };
    format!(
        "Version {TAXONOMY_VERSION}: {} kinds of things, {} skills and {} activities in {} \
         groups;\n\
         {} groups of synonyms, typical words for {} categories.\n",
        count(Family::Item),
        count(Family::Skill),
        count(Family::Activity),
        CATEGORIES
            .iter()
            .filter(|row| row.group == row.code)
            .count(),
        Synonyms::neighbourhood().groups(),
        typical_words().len(),
    )
}

/// Replaces what stands between the two marks of a part.
fn with(document: &str, part: &str, text: &str) -> String {
    let (first, last) = (format!("<!-- {part} -->\n"), format!("<!-- end {part} -->"));
    let start = document.find(&first).expect("the part has its mark") + first.len();
    let end = document.find(&last).expect("the part has its end");
    format!("{}\n{text}\n{}", &document[..start], &document[end..])
}

#[test]
fn the_tables_of_the_document_are_what_the_program_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/matching.md");
    let old = std::fs::read_to_string(&path).expect("docs/matching.md is there");
    let mut new = with(&old, "parameters", &parameters());
    new = with(&new, "taxonomy", &taxonomy());
    new = with(&new, "quality", &quality());
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(&path, &new).expect("docs/matching.md can be written");
    }
    assert!(
        old == new || std::env::var_os(WRITE).is_some(),
        "docs/matching.md is old: {WRITE}=1 cargo nextest run -p cli document"
    );
}
