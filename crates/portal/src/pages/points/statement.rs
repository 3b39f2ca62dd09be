//! The passbook as a table to keep or to give to somebody: comma-separated, for any office program.

use axum::extract::State;
use axum::response::Response;
use ledger::state::accounts::AccountId;

use super::passbook::{LineInWords, in_words};
use crate::pages::receipts::download::attachment;
use crate::{AppState, Error, Page};

/// The newest lines; nobody has more in years.
const LINES_MAX: u32 = 5_000;
/// Tells spreadsheets that the text is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
const HEADINGS: [&str; 6] = [
    "statement-when",
    "statement-what",
    "statement-amount",
    "statement-balance",
    "statement-status",
    "statement-receipt",
];

pub(crate) async fn show(State(state): State<AppState>, page: Page) -> Result<Response, Error> {
    let me = page.actor()?;
    let part = projections::Page::first(LINES_MAX);
    let account = AccountId::Party(me);
    let mut table = csv::Writer::from_writer(BYTE_ORDER_MARK.to_vec());
    let headings = HEADINGS.map(|key| page.t.get(key));
    table.write_record(headings).map_err(Error::internal)?;
    for line in state.desk.projections.passbook(account, part).await? {
        let words: LineInWords = in_words(&state, &page, me, &line).await?;
        let row = [
            words.when,
            harmless(words.what),
            line.amount.to_string(),
            line.balance.to_string(),
            words.status,
            line.operation.to_string(),
        ];
        table.write_record(row).map_err(Error::internal)?;
    }
    let bytes = table.into_inner().map_err(Error::internal)?;
    let day = state.desk.now().china_day().to_string();
    let name = format!("linli-points-{day}");
    Ok(attachment("text/csv; charset=utf-8", &name, "csv", bytes))
}

/// Words that a spreadsheet would take for a formula are kept as words.
fn harmless(words: String) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{words}")
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_neighbours_words_are_no_formula() {
        assert_eq!(harmless("=1+1".to_owned()), "'=1+1");
        assert_eq!(harmless("理发".to_owned()), "理发");
    }
}
