//! 兑换: what sponsors give for points; asked for here, fetched with a code.

pub(crate) mod browse;
pub(crate) mod claims;
pub(crate) mod redeem;

use ledger::{AreaCode, EntryId, PartyId, RedemptionId, state::bank::Entry, state::keys};
use projections::catalogue::CatalogueEntry;

use crate::content::ListingText;
use crate::pages::listings::missing_words;
use crate::{AppState, Error, Page};

const CODE_DIGITS_MODULUS: u32 = 1_000_000;

/// The code that the resident shows and the sponsor types: six digits that follow from the claim.
pub(crate) fn code_of(redemption: RedemptionId) -> String {
    let first = redemption.0.first_chunk().copied().unwrap_or_default();
    let number = u32::from_be_bytes(first) % CODE_DIGITS_MODULUS;
    format!("{number:06}")
}

/// What is given, in words; a sentence in place of words that are not here.
pub(crate) fn words_of(state: &AppState, page: &Page, entry: &CatalogueEntry) -> ListingText {
    let text = state.desk.listing_text(&entry.content);
    text.unwrap_or_else(|| ListingText {
        title: missing_words(state, page, &entry.content),
        description: String::new(),
        ..ListingText::default()
    })
}

/// What the ledger says of an entry now: how many are left, and whether it is open.
pub(crate) fn record_of(state: &AppState, entry: EntryId) -> Option<Entry> {
    state.desk.gateway.head().state.get(&keys::entry(entry))
}

/// How many more can be asked for: pieces left, as far as the sponsor's budget goes.
pub(crate) fn left(record: &Entry) -> u32 {
    if record.closed {
        return 0;
    }
    let by_budget = record.budget.0.checked_div(record.price.0).unwrap_or(0);
    record.stock.min(u32::try_from(by_budget).unwrap_or(0))
}

/// The community of a resident.
pub(super) fn community(state: &AppState, me: PartyId) -> Result<AreaCode, Error> {
    let record = state.desk.gateway.head().state.get(&keys::party(me));
    Ok(record.ok_or_else(Error::not_found)?.area)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_six_digits_and_belongs_to_its_claim() {
        let one = code_of(RedemptionId([0; 16]));
        let other = code_of(RedemptionId([255; 16]));
        assert_eq!((one.as_str(), other.as_str()), ("000000", "967295"));
    }
}
