//! Things that are lent or given, and their loans: what owners say, where each thing is, and where
//! each loan stands. One view, because the one follows from the other within a block.

mod lending;
mod loan_query;
mod query;
mod things;

pub use loan_query::{DueLoan, Loan, LoanFilter};
pub use query::{CustodyStep, Item, ItemFilter, ItemUse};

use crate::{Error, codes::words, facts::BlockFacts, view::View};
use async_trait::async_trait;
use ledger::{
    Event,
    operation::item::{Approval, Condition},
    state::sharing::{LoanStatus, Shelf},
};
use sqlx::SqliteConnection;

pub(crate) struct Items;

words!(Condition { New = "new", Good = "good", Worn = "worn", Damaged = "damaged" });
words!(Approval { Instant = "instant", OnRequest = "on_request" });
words!(Shelf { Offered = "offered", Paused = "paused", Recalled = "recalled" });
words!(LoanStatus {
    Requested = "requested",
    Reserved = "reserved",
    HandedOver = "handed_over",
    Returned = "returned",
    Damage = "damage",
    Loss = "loss",
    Contested = "contested",
    ReturnContested = "return_contested",
    Closed = "closed",
    Declined = "declined",
    Withdrawn = "withdrawn",
    Cancelled = "cancelled",
    Missed = "missed",
    Expired = "expired",
    Void = "void",
});

#[async_trait]
impl View for Items {
    fn name(&self) -> &'static str {
        "items"
    }

    fn version(&self) -> u32 {
        1
    }

    fn tables(&self) -> &'static [&'static str] {
        &["items", "item_custody", "loans"]
    }

    fn schema(&self) -> &'static str {
        include_str!("items/schema.sql")
    }

    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error> {
        for (operation, fact) in block.all() {
            match fact.event {
                Event::Item(event) => things::item_event(db, operation, fact, event).await?,
                Event::Hut(event) => {
                    things::hut_event(db, operation, fact, event).await?;
                    lending::kiosk_event(db, operation, event).await?;
                }
                Event::Loan(event) => lending::loan_event(db, operation, fact, event).await?,
                _ => {}
            }
        }
        Ok(())
    }
}
